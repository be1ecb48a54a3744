internal import Foundation
public import QuartetEngine
internal import QuartetFiles
internal import QuartetText
internal import Synchronization

/// Rephrases statements as an answer to a question: a ``TextEncoder`` reads `[CLS] question [SEP] statements [SEP]`, and a
/// decoder with attention to it writes the answer, generating or copying each token (See, Liu & Manning, 2017).
///
/// Any number of tasks may use it; they take turns.
public final class AnswerWriter: Sendable {
    /// What a single file records of it.
    public struct Description: HeadedDescription, Sendable, Equatable {
        public var encoder: TextEncoder.Configuration
        /// The longest question with its statements.
        public var maximumTokens: Int
        public var lowercases: Bool
        public var decoderLayers: Int

        public static let architecture = "AnswerWriter"
        public static let contents = "a model that writes answers"
        public static let command = "quartet support train writer"
        public static let objective = "writing"

        public init(_ encoder: SentenceEncoder.Description, labels: [String]) {
            self.encoder = encoder.encoder
            maximumTokens = min(encoder.encoder.context, 192)
            lowercases = encoder.lowercases
            decoderLayers = min(encoder.encoder.layers, 3)
        }

        public func validate() throws(InvalidConfiguration) {
            try validateEncoder()
            try check("maximumTokens", maximumTokens, in: 16...1 << 20)
            try check("decoderLayers", decoderLayers, in: 1...1000)
        }
    }

    /// What was written.
    public struct Answer: Sendable, Equatable {
        public let text: String
        /// The smallest probability of a token: how sure the writer was where it was least sure, such as of "yes".
        public let confidence: Double
    }

    /// The most tokens of an answer, with the one that ends it.
    public static let longestAnswer = 64

    public let description: Description
    private let tokenizer: Tokenizer
    private let begin, end: Int32
    private let threads: Int?
    private let model: Mutex<UncheckedModel>

    /// The lock is what makes it safe.
    private struct UncheckedModel: @unchecked Sendable {
        let state: WritingState
    }

    /// Reads what ``WriterTuning`` wrote: the whole network, or an adapter with its encoder.
    ///
    /// - Parameters:
    ///   - encoder: where the encoder of an adapter is now; nil for where it was in the training.
    ///   - beams: of the beam search; 1 always takes the likeliest token.
    public init(
        tuned file: String, encoder: String? = nil, beams: Int = 4, precision: Precision = .float32,
        threads: Int? = nil
    ) throws {
        let (source, adapter) = try EncoderSource<Description>.tuned(file: file, encoder: encoder)
        let (network, store) = try source.network(adapter: adapter) { WritingNetwork($0, $1) }
        (tokenizer, description, self.threads) = (source.tokenizer, source.description, threads)
        (begin, end) = try Self.ends(of: tokenizer)
        model = Mutex(
            UncheckedModel(
                state: try WritingState(
                    network, store, batch: beams, sourceCapacity: description.maximumTokens,
                    capacity: Self.longestAnswer, precision: precision)))
    }

    /// Whether a file of weights holds such a model, whole or as an adapter.
    ///
    /// - Throws: when it cannot be read, or holds no weights.
    public static func isAnswerWriter(path: String) throws -> Bool {
        let metadata = try SafetensorsFile(path: path).metadata
        return metadata["architecture"] == Description.architecture
            || metadata["objective"] == Description.objective
    }

    /// The same question and statements always get the same answer.
    ///
    /// - Returns: nil when no answer ends within ``longestAnswer`` tokens, or there are no statements.
    /// - Throws: `TokenizerError` for a text that cannot be encoded.
    public func answer(to question: String, from statements: [String]) throws -> Answer? {
        if statements.isEmpty { return nil }
        let row = TextRow(
            try description.source(question, statements, tokenizer, longest: description.maximumTokens))
        let best = try model.withLock { model in
            let before = Machine.threads
            if let threads { Machine.setThreads(threads) }
            defer { Machine.setThreads(before) }
            model.state.begin(row)
            var search = BeamSearch(endTokens: [end], maximumTokens: Self.longestAnswer - 1)
            // Short answers leave out conditions.
            search.lengthPenalty = 1
            return try search([begin], with: model.state).first { $0.end == .stopToken }
        }
        guard let best, !best.tokens.isEmpty else { return nil }
        let spelling = try SourceSpelling(
            [statements.joined(separator: " "), question], description, tokenizer)
        return Answer(
            text: spelling.text(of: best.tokens),
            confidence: Double(best.logProbabilities.min() ?? 0).exponential)
    }

    /// The tokens before and after an answer: those around every text, `[CLS]` and `[SEP]` in BERT.
    static func ends(of tokenizer: Tokenizer) throws -> (begin: Int32, end: Int32) {
        let ids = tokenizer.ids(of: "")
        guard ids.count == 2 else {
            throw CheckpointError(
                file: tokenizer.source,
                "has a tokenizer with \(ids.count) tokens around a text; expected one before and one after")
        }
        return (ids[0], ids[1])
    }
}

extension AnswerWriter.Description {
    /// Question and statements as the encoder reads them; the end of statements that are too long is cut off.
    func source(_ question: String, _ statements: [String], _ tokenizer: Tokenizer, longest: Int) throws
        -> Encoding
    {
        let question = cased(question)
        let ids = tokenizer.ids(of: question, addsSpecialTokens: false, findsSpecialTokens: false)
        var options = EncodingOptions(
            maximumLength: longest, findsSpecialTokens: false, tracksOffsets: false)
        options.truncation = ids.count > longest / 2 - 4 ? .longestFirst : .onlySecond
        return try tokenizer.encode(
            question, cased(statements.joined(separator: " ")), options: options)
    }
}
