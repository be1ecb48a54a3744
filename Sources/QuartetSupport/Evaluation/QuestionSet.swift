public import QuartetFiles
internal import SwiftCSV

/// Questions with the outcome that is right, as a team writes them: a CSV file with the columns `question`, and where
/// known `after`, `article`, `heading`, `action` and `facts`.
public struct QuestionSet: Sendable, Equatable {
    public struct Item: Sendable, Equatable {
        public var question: String
        /// What the customer asked before; nil for the first question of a conversation.
        public var previous: String?
        /// Articles that answer it, any of them; empty when none does.
        public var articles: [String] = []
        /// The heading that the answer stands under.
        public var heading: String?
        /// Actions that are right; empty when the column is missing: then an answer is right if there is an article.
        public var actions: Set<Reply.Action> = []
        /// What a full answer must contain, each in one of several wordings.
        public var facts: [[String]] = []

        public init(question: String) { self.question = question }

        /// Facts that an answer lacks, each in its first wording.
        public func missingFacts(in answer: String) -> [String] {
            let answer = answer.lowercased()
            return facts.filter { fact in !fact.contains { answer.contains($0.lowercased()) } }
                .compactMap(\.first)
        }

        /// Whether an answer from the articles is right.
        public var isAnswerable: Bool { actions.isEmpty ? !articles.isEmpty : actions.contains(.answer) }
    }

    public var items: [Item]

    public init(items: [Item]) { self.items = items }

    /// As the team's own questions, one for each article of a question.
    public var records: [QuestionRecord] {
        items.flatMap { item in
            item.articles.isEmpty
                ? [QuestionRecord(item.question, article: nil)]
                : item.articles.map { QuestionRecord(item.question, article: $0, heading: item.heading) }
        }
    }

    /// Reads a file.
    ///
    /// Several articles or actions stand beside one another with a bar between them: `returns|refunds`. Facts are separated
    /// by bars as well, and the wordings of one fact by slashes: `30 days|£4.50/4.50 pounds`.
    ///
    /// - Throws: ``QuestionSetError`` with the row.
    public init(path: String) throws {
        let text = try FileBytes.text(of: try FileBytes.read(path, limit: 64 << 20), name: path)
        let table: CSV<Named>
        do {
            table = try CSV<Named>(string: text, loadColumns: false)
        } catch {
            throw QuestionSetError(file: path, row: nil, problem: "is not a CSV file: \(error)")
        }
        guard table.header.contains("question") else {
            throw QuestionSetError(
                file: path, row: 1,
                problem:
                    "has the columns \(table.header.joined(separator: ", ")); expected question, and where known article, action, facts"
            )
        }
        items = try table.rows.enumerated().compactMap { index, row in
            try Self.item(row, file: path, row: index + 2)
        }
        if items.isEmpty { throw QuestionSetError(file: path, row: nil, problem: "has no questions") }
    }

    private static func item(_ row: [String: String], file: String, row number: Int) throws -> Item? {
        func list(_ column: String, by separator: Character = "|") -> [String] {
            (row[column] ?? "").split(separator: separator).map { $0.trimmed }.filter { !$0.isEmpty }
        }
        let question = (row["question"] ?? "")[...].trimmed
        if question.isEmpty { return nil }
        var item = Item(question: question)
        item.previous = row["after"].flatMap { $0.isEmpty ? nil : $0 }
        item.articles = list("article")
        item.heading = row["heading"].flatMap { $0.isEmpty ? nil : $0 }
        item.actions = Set(
            try list("action").map { name in
                guard let action = Reply.Action(rawValue: name) else {
                    let known = Reply.Action.allCases.map(\.rawValue).joined(separator: ", ")
                    throw QuestionSetError(
                        file: file, row: number,
                        problem: "has the action \"\(name)\"; expected one of \(known)")
                }
                return action
            })
        item.facts = list("facts").map { fact in
            fact.split(separator: "/").map(\.trimmed).filter { !$0.isEmpty }
        }
        return item
    }
}

extension Substring {
    fileprivate var trimmed: String {
        var text = drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}

/// A file of questions that cannot be read.
public struct QuestionSetError: UserFacingError, Equatable {
    public let file: String
    public let row: Int?
    public let problem: String

    public var kind: FailureKind { .badData }
    public var description: String { "\(file)\(row.map { ", line \($0)" } ?? ""): \(problem)" }
}
