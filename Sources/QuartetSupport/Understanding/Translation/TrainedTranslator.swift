internal import Foundation
internal import QuartetModels
internal import QuartetText
internal import Synchronization

/// Translates with an encoder-decoder of `quartet lab translate`, a sentence at a time, as it was trained.
public final class TrainedTranslator: MessageTranslator {
    public let name: String
    public let source: String
    public let target: String
    private let translator: Mutex<UncheckedTranslator>

    /// The lock is what makes it safe.
    private struct UncheckedTranslator: @unchecked Sendable {
        let model: Translator
    }

    /// - Parameters:
    ///   - path: weights of `quartet lab translate`. The file does not record its languages.
    ///   - source: the language that it was trained to read.
    ///   - target: the language that it was trained to write.
    /// - Throws: when the file cannot be read, or holds something else.
    public init(path: String, from source: String, to target: String) throws {
        name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
        (self.source, self.target) = (source, target)
        translator = Mutex(UncheckedTranslator(model: try Translator(path: path)))
    }

    public func translation(of text: String) throws -> String? {
        try translator.withLock { translator in
            var lines: [String] = []
            for line in text.split(whereSeparator: \.isNewline) {
                // The bullet of a list item is not translated.
                let mark = line.hasPrefix("- ") ? "- " : ""
                let sentences = SentenceSplitter.sentences(of: String(line.dropFirst(mark.count)))
                guard let translated = try Self.translations(of: sentences, translator.model) else {
                    return nil
                }
                lines.append(mark + translated.joined(separator: " "))
            }
            return lines.isEmpty ? nil : lines.joined(separator: "\n")
        }
    }

    /// - Returns: nil when the model cannot read one of the sentences, or writes nothing for it.
    private static func translations(of sentences: [String], _ model: Translator) throws -> [String]? {
        do {
            let translated = try model.translations(of: sentences).map {
                $0.trimmingCharacters(in: .whitespacesAndNewlines)
            }
            return translated.contains("") ? nil : translated
        } catch is GenerationError {
            return nil
        }
    }
}
