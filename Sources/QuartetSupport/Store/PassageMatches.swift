internal import GRDB

/// A passage that a full-text index found.
public struct PassageMatch: Sendable, Equatable {
    public let passage: Int64
    /// BM25 (Robertson and Zaragoza 2009, with SQLite's k1 = 1.2 and b = 0.75); higher is better.
    public let score: Double

    public init(passage: Int64, score: Double) { (self.passage, self.score) = (passage, score) }
}

/// How much a word counts in each column of a passage.
public struct WordWeights: Sendable, Equatable {
    public var title = 2.0
    public var headings = 1.5
    public var text = 1.0
    public var synonyms = 2.0

    public init() {}
}

extension KnowledgeBase {
    /// Tokens of a query that count; further ones are ignored.
    public static let tokenLimit = 64
    /// Longer tokens, in bytes of UTF-8, are in no passage.
    private static let tokenLength = 200

    /// The passages with any of the words, the best first.
    ///
    /// - Parameters:
    ///   - tokens: words as a customer may have written them: nothing in them is taken as query syntax. A token that the
    ///     index splits, such as `12-5`, is a phrase.
    ///   - accepts: leaves out passages before the best are chosen.
    public func wordMatches(
        _ tokens: [String], limit: Int, weights: WordWeights = WordWeights(),
        accepts: (Int64) -> Bool = { _ in true }
    ) throws -> [PassageMatch] {
        try matches(
            "SELECT rowid, bm25(passageWords, ?, ?, ?, ?) FROM passageWords WHERE passageWords MATCH ?",
            [weights.title, weights.headings, weights.text, weights.synonyms],
            Self.query(tokens) { SearchWords($0).words.joined(separator: " ") }, limit, accepts)
    }

    /// The passages with any of the parts that ``WordParts/parts(of:)`` makes of a text, the best first.
    public func partMatches(
        _ parts: [String], limit: Int, accepts: (Int64) -> Bool = { _ in true }
    ) throws -> [PassageMatch] {
        try matches(
            "SELECT rowid, bm25(passageParts) FROM passageParts WHERE passageParts MATCH ?", [],
            Self.query(parts) { $0 }, limit, accepts)
    }

    private func matches(
        _ sql: String, _ weights: [Database.Argument], _ query: String?, _ limit: Int,
        _ accepts: (Int64) -> Bool
    ) throws -> [PassageMatch] {
        guard let query, limit > 0 else { return [] }
        var found = try read { database in
            var found: [PassageMatch] = []
            let rows = try database.cursor(sql, weights + [query])
            // SQLite's score is lower for better ones.
            while let row = try rows.next() {
                found.append(PassageMatch(passage: row[0], score: -(row[1] as Double)))
            }
            return found
        }
        found.removeAll { !accepts($0.passage) }
        found.sort { ($1.score, $0.passage) < ($0.score, $1.passage) }
        return Array(found.prefix(limit))
    }

    /// Tokens as quoted strings, any of which is to be found; nil when there are none. Inside quotes nothing is syntax
    /// but the quote itself, which is doubled.
    ///
    /// - Parameter form: a token as the index has it.
    private static func query(_ tokens: [String], form: (String) -> String) -> String? {
        var quoted: Set<String> = []
        for token in tokens where token.utf8.count <= tokenLength {
            let text = form(token)
            if !text.isEmpty { quoted.insert("\"" + text.replacing("\"", with: "\"\"") + "\"") }
            if quoted.count == tokenLimit { break }
        }
        return quoted.isEmpty ? nil : quoted.sorted().joined(separator: " OR ")
    }
}
