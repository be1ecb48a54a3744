internal import Foundation
internal import GRDB

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

/// The team's own questions with their vectors, one after another.
public struct QuestionVectors: Sendable, Equatable {
    /// For each vector the article that answers; nil when none does.
    public var articles: [String?] = []
    /// For each vector the heading that the answer stands under, where it is known.
    public var headings: [String?] = []
    /// For each vector `max|x| / 127`.
    public var scales: [Float] = []
    /// For each vector its numbers `x / scale`.
    public var codes: [Int8] = []
}

extension KnowledgeBase {
    /// Replaces the team's own questions.
    ///
    /// - Parameter encoder: nil stores no vectors.
    public func setQuestions(_ questions: [QuestionRecord], encoder: PassageEncoder? = nil) throws {
        let vectors = try encoder.map { encoder in
            try encoder.vectors(questions.map(\.text)).map { QuantizedVector($0) }
        }
        try write { database in
            try database.run("DELETE FROM question")
            for (index, question) in questions.enumerated() {
                let vector = vectors?[index]
                let codes = vector?.codes.withUnsafeBytes { Data($0) }
                try database.run(
                    "INSERT INTO question(text, article, heading, encoder, scale, codes) VALUES(?, ?, ?, ?, ?, ?)",
                    [
                        question.text, question.article, question.heading,
                        vector == nil ? nil : encoder?.fingerprint,
                        (vector?.scale).map { Double($0) }, codes,
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

    /// The vectors that an encoder made of the team's own questions.
    public func questionVectors(of encoder: String) throws -> QuestionVectors {
        try read { database in
            var vectors = QuestionVectors()
            let rows = try database.rows(
                "SELECT article, heading, scale, codes FROM question WHERE encoder = ? ORDER BY id", [encoder]
            )
            for row in rows {
                vectors.articles.append(try row.optionalText("article"))
                vectors.headings.append(try row.optionalText("heading"))
                vectors.scales.append(Float(try row.decode(Double.self, forColumn: "scale")))
                let codes = try row.decode(Data.self, forColumn: "codes")
                vectors.codes += codes.map { Int8(bitPattern: $0) }
            }
            return vectors
        }
    }
}
