public import QuartetEngine
internal import QuartetFiles
public import QuartetText

/// A ``TextEncoder`` with a ``ClassifierHead`` on its pooled vector: texts to scores of classes.
///
/// It does not change, so any number of tasks may use it; they take turns.
public final class TextClassifier: Sendable {
    /// What a single file records of a classifier.
    public struct Description: HeadedDescription, Sendable, Equatable {
        public var encoder: TextEncoder.Configuration
        public var maximumTokens: Int
        public var lowercases: Bool
        public var pooling: SentencePooling
        public var labels: [String]

        public static let architecture = "TextClassifier"
        public static let contents = "a classifier of texts"
        public static let command = "quartet lab classify train"
        public static let objective = "classes"

        public init(_ encoder: SentenceEncoder.Description, labels: [String]) {
            (self.encoder, maximumTokens) = (encoder.encoder, encoder.maximumTokens)
            (lowercases, pooling, self.labels) = (encoder.lowercases, encoder.pooling, labels)
        }

        public func validate() throws(InvalidConfiguration) {
            try validateEncoder()
            try check("labels", labels.count, in: 1...1 << 16)
        }
    }

    public let tokenizer: Tokenizer
    public let description: Description
    // Only read once the weights are in place.
    private nonisolated(unsafe) let store: ParameterStore
    private let passes: EncoderPasses

    /// The classes, in the order of their scores.
    public var labels: [String] { description.labels }

    /// Of the weights, in hexadecimal digits. All of them are read for it.
    public var fingerprint: String { store.fingerprint.text }

    /// Reads a single file, as ``ClassifierTuning`` writes it. The weights stay mapped.
    ///
    /// - Parameter threads: that a run uses; nil for those of the calling thread.
    public convenience init(file: String, precision: Precision = .float32, threads: Int? = nil) throws {
        try self.init(EncoderSource(file: file), precision, threads, nil)
    }

    /// Reads what ``ClassifierTuning`` wrote: a whole classifier, or an adapter with its encoder.
    ///
    /// - Parameter encoder: where the encoder of an adapter is now; nil for where it was in the training.
    public convenience init(
        tuned file: String, encoder: String? = nil, precision: Precision = .float32, threads: Int? = nil
    ) throws {
        let (source, adapter) = try EncoderSource<Description>.tuned(file: file, encoder: encoder)
        try self.init(source, precision, threads, adapter)
    }

    /// Reads a sentence encoder, a folder or a single file, with the adapter that ``ClassifierTuning`` wrote for it.
    public convenience init(
        encoder: String, adapter: LowRankAdapter, precision: Precision = .float32, threads: Int? = nil
    ) throws {
        try self.init(EncoderSource(path: encoder), adapter, precision, threads)
    }

    /// The same for an encoder that has been read: they share its files and its tokenizer.
    public convenience init(
        encoder: SentenceEncoder, adapter: LowRankAdapter, precision: Precision = .float32,
        threads: Int? = nil
    ) throws {
        try self.init(encoder.source, adapter, precision, threads)
    }

    private convenience init(
        _ encoder: EncoderSource<SentenceEncoder.Description>, _ adapter: LowRankAdapter,
        _ precision: Precision, _ threads: Int?
    ) throws {
        guard let file = adapter.source, !adapter.labels.isEmpty else {
            throw CheckpointError(
                file: adapter.source?.path ?? encoder.path,
                "is an adapter without classes; `\(Description.command)` makes one with them")
        }
        let source = try EncoderSource<Description>(encoder, labels: adapter.labels, head: file.weights)
        try self.init(source, precision, threads, adapter)
    }

    private init(
        _ source: EncoderSource<Description>, _ precision: Precision, _ threads: Int?,
        _ adapter: LowRankAdapter?
    ) throws {
        let (network, store) = try source.network(adapter: adapter) { ClassifierNetwork($0, $1) }
        (tokenizer, description, self.store) = (source.tokenizer, source.description, store)
        passes = EncoderPasses(
            context: description.encoder.context, precision: precision, threads: threads
        ) { tokens, lengths, _ in network(tokens, lengths: lengths) }
    }

    /// The logits of all classes for each text, in the order of ``labels``.
    ///
    /// - Throws: `TokenizerError` for a text that cannot be encoded.
    public func logits(of texts: [String]) throws -> [[Float]] {
        let options = EncodingOptions(maximumLength: maximumTokens, tracksOffsets: false)
        return try passes(
            texts.map {
                try tokenizer.encode(description.lowercases ? $0.lowercased() : $0, options: options)
            })
    }

    /// The likeliest class of each text, with its probability among all classes.
    ///
    /// - Throws: as ``logits(of:)``.
    public func predictions(of texts: [String]) throws -> [(label: String, confidence: Double)] {
        try logits(of: texts).map { row in
            let best = row.indices.max { row[$0] < row[$1] } ?? 0
            return (labels[best], Double(row.logSoftmax[best]).exponential)
        }
    }

    /// The longest text, in tokens; longer ones are truncated.
    public var maximumTokens: Int { description.maximumTokens }
}

/// The network of a ``TextClassifier``: `head(pooling(encoder(tokens)))`.
struct ClassifierNetwork {
    private let encoder: TextEncoder
    private let pooling: SentencePooling
    private let head: ClassifierHead

    /// - Parameter adapter: one that is to be trained, which then also has the head.
    init(_ scope: ParameterScope, _ description: TextClassifier.Description, adapter: LowRankAdapter? = nil) {
        encoder = TextEncoder(scope, description.encoder, adapter: adapter)
        pooling = description.pooling
        func head(_ scope: ParameterScope) -> ClassifierHead {
            ClassifierHead(
                scope, width: description.encoder.width, classes: description.labels.count,
                dropout: description.encoder.dropout)
        }
        self.head = adapter?.added("head", head) ?? head(scope("head"))
    }

    /// - Returns: logits, `[batch, classes]`.
    func callAsFunction(_ tokens: Tensor, lengths: Tensor, mode: Mode = .evaluation) -> Tensor {
        let x = encoder(tokens, lengths: lengths, mode: mode)
        return head(pooling(x.inFullPrecision(), lengths: lengths), mode: mode)
    }
}
