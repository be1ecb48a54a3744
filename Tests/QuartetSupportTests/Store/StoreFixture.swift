import Foundation
import QuartetSupport
import QuartetTestSupport

/// A knowledge base in a folder of its own.
struct StoreFixture {
    let folder = TemporaryFolder()
    let path: String
    let base: KnowledgeBase

    init() throws {
        path = folder.file("shop.sqlite")
        base = try KnowledgeBase.open(path)
    }

    /// A moment of the tests' own time.
    static func at(_ seconds: Double) -> Date { Date(timeIntervalSince1970: 1_700_000_000 + seconds) }

    /// An article with a passage for each group of statements.
    static func article(
        _ id: String, _ title: String, _ passages: [[String]], synonyms: [String] = [],
        source: String = "articles"
    ) -> PreparedArticle {
        let markdown = "# \(title)\n" + passages.map { $0.joined(separator: " ") }.joined(separator: "\n\n")
        var record = ArticleRecord(
            id: id, title: title, markdown: markdown, fingerprint: "\(markdown.hashValue)", source: source)
        record.synonyms = synonyms
        return PreparedArticle(
            record,
            passages.enumerated().map { place, statements in
                Passage(article: id, place: place, title: title, headings: [], statements: statements)
            })
    }

    static let returns = article(
        "returns", "Returns",
        [
            ["You can send goods back within 30 days.", "Print the label in your account."],
            ["Refunds take 5 working days."],
        ])
    static let boots = article(
        "boots", "Caring for leather boots", [["Brush off dirt, and wax them every 4 weeks."]],
        synonyms: ["shoe polish"])

    /// Vectors of eight numbers that depend on the text alone.
    static let encoder = PassageEncoder(fingerprint: "letters") { texts in
        texts.map { text in
            var vector = [Float](repeating: 0, count: 8)
            for byte in text.utf8 { vector[Int(byte) % 8] += 1 }
            return vector
        }
    }

    /// Stores articles without vectors.
    func apply(_ articles: PreparedArticle...) throws {
        try base.apply(articles, encoder: nil, at: Self.at(0))
    }

    /// The ids of the articles of found passages, the best first.
    func articles(_ matches: [PassageMatch]) throws -> [String] {
        let passages = try base.passages(matches.map(\.passage))
        return matches.compactMap { passages[$0.passage]?.passage.article }
    }

    func articles(having words: String...) throws -> [String] {
        try articles(base.wordMatches(words, limit: 10))
    }
}
