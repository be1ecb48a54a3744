internal import Foundation
public import QuartetEngine
internal import QuartetText

/// Finds the part of a passage that answers a question: a ``TextEncoder`` that reads both together, with a ``SpanHead``
/// (BERT; Devlin et al., 2019). The first token, `[CLS]`, stands for "there is no answer" (Rajpurkar et al., 2018).
///
/// It does not change, so any number of tasks may use it; they take turns.
public final class AnswerFinder: Sendable {
    /// What a single file records of it.
    public struct Description: HeadedDescription, Sendable, Equatable {
        public var encoder: TextEncoder.Configuration
        /// The longest question with a part of the passage.
        public var maximumTokens: Int
        public var lowercases: Bool

        public static let architecture = "AnswerFinder"
        public static let contents = "a model that finds answers"
        public static let command = "quartet lab answer train"
        public static let objective = "answers"

        public init(_ encoder: SentenceEncoder.Description, labels: [String]) {
            self.encoder = encoder.encoder
            // Sentence encoders are published for shorter texts than they can read.
            maximumTokens = min(encoder.encoder.context, 384)
            lowercases = encoder.lowercases
        }

        public func validate() throws(InvalidConfiguration) {
            try validateEncoder()
            try check("maximumTokens", maximumTokens, in: 16...1 << 20)
        }
    }

    /// What was found in a passage.
    public struct Finding: Sendable {
        /// Nil for an empty passage.
        public let text: String?
        /// Where it is in the passage, in Unicode scalars, which is what other tools call characters.
        public let start, end: Int
        /// `p(start) p(end)` among the places of its part of the passage and "there is no answer".
        public let confidence: Double
        /// By how much the sum of its two logits is larger than that of "there is no answer", in nats.
        public let margin: Double

        static let nothing = Finding(text: nil, start: 0, end: 0, confidence: 0, margin: -.infinity)
    }

    /// The most tokens of an answer.
    public static let longestAnswer = 30

    public let description: Description
    private let tokenizer: Tokenizer
    // Only read once the weights are in place.
    private nonisolated(unsafe) let store: ParameterStore
    private let passes: EncoderPasses

    /// Reads what ``AnswerTuning`` wrote: the whole network, or an adapter with its encoder.
    ///
    /// - Parameter encoder: where the encoder of an adapter is now; nil for where it was in the training.
    public init(
        tuned file: String, encoder: String? = nil, precision: Precision = .float32, threads: Int? = nil
    ) throws {
        let (source, adapter) = try EncoderSource<Description>.tuned(file: file, encoder: encoder)
        let (network, store) = try source.network(adapter: adapter) { AnswerNetwork($0, $1) }
        (tokenizer, description, self.store) = (source.tokenizer, source.description, store)
        passes = EncoderPasses(
            context: description.encoder.context, precision: precision, threads: threads
        ) { tokens, lengths, segments in
            // Which places count is known to whoever has the tokens.
            let all = tokens.graph.fill(1, shape: tokens.shape)
            let logits = network(tokens, lengths: lengths, segments: segments, mask: all)
            return Tensor.concatenate([logits.start, logits.end], axis: 1)
        }
    }

    /// The best answer to each question in its passage, whatever its ``Finding/margin``. A long passage is read in parts
    /// that overlap.
    ///
    /// - Throws: `TokenizerError` for a text that cannot be encoded.
    public func findings(_ pairs: [(question: String, passage: String)]) throws -> [Finding] {
        let windows = try pairs.map { pair in
            try description.windows(
                pair.question, pair.passage, tokenizer, longest: description.maximumTokens)
        }
        let rows = try passes(windows.flatMap { $0.map(\.encoding) })
        var rest = rows[...]
        return zip(pairs, windows).map { pair, own in
            defer { rest = rest.dropFirst(own.count) }
            let found = zip(own, rest).compactMap { finding($0, $1, TextPlaces(pair.passage)) }
            // "No answer" is as likely as its least likely part: one part with an answer is enough.
            return found.max { $0.margin < $1.margin } ?? .nothing
        }
    }

