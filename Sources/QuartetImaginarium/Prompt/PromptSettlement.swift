import QuartetCatalogs

/// Settles what each phrase means for the garment, refuses contradictions and writes the request.
struct PromptSettlement {
    let catalogs: DesignCatalogs
    let garment: GarmentTemplate
    var reading: PromptReading
    /// Known words that turned out to mean nothing here.
    private(set) var unknown: [String] = []
    /// The words behind each settled choice, for the text of a contradiction.
    var spoken: [StyleAttribute: [(id: String, words: String)]] = [:]
    /// The pattern's, the material's and the palette's words, as written and as read.
    var pattern: (written: String, words: String)?
    var material: (written: String, end: Int)?
    var absentPatterns: [(id: String, written: String)] = []
    var garmentWords = ""
    /// Whether a word names the garment that can mean nothing else.
    private var isClearlyNamed = false
    var colours = ColourReader()

    init(catalogs: DesignCatalogs, garment: GarmentTemplate, prompt: String) {
        self.catalogs = catalogs
        self.garment = garment
        self.reading = PromptReading(request: DesignRequest(prompt: prompt, garment: garment.id))
    }

    mutating func read(_ mentions: [PromptMention]) throws {
        let content = Self.content(of: mentions)
        garmentWords =
            content.first { mention in
                mention.garment().map { $0 == garment.id || $0 == garment.like } == true && !mention.isNegated
            }?.written ?? garment.name
        isClearlyNamed = content.contains { $0.garment() != nil && $0.meanings.count == 1 && !$0.isNegated }
        var index = 0
        while index < content.count {
            let mention = content[index]
            colours.pass(mention.joiners)
            let next = index + 1 < content.count ? content[index + 1] : nil
            if let joined = joinedSleeves(mention, next) {
                try settle(joined.attribute, joined.id, words: joined.words)
                if joined.isNextUsed, let next { notePart("sleeves", next) }
                index += joined.isNextUsed ? 2 : 1
                continue
            }
            if mention.isNegated {
                negate(mention)
                colours.noteOther()
            } else {
                try settle(mention, next: next)
            }
            index += 1
        }
        try settleAbsentPatterns()
        reading.request.colours = colours.finish(catalogs.colours)
        settleSpareColours()
        try refuseOddities()
        // "a denim jacket of silk"
        if let own = garment.forMaterial, let asked = reading.request.material, asked != own,
            garmentWords.lowercased().contains(own), let words = material?.written
        {
            throw PromptError.onlyOne("material", words: [words, garmentWords])
        }
    }

    /// The phrases that carry a wish, each with the small words before it.
    private static func content(of mentions: [PromptMention]) -> [PromptMention] {
        var content: [PromptMention] = []
        var joiners: [String] = []
        for var mention in mentions {
            if mention.isStop {
                joiners.append(mention.words)
            } else {
                mention.joiners = joiners
                content.append(mention)
                joiners = []
            }
        }
        return content
    }

    /// Tells the colours that a part of the garment was named.
    private mutating func notePart(_ part: String, _ mention: PromptMention) {
        let noun = mention.words.split(separator: " ").last.map(String.init) ?? ""
        colours.notePart(
            part, isNoun: catalogs.garments.language.partNouns.contains(noun),
            isPlural: noun.hasSuffix("s"), joiners: mention.joiners)
    }

    /// "long puffed sleeves", "short sleeves": a length before sleeves is the sleeves' length.
    private func joinedSleeves(
        _ mention: PromptMention, _ next: PromptMention?
    ) -> (attribute: StyleAttribute, id: String, words: String, isNextUsed: Bool)? {
        guard let next, garment.has(.sleeveLength), !mention.isNegated,
            next.range.lowerBound - mention.range.upperBound <= 1
        else { return nil }
        let isSleeves = next.meanings.contains { meaning in
            if case .style(.sleeveShape, _) = meaning { return next.words.contains("sleeve") }
            return meaning == .sleeves
        }
        guard isSleeves else { return nil }
        for value in catalogs.garments.styles[.sleeveLength] ?? [] {
            if value.entry.list("adjectives").contains(mention.words) {
                let bare = next.meanings.contains(.sleeves)
                let words = bare ? mention.written + " " + next.written : mention.written
                return (.sleeveLength, value.id, words, bare)
            }
        }
        return nil
    }

