import QuartetCatalogs

/// The small words of the prompt reader: those without meaning, negations, spellings and numbers.
public struct PromptLanguage: Sendable {
    /// Phrases that carry no wish.
    public let stopWords: [String]
    /// Words that turn the next wish round.
    public let negations: [String]
    /// Other spellings of a word.
    public let spellings: [String: String]
    /// Words for numbers.
    public let numbers: [String: Int]
    /// Words that are known and not drawn, and why.
    public let asides: [(reason: String, words: [String])]
    /// Nouns for parts of a garment, which a colour before them belongs to.
    public let partNouns: Set<String>
    /// Parts that only a colour can be asked for, and their words.
    public let parts: [(id: String, words: [String])]

    init(_ entry: CatalogElement) throws {
        stopWords = try entry.requiredChild("stop").list("words")
        negations = try entry.requiredChild("negation").list("words")
        var spellings: [String: String] = [:]
        for spelling in entry.children("spelling") {
            spellings[try spelling.string("from")] = try spelling.string("to")
        }
        self.spellings = spellings
        var numbers: [String: Int] = [:]
        for number in entry.children("number") {
            let value = try number.integer("value")
            for word in number.list("words") { numbers[word] = value }
        }
        self.numbers = numbers
        asides = try entry.children("aside").map { (try $0.string("reason"), $0.list("words")) }
        partNouns = Set(try entry.requiredChild("part-nouns").list("words"))
        parts = try entry.children("part").map { (try $0.string("id"), $0.list("words")) }
    }
}
