internal import Foundation
public import QuartetModels
internal import QuartetText

/// Lets an encoder-decoder that was trained on answers rephrase the statements.
public final class TrainedWriter: ReplyWriter {
    public let name: String
    private let writer: AnswerWriter

    /// The confidence below which the statements themselves are shown.
    package static let leastConfidence = 0.5

    public init(_ writer: AnswerWriter, name: String) { (self.writer, self.name) = (writer, name) }

    /// - Parameters:
    ///   - path: a file of `quartet support train writer`.
    ///   - encoder: the folder of its encoder; nil for where that was in the training.
    public convenience init(path: String, encoder: String?) throws {
        self.init(
            try AnswerWriter(tuned: path, encoder: encoder),
            name: URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent)
    }

    public func answer(
        to question: String, from statements: [String], check: (String, [String]) throws -> Bool,
        emit: (String) -> Void
    ) throws -> [String]? {
        guard let answer = try writer.answer(to: question, from: statements),
            answer.confidence >= Self.leastConfidence
        else { return nil }
        var shown: [String] = []
        for sentence in SentenceSplitter.sentences(of: YesOrNo.removed(from: answer.text)) {
            guard try check(sentence, statements) else { break }
            shown.append(sentence)
            emit(sentence)
        }
        return shown.isEmpty ? nil : shown
    }
}
