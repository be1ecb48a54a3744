import QuartetCatalogs

/// The small words of the prompt reader: those without meaning, negations, spellings and numbers.
public struct PromptLanguage: Sendable {
    /// Phrases without meaning for a design.
    public let stopWords: [String]
    /// Words that negate the next phrase.
    public let negations: [String]
    /// Other spellings of a word.
    public let spellings: [String: String]
    /// Words for numbers.
    public let numbers: [String: Int]
    /// Words that are understood but not drawn, with the reason.
    public let asides: [(reason: String, words: [String])]
    /// Nouns for parts of a garment; a colour before them applies to the part.
    public let partNouns: Set<String>
    /// Parts of which only the colour can be chosen, with their words.
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
