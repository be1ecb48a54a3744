internal import Foundation
internal import QuartetFiles

/// A question with passages that answer it and passages that do not, to train search and pair encoder on.
public struct TrainingGroup: Sendable, Equatable, Codable {
    public var question: String
    /// Passages that answer, title and headings in front; empty when none does.
    public var right: [String]
    /// Passages that do not, the ones that come nearest first.
    public var wrong: [String]

    public init(question: String, right: [String], wrong: [String]) {
        (self.question, self.right, self.wrong) = (question, right, wrong)
    }
}

/// Reads groups from files: JSON lines of ``TrainingGroup``, or a JSON file of a business with its passages and questions:
///
///     {"business": "a gym",
///      "passages": [{"id": "p01", "title": "Freezing", "heading": "How long", "text": "…"}],
///      "questions": [{"q": "off to Spain for 3 months, do I have to keep paying?", "a": ["p01"]}]}
///
/// The wrong passages of a business's question are its other passages, those first whose meaning and words are nearest.
public struct TrainingGroups: Sendable {
    /// Wrong passages that are kept of a question.
    public static let most = 15

    private let encoder: SharedEncoder

    public init(encoder: SharedEncoder) { self.encoder = encoder }

    private struct Business: Decodable {
        struct Passage: Decodable {
            let id, title, text: String
            let heading: String?
        }
        struct Question: Decodable {
            let q: String
            let a: [String]
        }
        let passages: [Passage]
        let questions: [Question]
    }

    /// - Throws: ``QuestionSetError`` with the place.
    public func read(_ path: String) throws -> [TrainingGroup] {
        let text = try FileBytes.text(of: try FileBytes.read(path, limit: 1 << 30), name: path)
        if path.hasSuffix(".jsonl") {
            return try text.split(separator: "\n").enumerated().map { index, line in
                try Self.decode(TrainingGroup.self, line, path, row: index + 1)
            }
        }
        return try groups(of: try Self.decode(Business.self, text[...], path, row: nil), path)
    }

    private static func decode<Value: Decodable>(
        _ type: Value.Type, _ text: Substring, _ path: String, row: Int?
    ) throws -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(text.utf8))
        } catch {
            throw QuestionSetError(file: path, row: row, problem: DecodingError.reason(of: error))
        }
    }

    private func groups(of business: Business, _ path: String) throws -> [TrainingGroup] {
        let texts = business.passages.map { passage in
            Passage(
                article: passage.id, place: 0, title: passage.title,
                headings: [passage.heading].compactMap { $0 }.filter { !$0.isEmpty && $0 != passage.title },
                statements: [passage.text]
            ).encodedText
        }
        let places = Dictionary(business.passages.enumerated().map { ($1.id, $0) }) { first, _ in first }
        let passages = try encoder.vectors(of: texts)
        let questions = try encoder.vectors(of: business.questions.map(\.q))
        let words = texts.map { Set(SearchWords($0).content) }
        return try zip(business.questions, questions).map { question, vector in
            if let unknown = question.a.first(where: { places[$0] == nil }) {
                throw QuestionSetError(
                    file: path, row: nil,
                    problem: "\"\(question.q)\" names the passage \(unknown), which does not exist")
            }
            let right = Set(question.a.compactMap { places[$0] })
            let asked = Set(SearchWords(question.q).content)
            func nearness(_ place: Int) -> Float {
                let cosine = zip(vector, passages[place]).reduce(Float(0)) { $0 + $1.0 * $1.1 }
                return cosine + 0.3 * Float(asked.intersection(words[place]).count)
                    / Float(max(asked.count, 1))
            }
            let wrong = texts.indices.filter { !right.contains($0) }.map { ($0, nearness($0)) }
                .sorted { ($0.1, $1.0) > ($1.1, $0.0) }
            return TrainingGroup(
                question: question.q, right: right.sorted().map { texts[$0] },
                wrong: wrong.prefix(Self.most).map { texts[$0.0] })
        }
    }
}
