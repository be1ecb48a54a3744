internal import GRDB

/// A question of the team's own, by which the bot is tuned. It comes from a file, never from a customer.
public struct QuestionRecord: Sendable, Equatable {
    public var text: String
    /// The id of the article that answers it; nil when none does.
    public var article: String?

    public init(_ text: String, article: String?) { (self.text, self.article) = (text, article) }
}

extension KnowledgeBase {
    /// Replaces the team's own questions.
    public func setQuestions(_ questions: [QuestionRecord]) throws {
        try write { database in
            try database.run("DELETE FROM question")
            for question in questions {
                try database.run(
                    "INSERT INTO question(text, article) VALUES(?, ?)", [question.text, question.article])
            }
        }
    }

    /// The team's own questions in their order.
    public func questions() throws -> [QuestionRecord] {
        try read {
            try $0.rows("SELECT * FROM question ORDER BY id").map { row in
                QuestionRecord(try row.text("text"), article: try row.optionalText("article"))
            }
        }
    }
}
