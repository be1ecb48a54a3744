/// A meaning of a phrase.
enum PromptMeaning: Hashable, Sendable {
    case garment(String)
    case style(StyleAttribute, String)
    case detail(DetailKind)
    case pattern(String, variant: String?)
    case material(String)
    case colour(String)
    case modifier(String)
    case palette(String)
    case sleeves
    /// A part of the garment of which only the colour can be chosen.
    case part(String)
    case number(Int)
    case quantity(Quantity)
    /// Several garments under one name: a suit.
    case outfit(String)
    /// Something that is understood but not drawn, with the reason.
    case aside(String)
    case negation
    case stop

    /// The kind of meaning. A phrase must not have two meanings of one kind, or the reader would have to guess.
    var kind: String {
        switch self {
        case .garment: "garment"
        case .style(let attribute, _): attribute.rawValue
        case .detail: "detail"
        case .pattern: "pattern"
        case .material: "material"
        case .colour: "colour"
        case .modifier: "modifier"
        case .palette: "palette"
        case .sleeves: "sleeves"
        case .part: "part"
        case .aside: "aside"
        case .number: "number"
        case .quantity: "quantity"
        case .outfit: "outfit"
        case .negation: "negation"
        case .stop: "stop"
        }
    }
}

/// A phrase of the prompt that is in the vocabulary.
struct PromptMention: Sendable {
    /// Indices into the prompt's tokens.
    let range: Range<Int>
    /// The phrase as it was read: lower case, usual spelling, typing mistakes corrected.
    let words: String
    /// The phrase as it was written.
    let written: String
    /// All its meanings, most likely first.
    var meanings: [PromptMeaning]
    /// Whether a negation applies to it.
    var isNegated = false
    /// The small words between the previous phrase and this one.
    var joiners: [String] = []
    /// The small words behind it where no other phrase follows.
    var trailers: [String] = []
    /// The punctuation behind it.
    var pause = PromptToken.Pause.none
    /// What a garment's words say besides the garment.
    var implied: [PromptMeaning] = []
    /// Whether a word of it was mistyped.
    var isCorrected = false
    /// What the tagger makes of it; nil without a tagger.
    var kinds: KindProbabilities?

    var isStop: Bool { meanings == [.stop] }

    /// The last of its words.
    var lastWord: String { words.split(separator: " ").last.map(String.init) ?? words }

    func garment() -> String? {
        for case .garment(let id) in meanings { return id }
        return nil
    }

    func outfit() -> String? {
        for case .outfit(let id) in meanings { return id }
        return nil
    }

    func colour() -> String? {
        for case .colour(let name) in meanings { return name }
        return nil
    }
}
