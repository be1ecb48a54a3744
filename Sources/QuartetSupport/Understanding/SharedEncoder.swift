internal import QuartetCatalogs
internal import QuartetEngine
internal import QuartetFiles
public import QuartetModels
internal import QuartetText
internal import Synchronization

/// The sentence encoder that conversations share, with its name. Questions may be read by one that was tuned for them
/// (``QuestionTuning``), whose vectors come near those that the other gives to passages.
public final class SharedEncoder: Sendable {
    /// What replies call it.
    public let name: String
    /// Changes with the weights: vectors of another encoder are not compared with its own.
    public let fingerprint: String
    public let width: Int
    /// The languages that it was trained on; nil for all.
    private let languages: Set<String>?
    private let encoder: SentenceEncoder
    private let questions: SentenceEncoder?
    /// The text encoded last by itself: several readers of one message want its vector.
    private let last = Mutex<(text: String, vector: [Float])?>(nil)

    /// The longest text of a passage, in word pieces.
    public static let mostPieces = 256

    public init(
        _ encoder: SentenceEncoder, questions: SentenceEncoder? = nil, name: String, fingerprint: String,
        languages: Set<String>? = nil
    ) {
        (self.encoder, self.questions) = (encoder, questions)
        (self.name, self.fingerprint, self.languages) = (name, fingerprint, languages)
        width = encoder.width
    }

    /// One vector of length 1 for each text: a passage, or one of several messages that are compared with one another.
    public func vectors(of texts: [String]) throws -> [[Float]] {
        if texts.isEmpty { return [] }
        return try encoder.vectors(of: texts)
    }

    /// One vector of length 1 for each question, to be compared with those of passages.
    public func questionVectors(of texts: [String]) throws -> [[Float]] {
        if texts.isEmpty { return [] }
        return try (questions ?? encoder).vectors(of: texts)
    }

    public func vector(of text: String) throws -> [Float] {
        if let last = last.withLock({ $0 }), last.text == text { return last.vector }
        let vector = try vectors(of: [text])[0]
        last.withLock { $0 = (text, vector) }
        return vector
    }

    public func knows(_ language: String) -> Bool { languages?.contains(language) ?? true }

    /// Whether the encoder's vocabulary has a word whole: it stood in the texts that the encoder was made from.
    func isWord(_ word: String) -> Bool {
        encoder.tokenizer.ids(of: word, addsSpecialTokens: false).count == 1
    }

    /// Whether a text is encoded whole.
    public func fits(_ text: String) -> Bool { encoder.tokenizer.ids(of: text).count <= Self.mostPieces }

    /// The sentence encoder that is fetched, and the one that ships.
    public static let publishedName = "all-MiniLM-L6-v2"
    public static let shippedName = "support-encoder"

    /// The published MiniLM with the adapter that this project tuned on customers' questions.
    ///
    /// - Parameter folder: of the published one.
    /// - Returns: the encoder, and why a better one does not serve.
    static func best(_ encoder: SentenceEncoder, in folder: String, _ locator: ResourceLocator) -> (
        encoder: SharedEncoder?, notes: [String]
    ) {
        AdaptedModel.best(adapter: try? locator.file("support-search.safetensors", in: .weights)) { path in
            let questions = try path.map { try SentenceEncoder(encoder, adapter: LowRankAdapter(path: $0)) }
            return SharedEncoder(
                encoder, questions: questions,
                name: publishedName + (questions == nil ? "" : " with support-search"),
                fingerprint: try Self.mark(of: folder + "/model.safetensors"), languages: ["en"])
        }
    }

    /// The small encoder that this project trained to follow the published one (`SentenceDistillation`).
    ///
    /// - Returns: nil when it is not there.
    /// - Throws: when its file is damaged.
    static func shipped(_ locator: ResourceLocator) throws -> SharedEncoder? {
        guard let path = try? locator.file(shippedName + ".safetensors", in: .weights) else { return nil }
        let encoder = try SentenceEncoder(file: path, precision: .bfloat16)
        return SharedEncoder(encoder, name: shippedName, fingerprint: try mark(of: path), languages: ["en"])
    }

    /// Tells weights files apart by their size and a byte in each 64 KiB: reading them whole would take longer than a reply.
    private static func mark(of path: String) throws -> String {
        let file = try MappedFile(path: path)
        return withExtendedLifetime(file) {
            let bytes = file.bytes
            var mark = Fingerprint()
            mark.add(UInt64(bytes.count))
            mark.add(stride(from: 0, to: bytes.count, by: 1 << 16).lazy.map { bytes[$0] })
            return mark.text
        }
    }
}
