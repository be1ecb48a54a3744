internal import Foundation
public import QuartetEngine
internal import QuartetFiles
public import QuartetText

/// Reads a question and a passage together and scores how well the passage answers it (a cross-encoder; Nogueira & Cho,
/// 2019): `w . tanh(W x + b) + c` for the vector `x` of the first token of `[CLS] question [SEP] passage [SEP]`.
///
/// It does not change, so any number of tasks may use it; they take turns.
public final class PairEncoder: Sendable {
    /// What a single file records of an encoder.
    public struct Description: EncoderDescription, Sendable, Equatable {
        public var encoder: TextEncoder.Configuration
        public var maximumTokens: Int
        public var lowercases: Bool

        public static let architecture = "PairEncoder"
        public static let contents = "an encoder of questions with passages"
        public static let command = "quartet support train pairs"

        public func validate() throws(InvalidConfiguration) {
            try validateEncoder()
            try check("encoder.segments", encoder.segments, in: 2...1 << 20)
        }
    }

    public let tokenizer: Tokenizer
    public let description: Description
    /// Of the weights, in hexadecimal digits. All of them are read for it.
    public var fingerprint: String { store.fingerprint.text }
    // Only read once the weights are in place.
    private nonisolated(unsafe) let network: PairNetwork
    private nonisolated(unsafe) let store: ParameterStore
    private let passes: EncoderPasses

    /// The longest question with its passage, in tokens.
    public var maximumTokens: Int { description.maximumTokens }

    /// Reads a folder with `config.json`, `model.safetensors` (a BERT with pooler and a classifier of one class) and
    /// `tokenizer.json` or `vocab.txt`. The weights stay mapped.
    ///
    /// - Parameters:
    ///   - threads: that a run uses; nil for those of the calling thread.
    ///   - adapter: what a tuning changed in these weights.
    /// - Throws: when a file is missing, the model is of another family, or the files do not match.
    public convenience init(
        folder: String, precision: Precision = .float32, threads: Int? = nil,
        adapter: LowRankAdapter? = nil
    ) throws {
        try self.init(EncoderSource(path: folder.withoutFinalSlash), precision, threads, adapter)
    }

    /// Reads a single file with weights, description and tokenizer, as ``save(to:metadata:as:)`` writes it.
    public convenience init(
        file: String, precision: Precision = .float32, threads: Int? = nil,
        adapter: LowRankAdapter? = nil
    ) throws {
        try self.init(EncoderSource(path: file), precision, threads, adapter)
    }

    /// Checks what can be checked without reading the weights of a published encoder, or of an adapter: settings, and the
    /// files with their lengths.
    ///
    /// - Throws: as reading them does.
    public static func check(folder: String, adapter: String? = nil) throws {
        _ = try PublishedEncoder(folder: folder.withoutFinalSlash).pairWeights()
        if let adapter { _ = try ModelFile<LowRankAdapter.Description>(path: adapter) }
    }

    private init(
        _ source: EncoderSource<Description>, _ precision: Precision, _ threads: Int?,
        _ adapter: LowRankAdapter?
    ) throws {
        let (network, store) = try source.network(adapter: adapter) { PairNetwork($0, $1) }
        (tokenizer, description) = (source.tokenizer, source.description)
        (self.network, self.store) = (network, store)
        passes = EncoderPasses(
            context: description.encoder.context, precision: precision, threads: threads
        ) { network($0, lengths: $1, segments: $2) }
    }

    /// How well each passage answers the question: the logit of "it does". The larger, the better; 0 is the middle for
    /// a model that was trained to tell right from wrong.
    ///
    /// The end of a passage that is too long is cut off. The question stays whole, unless it alone has more than half of
    /// ``maximumTokens``.
    ///
    /// - Throws: `TokenizerError` for a text that cannot be encoded.
    public func scores(of question: String, with passages: [String]) throws -> [Float] {
        try passes(description.encodings(of: question, with: passages, tokenizer)).map { $0[0] }
    }