    private mutating func settle(_ mention: PromptMention, next: PromptMention?) throws {
        let words = mention.written
        guard let meaning = applicable(mention) else {
            colours.noteOther()
            return leave(words, "does not apply to \(garment.nameWithArticle)")
        }
        switch meaning {
        case .garment(let id):
            try settleGarment(id, mention)
        case .style(let attribute, let id):
            try settleStyle(attribute, id, mention)
        case .detail(let kind):
            settleDetail(kind, mention)
        case .sleeves:
            if garment.defaults[.sleeveLength] == "none", spoken[.sleeveLength] == nil {
                try settle(.sleeveLength, "short", words: words)
            } else {
                understand(words, "sleeves")
            }
            notePart("sleeves", mention)
        case .part(let id):
            understand(words, "part: \(id)")
            notePart(id, mention)
        case .pattern(let id, let variant):
            try settlePattern(id, variant, mention, next)
        case .material(let id):
            try settleMaterial(id, mention, next)
        case .colour(let name):
            colours.add(name, words: mention.words, joiners: mention.joiners)
            understand(words, "colour: \(name)")
        case .modifier(let id):
            if let next, !next.isNegated, next.colour() != nil || next.meanings.contains(where: \.isModifier)
            {
                colours.add(modifier: id, words: mention.words)
            } else {
                leave(words, "no colour follows it")
            }
        case .palette(let id):
            settlePalette(id, words)
        case .number(let number):
            if let before = reading.unused.last?.words.lowercased(), before == "size" {
                return leave(words, "one size is drawn")
            }
            try settleNumber(number, mention, next)
        case .aside(let reason): leave(words, reason)
        case .negation, .stop: break
        }
    }

    private mutating func settleStyle(_ attribute: StyleAttribute, _ id: String, _ mention: PromptMention)
        throws
    {
        // The bare word "collar" means the collar that the garment has.
        let own = garment.defaults[.collar]
        if attribute == .collar, mention.words == "collar", let own, own != "none", own != "hood" {
            understand(mention.written, "collar: \(own)")
        } else {
            try settle(attribute, id, words: mention.written)
        }
        // A bodycon dress is both slim and narrow in the skirt.
        for case .style(.skirtShape, let shape) in mention.meanings
        where attribute != .skirtShape && garment.has(.skirtShape) {
            try settle(.skirtShape, shape, words: mention.written)
        }
        switch attribute {
        case .collar:
            notePart(id == "hood" ? "hood" : mention.words.contains("lapel") ? "lapels" : "collar", mention)
        case .closure: notePart(id.contains("zip") ? "zip" : "buttons", mention)
        case .neckline where id == "straps": notePart("straps", mention)
        default: colours.noteOther()
        }
    }

    private mutating func settleDetail(_ kind: DetailKind, _ mention: PromptMention) {
        var kind = kind == .pockets ? garment.pockets ?? kind : kind
        // Trousers' cuffs are turned up.
        if kind == .cuffs, !garment.parts.contains(.bodice) { kind = .turnUps }
        if !reading.request.details.contains(kind) { reading.request.details.append(kind) }
        understand(mention.written, "detail: \(kind.title)")
        notePart(kind.colouredPart, mention)
    }

    /// The garment itself, or a part of it: "a dress with a pleated skirt" takes over the skirt's shape.
    private mutating func settleGarment(_ id: String, _ mention: PromptMention) throws {
        let words = mention.written
        guard id != garment.id, id != garment.like, let other = catalogs.garments.garment(id),
            isInner(mention)
        else {
            colours.noteGarment()
            understand(words, "garment: \(garment.name)")
            return try settleShape(of: mention)
        }
        let part = other.family == .skirt ? "skirt" : other.parts.contains(.legs) ? "legs" : "bodice"
        let base = catalogs.garments.garments.first { $0.family == .skirt }
        if other.family == .skirt, garment.family == .dress, other.id != base?.id,
            let shape = other.defaults[.skirtShape]
        {
            try settle(.skirtShape, shape, words: words)
        } else {
            understand(words, "part of the \(garment.name)")
        }
        colours.notePart(
            part, isNoun: garment.parts.contains(.bodice), isPlural: false, joiners: mention.joiners)
    }

    /// A garment's word that also says its shape: a turtleneck is a sweater with that neck, flares are trousers.
    private mutating func settleShape(of mention: PromptMention) throws {
        for meaning in mention.meanings {
            guard case .style(let attribute, let id) = meaning, garment.has(attribute) else { continue }
            guard garment.defaults[attribute] != id else { continue }
            try settle(attribute, id, words: mention.written)
        }
    }

    /// Whether a garment's words name a part of this garment.
    private func isInner(_ mention: PromptMention) -> Bool {
        let last = PromptTokens.singular(mention.words.lastWord)
        return garment.innerWords.contains { PromptTokens.singular($0) == last }
    }

    private mutating func settle(_ attribute: StyleAttribute, _ id: String, words: String) throws {
        spoken[attribute, default: []].append((id, words))
        let all = spoken[attribute] ?? []
        if let other = all.first(where: { $0.id != id }) {
            // "a long maxi dress" says one thing twice; the later word is the more exact one.
            guard attribute == .length, side(other.id) == side(id) else {
                throw PromptError.contradiction(about: attribute.title, words: [other.words, words])
            }
        }
        reading.request.styles[attribute] = id
        understand(words, "\(attribute.title): \(id)")
    }

