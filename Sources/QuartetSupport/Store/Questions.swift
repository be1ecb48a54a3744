internal import Foundation
internal import GRDB
internal import QuartetFiles

/// A question of the team's own, with the article that answers it. It comes from a file, never from a customer.
public struct QuestionRecord: Sendable, Equatable {
    public var text: String
    /// The id of the article that answers it; nil when none does.
    public var article: String?
    /// The heading that the answer stands under; nil where it is not known.
    public var heading: String?

    public init(_ text: String, article: String?, heading: String? = nil) {
        (self.text, self.article, self.heading) = (text, article, heading)
    }
}

extension KnowledgeBase {
    /// Replaces the team's own questions.
    ///
    /// - Parameter head: what was trained on them; nil without an encoder.
    public func setQuestions(_ questions: [QuestionRecord], head: QuestionHead? = nil) throws {
        var counts: [String: QuestionWords.Counts] = [:]
        for question in questions {
            for word in SearchWords(question.text).distinct {
                counts[word, default: [:]][question.article ?? QuestionWords.unanswered, default: 0] += 1
            }
        }
        try write { database in
            try database.run("DELETE FROM question")
            try database.run("DELETE FROM questionWord")
            try database.run("DELETE FROM questionHead")
            for question in questions {
                try database.run(
                    "INSERT INTO question(text, article, heading) VALUES(?, ?, ?)",
                    [question.text, question.article, question.heading])
            }
            for (word, articles) in counts.sorted(by: { $0.key < $1.key }) {
                for (article, count) in articles {
                    try database.run(
                        "INSERT INTO questionWord(word, article, questions) VALUES(?, ?, ?)",
                        [word, article, count])
                }
            }
            if let head {
                try database.run(
                    "INSERT INTO questionHead(encoder, questions, sections, width, weights) VALUES(?, ?, ?, ?, ?)",
                    [
                        head.encoder, head.questions, try JSONEncoder.sorted.text(head.sections), head.width,
                        head.weights.withUnsafeBytes { Data($0) },
                    ])
            }
            try database.countChange()
        }
    }

    /// The team's own questions in their order.
    public func questions() throws -> [QuestionRecord] {
        try read {
            try $0.rows("SELECT text, article, heading FROM question ORDER BY id").map { row in
                QuestionRecord(
                    try row.text("text"), article: try row.optionalText("article"),
                    heading: try row.optionalText("heading"))
            }
        }
    }

    /// What the team's own questions teach.
    ///
    /// - Parameter encoder: the fingerprint of the encoder that reads messages.
    /// - Returns: nil without questions.
    package func questionModel(of encoder: String?) throws -> QuestionModel? {
        try read { database in
            var totals: QuestionWords.Counts = [:]
            for row in try database.rows(
                "SELECT article, sum(questions) AS questions FROM questionWord GROUP BY article")
            {
                totals[try row.text("article")] = try row.decode(Int.self, forColumn: "questions")
            }
            if totals.isEmpty { return nil }
            let vocabulary = try Int.fetchOne(
                database, sql: "SELECT count(DISTINCT word) FROM questionWord")
            return QuestionModel(
                head: try encoder.flatMap { try Self.head(of: $0, database) },
                words: QuestionWords(totals: totals, vocabulary: vocabulary ?? 0))
        }
    }

    private static func head(of encoder: String, _ database: Database) throws -> QuestionHead? {
        let rows = try database.rows("SELECT * FROM questionHead WHERE encoder = ?", [encoder])
        guard let row = rows.first,
            let sections = try? JSONDecoder().decode(
                [QuestionHead.Section].self, from: Data(try row.text("sections").utf8))
        else { return nil }
        let bytes = try row.decode(Data.self, forColumn: "weights")
        var weights = [Float](repeating: 0, count: bytes.count / MemoryLayout<Float>.size)
        _ = weights.withUnsafeMutableBytes { bytes.copyBytes(to: $0) }
        return QuestionHead(
            sections: sections, width: try row.decode(Int.self, forColumn: "width"), weights: weights,
            encoder: encoder, questions: try row.text("questions"))
    }

    /// In how many questions to each article a word stands, for each of the words that some question has.
    package func questionCounts(of words: [String]) throws -> [QuestionWords.Counts] {
        try read { database in
            try words.compactMap { word in
                let rows = try database.rows(
                    "SELECT article, questions FROM questionWord WHERE word = ?", [word])
                if rows.isEmpty { return nil }
                return try rows.reduce(into: [:]) { counts, row in
                    counts[try row.text("article")] = try row.decode(Int.self, forColumn: "questions")
                }
            }
        }
    }
}