    private func finding(_ window: AnswerWindow, _ row: [Float], _ places: TextPlaces) -> Finding? {
        let own = window.passageTokens
        let half = row.count / 2
        func logits(_ offset: Int) -> [Float] { ([0] + own).map { row[offset + $0] } }
        let (start, end) = (logits(0), logits(half))
        guard
            let best = SpanHead.best(
                start: Array(start.dropFirst()), end: Array(end.dropFirst()), longest: Self.longestAnswer)
        else { return nil }
        let (first, last) = (best.tokens.lowerBound, best.tokens.upperBound)
        let bytes = window.bytes(own[first], own[last])
        let scalars = places.scalars(bytes)
        let certainty = Double(start.logSoftmax[first + 1] + end.logSoftmax[last + 1])
        return Finding(
            text: places.part(bytes), start: scalars.lowerBound, end: scalars.upperBound,
            confidence: certainty.exponential, margin: Double(best.score - start[0] - end[0]))
    }
}

/// A question with a part of a passage.
struct AnswerWindow: Sendable {
    let encoding: Encoding
    /// The part of the passage, in bytes.
    let part: Range<Int>

    /// The tokens of the passage.
    var passageTokens: [Int] {
        encoding.ids.indices.filter { encoding.textIndices[$0] == 1 && !encoding.offsets[$0].isEmpty }
    }

    /// Where the tokens from one to another are in the passage.
    func bytes(_ first: Int, _ last: Int) -> Range<Int> {
        let (start, end) = (encoding.offsets[first].lowerBound, encoding.offsets[last].upperBound)
        return part.lowerBound + start..<part.lowerBound + max(start, end)
    }

    /// The first and last token of a part of the passage; nil if the window does not hold all of it.
    func tokens(_ bytes: Range<Int>) -> (first: Int, last: Int)? {
        guard part.lowerBound <= bytes.lowerBound, bytes.upperBound <= part.upperBound else { return nil }
        let own = passageTokens.filter { self.bytes($0, $0).overlaps(bytes) }
        guard let first = own.first, let last = own.last else { return nil }
        return (first, last)
    }
}

extension AnswerFinder.Description {
    /// A question with each part of a passage; a third of a part is also in the next one.
    func windows(_ question: String, _ passage: String, _ tokenizer: Tokenizer, longest: Int) throws
        -> [AnswerWindow]
    {
        let asked = try tokenizer.windows(of: cased(question), tokens: longest / 2 - 4)[0]
        let question = cased(TextPlaces(question).part(asked))
        let used = tokenizer.ids(of: question, addsSpecialTokens: false, findsSpecialTokens: false).count
        let (places, passage) = (TextPlaces(passage), cased(passage))
        // The template takes three tokens, in some models four.
        let room = max(longest - used - 4, 4)
        var options = EncodingOptions(maximumLength: longest, findsSpecialTokens: false)
        options.truncation = .onlySecond
        return try tokenizer.windows(of: passage, tokens: room, overlap: room / 3).map { part in
            AnswerWindow(
                encoding: try tokenizer.encode(question, cased(places.part(part)), options: options),
                part: part)
        }
    }
}

/// The network of an ``AnswerFinder``: `head(encoder(question, passage))`.
struct AnswerNetwork {
    private let encoder: TextEncoder
    private let head: SpanHead

    /// - Parameter adapter: one that is to be trained, which then also has the head.
    init(_ scope: ParameterScope, _ description: AnswerFinder.Description, adapter: LowRankAdapter? = nil) {
        encoder = TextEncoder(scope, description.encoder, adapter: adapter)
        func head(_ scope: ParameterScope) -> SpanHead { SpanHead(scope, width: description.encoder.width) }
        self.head = adapter?.added("head", head) ?? head(scope("head"))
    }

    /// - Parameter mask: 1 for tokens where an answer may begin or end, `[batch, tokens]`.
    func callAsFunction(
        _ tokens: Tensor, lengths: Tensor, segments: Tensor, mask: Tensor, mode: Mode = .evaluation
    ) -> SpanHead.Logits {
        head(encoder(tokens, lengths: lengths, segments: segments, mode: mode), mask: mask)
    }
}
