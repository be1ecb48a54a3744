internal import Foundation
internal import QuartetModels
internal import QuartetText
internal import Synchronization

/// Lets a language model rephrase an answer in a friendly tone. A sentence is shown only if every statement in it stands in
/// the passages cited; when one is not, the rest is not shown, and the extract stands in for all of it when nothing was.
public final class LanguageModelWriter: ReplyWriter {
    public let name: String
    private let model: Mutex<UncheckedModel>

    /// The longest answer.
    static let mostTokens = 200

    /// The lock is what makes it safe.
    private struct UncheckedModel: @unchecked Sendable {
        let generator: TextGenerator
        let template: ChatTemplate
    }

    /// - Parameter path: a GGUF file of a model that was taught conversations.
    public init(path: String) throws {
        let generator = try TextGenerator(path: path, capacity: 2048)
        let template = try generator.chatTemplate()
        name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
        model = Mutex(UncheckedModel(generator: generator, template: template))
    }

    public func answer(
        to question: String, from statements: [String], check: (String, [String]) throws -> Bool,
        emit: (String) -> Void
    ) throws -> [String]? {
        try model.withLock { model in
            var options = TextGenerator.Options()
            options.maximumTokens = Self.mostTokens
            options.stopTexts = ["<|im_end|>", "<|im_start|>", "\n\n"]
            var written = ""
            var shown: [String] = []
            var taken = 0
            var failure: (any Error)?
            // The last sentence so far may still grow.
            func take(_ sentences: ArraySlice<String>) -> Bool {
                do {
                    for sentence in sentences.dropFirst(taken) {
                        taken += 1
                        let sentence = YesOrNo.removed(from: sentence)
                        if sentence.isEmpty { continue }
                        guard try check(sentence, statements) else { return false }
                        shown.append(sentence)
                        emit(sentence)
                    }
                    return true
                } catch {
                    failure = error
                    return false
                }
            }
            let answer = try model.generator.answer(
                to: Self.messages(question, statements), in: model.template, options
            ) { piece in
                written += piece
                return take(SentenceSplitter.sentences(of: written).dropLast())
            }
            if let failure { throw failure }
            // A sentence that the limit cut is not shown.
            if answer.end == .stopToken, taken == SentenceSplitter.sentences(of: written).count - 1 {
                _ = take(SentenceSplitter.sentences(of: written)[...])
            }
            if let failure { throw failure }
            return shown.isEmpty ? nil : shown
        }
    }

    private static func messages(_ question: String, _ statements: [String]) -> [ChatMessage] {
        [
            ChatMessage(
                .system,
                "You answer customers of a shop. Use only the facts given. Answer in one to three short sentences. Do not add anything."
            ),
            ChatMessage(
                .user,
                "Facts:\n" + statements.map { "- " + $0 }.joined(separator: "\n")
                    + "\n\nCustomer's question: " + question
            ),
        ]
    }
}
