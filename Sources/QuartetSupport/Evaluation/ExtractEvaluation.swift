public import Foundation

/// What the extract says when the right article is given: how good it is by itself, without search and decision.
public struct ExtractEvaluation: Sendable, Encodable {
    public struct Row: Sendable, Encodable {
        public var question: String
        public var article: String
        public var extract: String
        /// Facts that the extract lacks, in their first wording.
        public var missingFacts: [String]
        /// Facts that not even the passage has that the extract is cut from.
        public var missingInPassage: [String]
    }

    /// The share of questions whose extract has all facts.
    public var allFacts: Double
    /// The share whose passage has all facts: no extract of it can do better.
    public var allFactsInPassage: Double
    /// Words of an extract, on average.
    public var words: Double
    public var rows: [Row]

    /// - Returns: nil without questions whose facts are known.
    public init?(
        _ items: [QuestionSet.Item], _ desk: Desk, at now: Date, progress: (Int, Int) -> Void = { _, _ in }
    ) throws {
        let known = items.filter { !$0.facts.isEmpty && !$0.articles.isEmpty }
        if known.isEmpty { return nil }
        let day = CalendarDay(of: now, in: .gmt)
        rows = try known.enumerated().compactMap { index, item in
            defer { progress(index + 1, known.count) }
            let found = try desk.finder(
                item.question, after: item.previous, within: Set(item.articles), on: day)
            guard let best = found.passages.first else { return nil }
            let extract = found.pieces.map(\.text).joined(separator: " ")
            return Row(
                question: item.question, article: best.article.id, extract: extract,
                missingFacts: item.missingFacts(in: extract),
                missingInPassage: item.missingFacts(in: best.passage.text))
        }
        let count = Double(max(rows.count, 1))
        allFacts = Double(rows.count(where: \.missingFacts.isEmpty)) / count
        allFactsInPassage = Double(rows.count(where: \.missingInPassage.isEmpty)) / count
        words = rows.reduce(0.0) { $0 + Double($1.extract.split(separator: " ").count) } / count
    }
}