    private func side(_ length: String) -> String? {
        catalogs.garments.style(.length, length)?.entry.attributes["side"]
    }

    private mutating func settleNumber(
        _ number: Int, _ mention: PromptMention, _ next: PromptMention?
    ) throws {
        if let next, next.meanings.contains(where: \.isCountable) {
            return understand(mention.written, "number of \(next.words)")
        }
        guard reading.request.count == nil else {
            unknown.append(mention.written)
            return
        }
        guard number >= 1, number <= PromptReader.countLimit else {
            throw PromptError.badCount(found: number, limit: PromptReader.countLimit)
        }
        reading.request.count = number
        understand(mention.written, "designs: \(number)")
    }

    /// The likeliest meaning that makes sense for the garment.
    private func applicable(_ mention: PromptMention) -> PromptMeaning? {
        mention.meanings.first { meaning in
            if case .detail(let kind) = meaning { return garment.canHave(kind) }
            if case .part(let part) = meaning { return garment.canHave(part: part) }
            // "button up" is a shirt, but not before another garment.
            if case .garment(let id) = meaning, mention.meanings.count > 1 {
                return id == garment.id && !isClearlyNamed || isInner(mention)
            }
            if case .sleeves = meaning { return garment.has(.sleeveLength) }
            guard case .style(let attribute, let id) = meaning else { return true }
            guard garment.has(attribute) else { return false }
            guard attribute == .length else { return true }
            return catalogs.garments.style(.length, id).flatMap {
                catalogs.garments.drop(of: $0, for: garment.family)
            } != nil
        }
    }

    private mutating func negate(_ mention: PromptMention) {
        let words = "no " + mention.written
        for meaning in mention.meanings {
            switch meaning {
            case .sleeves, .style(.sleeveLength, _):
                reading.request.styles[.sleeveLength] = "none"
                spoken[.sleeveLength, default: []].append(("none", words))
                return understand(words, "sleeve length: none")
            case .style(.collar, _):
                reading.request.styles[.collar] = "none"
                spoken[.collar, default: []].append(("none", words))
                return understand(words, "collar: none")
            case .style(.closure, _):
                reading.request.styles[.closure] = "none"
                return understand(words, "closure: none")
            case .pattern(let id, _):
                absentPatterns.append((id, words))
                return understand(words, "without \(id) cloth")
            case .detail(let kind) where garment.canHave(kind):
                var kinds = [kind]
                if kind == .pockets {
                    kinds += DetailKind.allCases.filter { $0.rawValue.contains("pocket") }
                }
                reading.request.absentDetails += kinds
                return understand(words, "without \(kind.title)")
            default: continue
            }
        }
        leave(words, "nothing to leave out")
    }

    private func refuseOddities() throws {
        if let none = spoken[.sleeveLength]?.first(where: { $0.id == "none" }) {
            let others = (spoken[.sleeveLength] ?? []) + (spoken[.sleeveShape] ?? [])
            if let other = others.first(where: { $0.id != "none" }) {
                throw PromptError.contradiction(about: "sleeves", words: [none.words, other.words])
            }
        }
        if let none = spoken[.collar]?.first(where: { $0.id == "none" }),
            let other = spoken[.collar]?.first(where: { $0.id != "none" })
        {
            throw PromptError.contradiction(about: "collar", words: [none.words, other.words])
        }
        if let bare = spoken[.neckline]?.first(where: { $0.id == "strapless" }),
            let sleeves = spoken[.sleeveLength]?.first(where: { $0.id != "none" })
        {
            throw PromptError.contradiction(about: "neckline", words: [bare.words, sleeves.words])
        }
        // A strapless T-shirt is none.
        for attribute in StyleAttribute.allCases {
            for choice in spoken[attribute] ?? []
            where garment.excluded[attribute]?.contains(choice.id) == true {
                throw PromptError.contradiction(about: attribute.title, words: [choice.words, garmentWords])
            }
        }
    }

    mutating func leave(_ words: String, _ reason: String) {
        reading.unused.append(PromptReading.Unused(words: words, reason: reason))
    }

    mutating func understand(_ words: String, _ meaning: String) {
        reading.understood.append(PromptReading.Understanding(words: words, meaning: meaning))
    }
}

extension PromptMeaning {
    var isModifier: Bool { if case .modifier = self { true } else { false } }

    /// Things that a garment has several of, so that a number before them does not count designs.
    var isCountable: Bool {
        switch self {
        case .detail, .style(.closure, _), .style(.skirtShape, _), .sleeves, .part: true
        default: false
        }
    }
}

extension String {
    /// The last of its words.
    var lastWord: String { split(separator: " ").last.map(String.init) ?? self }
}