    /// What each token of question and passage attends to.
    public func attention(question: String, passage: String) throws -> TextAttention {
        let pair = try description.encodings(of: question, with: [passage], tokenizer)[0]
        return try network.encoder.attention(in: pair, tokenizer, hasSegments: true)
    }

    /// The layers that ``pairAttention(question:passage:lastLayers:)`` reads unless told otherwise.
    public static let attentionLayers = 4

    /// How strongly the words of question and passage attend to one another in the last layers.
    ///
    /// - Parameter lastLayers: whose mean is taken; all layers when there are fewer.
    public func pairAttention(question: String, passage: String, lastLayers: Int = attentionLayers) throws
        -> PairAttention
    {
        let pair = try description.encodings(
            of: question, with: [passage], tokenizer, tracksOffsets: true)[0]
        let attention = try network.encoder.attention(
            in: pair, tokenizer, hasSegments: true, lastLayers: lastLayers)
        return PairAttention(
            attention, of: pair, question: description.cased(question), passage: description.cased(passage))
    }

    /// Writes weights, description and tokenizer to one file.
    ///
    /// - Parameters:
    ///   - metadata: further entries, such as the seed of a training.
    ///   - element: the type that the weights are kept in.
    public func save(
        to path: String, metadata: [String: String] = [:], as element: SafetensorsFile.Element = .float32
    ) throws {
        try ModelFile.write(
            store, describedBy: description, tokenizer: tokenizer, metadata: metadata, as: element, to: path)
    }
}

extension PairEncoder.Description {
    /// Tokens of the question with each passage. What looks like a special token in them is text.
    func encodings(
        of question: String, with passages: [String], _ tokenizer: Tokenizer, tracksOffsets: Bool = false
    ) throws -> [Encoding] {
        let question = cased(question)
        let ids = tokenizer.ids(of: question, addsSpecialTokens: false, findsSpecialTokens: false)
        var options = EncodingOptions(
            maximumLength: maximumTokens, findsSpecialTokens: false, tracksOffsets: tracksOffsets)
        options.truncation = ids.count > maximumTokens / 2 - 4 ? .longestFirst : .onlySecond
        return try passages.map { try tokenizer.encode(question, cased($0), options: options) }
    }

    /// A text as the tokenizer is given it.
    func cased(_ text: String) -> String { lowercases ? text.lowercased() : text }
}

/// The network of a ``PairEncoder``, with the names of published weights.
struct PairNetwork {
    let encoder: TextEncoder
    private let pooler, classifier: any Projection
    private let dropout: Dropout

    /// - Parameter adapter: one that is to be trained, for whose weights the network leaves a place.
    init(_ scope: ParameterScope, _ description: PairEncoder.Description, adapter: LowRankAdapter? = nil) {
        let width = description.encoder.width
        encoder = TextEncoder(scope, description.encoder, adapter: adapter)
        let pooler = Linear(scope("pooler")("dense"), inputs: width, outputs: width)
        let classifier = Linear(scope("classifier"), inputs: width, outputs: 1)
        self.pooler = adapter?.adapted(pooler) ?? pooler
        self.classifier = adapter?.replaced(classifier) ?? classifier
        dropout = Dropout(rate: description.encoder.dropout)
    }

    /// - Parameters:
    ///   - tokens, segments: `[batch, tokens]` int32.
    ///   - lengths: of the pairs, `[batch]` int32; the rest is padding.
    /// - Returns: logits, `[batch, 1]`.
    func callAsFunction(_ tokens: Tensor, lengths: Tensor, segments: Tensor, mode: Mode = .evaluation)
        -> Tensor
    {
        let x = encoder(tokens, lengths: lengths, segments: segments, mode: mode)
        let first = SentencePooling.firstToken(x.inFullPrecision(), lengths: lengths)
        return classifier(dropout(pooler(first).tanh(), mode: mode)).inFullPrecision()
    }
}
