internal import QuartetFiles

/// Makes wishes whose labels are known: garments with adjectives before and behind, parts, outfits and negations.
struct WishGrammar {
    private let phrases: TaggerPhrases
    private var generator: PhiloxGenerator
    private var wish = TaggedWish()

    init(_ phrases: TaggerPhrases, seed: UInt64, index: Int) {
        self.phrases = phrases
        generator = PhiloxGenerator(seed: seed, step: UInt64(index), stream: "wish grammar")
    }

    /// A wish with pieces that are still open.
    mutating func make() -> TaggedWish {
        wish = TaggedWish()
        if chance(0.35) { small("opener") }
        let count = chance(0.7) ? 1 : chance(0.75) ? 2 : 3
        for place in 0..<count {
            if place > 0 { if chance(0.35) { wish.pause(",") } else { small("joiner") } }
            if chance(0.12) { list() } else { garment() }
        }
        if chance(0.15) { sentence() }
        if chance(0.1) { negation() }
        if chance(0.15) {
            if chance(0.4) { wish.pause(",") }
            small("closer")
        }
        return wish
    }

    // MARK: Forms

    /// "a long navy wool coat with satin lapels"
    private mutating func garment() {
        if chance(0.7) { small("determiner") }
        let adjectives = [0, 1, 1, 1, 2, 2, 3].randomElement(using: &generator) ?? 1
        for place in 0..<adjectives {
            if place > 0, chance(0.1) { wish.pause(",") }
            adjective()
        }
        phrase(.garment)
        for _ in 0..<([0, 0, 0, 1, 1, 2].randomElement(using: &generator) ?? 0) { addition() }
    }

    /// "coat, camel, wool, notch lapels"
    private mutating func list() {
        phrase(.garment)
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            wish.pause(",")
            if chance(0.5) { adjective() } else { feature() }
        }
    }

    /// "… . the collar should be velvet"
    private mutating func sentence() {
        wish.pause(".")
        if chance(0.5) {
            if chance(0.6) { wish.append("the") }
            part()
            small("be")
            cloth(isOfPart: true)
        } else if chance(0.5) {
            wish.append(pick(["it should be", "i like it", "make it", "it is", "please keep it"]))
            adjective()
        } else {
            wish.append(pick(["it needs", "i want", "it has", "add", "give it"]))
            feature()
        }
    }

    private mutating func negation() {
        if chance(0.3) { wish.pause(",") }
        small("not")
        if chance(0.5) { cloth() } else { feature() }
        if chance(0.3) {
            wish.append("or")
            if chance(0.5) { cloth() } else { feature() }
        }
    }

    // MARK: Parts of a form

    private mutating func adjective() {
        switch generator.uniform() {
        case ..<0.42: cloth()
        case ..<0.52: phrase(.length)
        case ..<0.60: phrase(.fit)
        case ..<0.68: phrase(.shape)
        case ..<0.73: phrase(.waist)
        case ..<0.79: phrase(.neckline)
        case ..<0.84: phrase(.sleeves)
        case ..<0.90: phrase(.style)
        case ..<0.93: phrase(.occasion)
        case ..<0.97: phrase(.detail)
        default: phrase(.closure)
        }
    }

    /// What stands behind the garment.
    private mutating func addition() {
        switch generator.uniform() {
        case ..<0.45:
            small("with")
            feature()
            if chance(0.35) {
                if chance(0.4) { wish.pause(",") } else { wish.append("and") }
                feature()
            }
        case ..<0.55:
            small("in")
            cloth()
        case ..<0.65:
            small("of")
            material()
        case ..<0.78:
            small("for")
            phrase(.occasion)
        case ..<0.84: phrase(.length)
        case ..<0.88:
            wish.append(pick(["with", "with a", "patterned with", "printed with", "covered in"]))
            if chance(0.4) { colour(false) }
            phrase(.pattern)
            if chance(0.6) { wish.append(pick(["print", "pattern", "all over", "motif", "design"])) }
        case ..<0.94:
            wish.append("with")
            if chance(0.6) { wish.append("a") }
            part()
            if chance(0.5) {
                wish.append(pick(["in", "in a"]))
                cloth(isOfPart: true)
            } else {
                small("of")
                material(isOfPart: true)
            }
        default:
            wish.append(pick(["that is", "which is", "quite", "very", "rather", "a bit"]))
            if chance(0.5) { phrase(.fit) } else { phrase(.style) }
        }
    }

    /// "puff sleeves", "a velvet collar", "patch pockets"
    private mutating func feature() {
        switch generator.uniform() {
        case ..<0.3:
            cloth(isOfPart: true)
            part()
        case ..<0.45: phrase(.sleeves)
        case ..<0.6: phrase(.neckline)
        case ..<0.7: phrase(.collar)
        case ..<0.86: phrase(.detail)
        case ..<0.93: phrase(.closure)
        case ..<0.96: phrase(.waist)
        default: phrase(.part)
        }
    }

    /// One or two words for a cloth, in their usual order or not.
    private mutating func cloth(isOfPart: Bool = false) {
        func label(_ kind: WishKind) -> WishLabel { WishLabel(kind: kind, isOfPart: isOfPart) }
        switch generator.uniform() {
        case ..<0.40: colour(isOfPart)
        case ..<0.60: phrase(.material, label(.material))
        case ..<0.74: phrase(.pattern, label(.pattern))
        case ..<0.82: phrase(.technique, label(.technique))
        case ..<0.90:
            colour(isOfPart)
            phrase(.material, label(.material))
        case ..<0.94:
            colour(isOfPart)
            phrase(.pattern, label(.pattern))
        case ..<0.97:
            phrase(.technique, label(.technique))
            phrase(.material, label(.material))
        default:
            phrase(.pattern, label(.pattern))
            phrase(.material, label(.material))
        }
    }

    /// What a garment or a part is made of, at times with its colour or how it was made.
    private mutating func material(isOfPart: Bool = false) {
        if chance(0.2) { phrase(.colour, WishLabel(kind: .colour, isOfPart: isOfPart)) }
        if chance(0.1) { phrase(.technique, WishLabel(kind: .technique, isOfPart: isOfPart)) }
        phrase(.material, WishLabel(kind: .material, isOfPart: isOfPart))
    }

    private mutating func colour(_ isOfPart: Bool) {
        let label = WishLabel(kind: .colour, isOfPart: isOfPart)
        phrase(.colour, label)
        guard chance(0.15) else { return }
        wish.append(pick(["and", "and", "or", "on"]))
        phrase(.colour, label)
    }

    /// A noun that may have a cloth of its own, with the label that it has by itself.
    private mutating func part() {
        guard let noun = phrases.partNouns.randomElement(using: &generator), !chance(0.1) else {
            return phrase(.part)
        }
        wish.append(noun, WishLabel(kind: phrases.kind(of: PromptTokens.split(noun)) ?? .part))
    }

    /// A phrase of a kind; in some wishes its words are chosen later, of those that the catalogs lack.
    private mutating func phrase(_ kind: WishKind, _ label: WishLabel? = nil) {
        let words = phrases.known[kind]?.randomElement(using: &generator)
        wish.append(words ?? "", label ?? WishLabel(kind: kind), isOpen: words == nil || chance(0.25))
    }

    private mutating func small(_ id: String) { wish.append(pick(phrases.small[id] ?? [])) }

    private mutating func pick(_ words: [String]) -> String { words.randomElement(using: &generator) ?? "" }

    private mutating func chance(_ probability: Float) -> Bool { generator.uniform() < probability }
}
