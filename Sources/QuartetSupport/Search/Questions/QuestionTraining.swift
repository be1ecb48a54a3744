internal import Foundation
internal import QuartetEngine
internal import QuartetFiles

/// Trains a ``QuestionHead`` on the team's own questions.
public struct QuestionTraining {
    /// `C` of the regression, which held best over two shops' questions: BANKING77 and CLINC150 want about the same.
    private static let strength = 20.0

    private let encoder: PassageEncoder

    public init(_ encoder: PassageEncoder) { self.encoder = encoder }

    /// What was trained, and how often it names the right article, and the right section, of a question that it has not seen:
    /// one in five is held back for that, and trained on afterwards.
    public struct Outcome: Sendable {
        public var head: QuestionHead
        public var heldOut: (article: Double, section: Double)
    }

    /// - Parameter progress: is given the numbers of questions encoded and of all.
    /// - Returns: nil when all questions ask for the same.
    /// - Throws: `OutOfMemory`, and what the encoder throws.
    public func head(
        of questions: [QuestionRecord], progress: (Int, Int) throws -> Void = { _, _ in }
    ) throws -> QuestionHead? {
        let sections = Self.sections(of: questions)
        if sections.count < 2 { return nil }
        let vectors = try vectors(of: questions, progress)
        return try fit(questions, vectors, sections) { _ in true }.head
    }

    /// Trains and counts.
    public func callAsFunction(
        _ questions: [QuestionRecord], progress: (Int, Int) throws -> Void = { _, _ in }
    ) throws -> Outcome? {
        let sections = Self.sections(of: questions)
        if sections.count < 2 { return nil }
        let vectors = try vectors(of: questions, progress)
        let (_, logits) = try fit(questions, vectors, sections) { !Self.isHeld($0) }
        var right = (article: 0, section: 0)
        let held = questions.indices.filter(Self.isHeld)
        for index in held {
            let row = logits[index * sections.count..<(index + 1) * sections.count]
            guard let best = row.indices.max(by: { row[$0] < row[$1] }) else { continue }
            let (found, own) = (sections[best - row.startIndex], Self.section(of: questions[index]))
            right.article += found.article == own.article ? 1 : 0
            right.section += found == own ? 1 : 0
        }
        let count = Double(max(held.count, 1))
        return try fit(questions, vectors, sections) { _ in true }.head.map {
            Outcome(head: $0, heldOut: (Double(right.article) / count, Double(right.section) / count))
        }
    }

    private static func isHeld(_ index: Int) -> Bool { index % 5 == 4 }

    /// Changes with every question and what it asks for.
    public static func fingerprint(of questions: [QuestionRecord]) -> String {
        var fingerprint = Fingerprint()
        for question in questions {
            for text in [question.text, question.article ?? "", question.heading ?? ""] {
                fingerprint.add(text.utf8)
                fingerprint.add(0)
            }
        }
        return fingerprint.text
    }

    private static func section(of question: QuestionRecord) -> QuestionHead.Section {
        .init(article: question.article, heading: question.heading)
    }

    private static func sections(of questions: [QuestionRecord]) -> [QuestionHead.Section] {
        Set(questions.map(section)).sorted()
    }

    private func vectors(of questions: [QuestionRecord], _ progress: (Int, Int) throws -> Void) throws
        -> [[Float]]
    {
        var vectors: [[Float]] = []
        for start in stride(from: 0, to: questions.count, by: 256) {
            let block = questions[start..<min(start + 256, questions.count)]
            vectors += try encoder.vectors(block.map(\.text))
            try progress(vectors.count, questions.count)
        }
        return vectors
    }

    private func fit(
        _ questions: [QuestionRecord], _ vectors: [[Float]], _ sections: [QuestionHead.Section],
        on isTrained: (Int) -> Bool
    ) throws -> (head: QuestionHead?, logits: [Float]) {
        let places = Dictionary(uniqueKeysWithValues: sections.enumerated().map { ($1, Int32($0)) })
        let regression = try SoftmaxRegression(
            vectors, labels: questions.map { places[Self.section(of: $0)] ?? 0 }, classes: sections.count)
        let logits = regression.fit(
            on: questions.indices.map(isTrained), strength: Self.strength, isFresh: true)
        let (weight, bias) = regression.weights
        let width = vectors.first?.count ?? 0
        let rows = sections.indices.flatMap { weight[$0 * width..<($0 + 1) * width] + [bias[$0]] }
        let head = QuestionHead(
            sections: sections, width: width, weights: rows, encoder: encoder.fingerprint,
            questions: Self.fingerprint(of: questions))
        return (head, logits)
    }
}
