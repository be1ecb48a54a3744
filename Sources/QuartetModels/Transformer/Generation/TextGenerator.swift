public import QuartetEngine
public import QuartetFiles
public import QuartetText

/// A language model with its tokenizer: text in, text out, token by token.
///
/// It belongs to one thread at a time.
public final class TextGenerator {
    /// How a text is continued.
    public struct Options: Sendable {
        public var sampling = Sampling.greedy
        public var maximumTokens = 256
        /// Texts that end the answer; they are not part of it.
        public var stopTexts: [String] = []

        public init() {}
    }

    /// What was written.
    public struct Answer: Sendable {
        public let text: String
        public let tokens: [Int32]
        /// Log probability of each token.
        public let logProbabilities: [Float]
        public let end: TokenGenerator.End
        public let promptTokens: Int
    }

    public let tokenizer: Tokenizer
    private let model: LanguageModel
    private let store: ParameterStore
    private let precision: Precision
    private let cacheType: ElementType?
    /// Tokens of the longest prompt and answer together.
    public let capacity: Int
    /// With room for the longest text so far: caches take memory for all their room.
    private var decoder: LanguageModelDecoder?
    /// Tokens that end a text.
    public let stopTokens: Set<Int32>

    /// - Throws: `TokenizerError` when the tokenizer has more tokens than the model's vocabulary.
    public init(
        _ model: LanguageModel, _ store: ParameterStore, _ tokenizer: Tokenizer, stopTokens: Set<Int32>,
        capacity: Int? = nil, precision: Precision = .float32, cacheType: ElementType? = nil
    ) throws {
        if tokenizer.vocabularySize > model.configuration.vocabulary {
            throw VocabularyMismatch(
                source: tokenizer.source, tokens: tokenizer.vocabularySize,
                vocabulary: model.configuration.vocabulary)
        }
        (self.model, self.store, self.tokenizer) = (model, store, tokenizer)
        (self.stopTokens, self.precision, self.cacheType) = (stopTokens, precision, cacheType)
        self.capacity = min(capacity ?? model.configuration.context, model.configuration.context)
    }

    private func decoder(room: Int) throws(OutOfMemory) -> LanguageModelDecoder {
        if let decoder, decoder.capacity >= min(room, capacity) {
            decoder.reset()
            return decoder
        }
        let made = try LanguageModelDecoder(
            model, store, capacity: min((room + 255) / 256 * 256, capacity), precision: precision,
            cacheType: cacheType)
        decoder = made
        return made
    }

    /// Continues a text.
    ///
    /// - Parameter emit: called with pieces of the answer as soon as they are certain: whole characters, and nothing that
    ///   may still become a stop text; `false` ends it.
    public func continuation(
        of prompt: String, _ options: Options = Options(), emit: (String) -> Bool = { _ in true }
    ) throws -> Answer {
        try continuation(of: tokenizer.ids(of: prompt), options, emit: emit)
    }

    /// Continues tokens.
    public func continuation(
        of prompt: [Int32], _ options: Options = Options(), emit: (String) -> Bool = { _ in true }
    ) throws -> Answer {
        if prompt.count > capacity {
            throw GenerationError.promptTooLong(tokens: prompt.count, capacity: capacity)
        }
        let decoder = try decoder(room: prompt.count + min(options.maximumTokens, capacity))
        let generator = TokenGenerator(
            options.sampling, stopTokens: stopTokens, maximumTokens: options.maximumTokens)
        var stream = tokenizer.streamingDecoder()
        var text = StopTextFilter(options.stopTexts)
        var isCancelled = false
        var output = try generator([prompt], with: decoder) { _, token in
            let piece = text.append(stream.append(token))
            if !piece.isEmpty, !emit(piece) { isCancelled = true }
            return !isCancelled && !text.hasStopped
        }[0]
        if text.hasStopped, !isCancelled { output.end = .stopToken }
        let rest = text.append(stream.finish()) + text.finish()
        if !rest.isEmpty, !isCancelled { _ = emit(rest) }
        return Answer(
            text: text.text, tokens: output.tokens, logProbabilities: output.logProbabilities,
            end: output.end, promptTokens: prompt.count)
    }
}

extension TextGenerator {
    /// What the tokens of a text look at.
    public func attention(of text: String) throws -> TextAttention {
        let ids = tokenizer.ids(of: text)
        if ids.isEmpty { throw GenerationError.emptyPrompt }
        if ids.count > capacity { throw GenerationError.promptTooLong(tokens: ids.count, capacity: capacity) }
        let (c, remedy) = (model.configuration, "shorten the text")
        try Machine.requireMemory(
            forFloats: [[c.layers, c.heads, ids.count, ids.count]],
            purpose: "the attention maps of \(ids.count) tokens", remedy: remedy)
        let graph = Graph()
        let tokens = graph.input("tokens", shape: [1, ids.count], type: .int32)
        let weights = model.attentionWeights(tokens)
        let plan = try Plan.checked(graph, stages: [Stage(outputs: weights)], remedy: remedy)
        plan.write(ids, to: tokens)
        plan.run()
        return TextAttention(
            tokens: ids.map { tokenizer.decode([$0]) }, layers: weights.map { plan.read($0) },
            heads: model.configuration.heads)
    }
}

/// A tokenizer and weights that do not belong together.
public struct VocabularyMismatch: UserFacingError, Equatable {
    /// Where the tokenizer came from.
    public let source: String
    public let tokens: Int
    public let vocabulary: Int

    public var kind: FailureKind { .badData }

    public var description: String {
        "\(source): the tokenizer has \(tokens) tokens, the weights are for \(vocabulary): they do not belong together"
    }
}

/// Hands text out as soon as it can be no part of a stop text, and ends at the first of those.
package struct StopTextFilter {
    private let stops: [[Character]]
    private var pending: [Character] = []
    package private(set) var text = ""
    package private(set) var hasStopped = false

    package init(_ stops: [String]) { self.stops = stops.filter { !$0.isEmpty }.map(Array.init) }

    /// What is certain now.
    package mutating func append(_ piece: String) -> String {
        if hasStopped { return "" }
        pending += piece
        var certain: [Character] = []
        while let first = pending.first {
            if stops.contains(where: { pending.starts(with: $0) }) {
                hasStopped = true
                pending = []
                break
            }
            // The beginning of a stop text waits for what follows.
            if stops.contains(where: { $0.count > pending.count && $0.starts(with: pending) }) { break }
            certain.append(first)
            pending.removeFirst()
        }
        text += certain
        return String(certain)
    }

    /// What waited in vain.
    package mutating func finish() -> String {
        defer { pending = [] }
        text += pending
        return String(pending)
    }
}

extension TextGenerator {
    /// Answers a conversation in ChatML, the form that SmolLM2 and others were taught.
    ///
    /// - Parameter messages: what was said, the oldest first; without a system message the model is told SmolLM2's own.
    /// - Throws: ``UnknownConversation`` when the model's vocabulary has not the tokens of that form.
    public func answer(
        to messages: [ChatMessage], _ options: Options = Options(), emit: (String) -> Bool = { _ in true }
    ) throws -> Answer {
        for token in ["<|im_start|>", "<|im_end|>"] where tokenizer.id(of: token) == nil {
            throw UnknownConversation(source: tokenizer.source, token: token)
        }
        return try continuation(of: tokenizer.chatIDs(messages), options, emit: emit)
    }
}

/// A model that was not taught to hold conversations.
public struct UnknownConversation: UserFacingError, Equatable {
    public let source: String
    /// What its vocabulary lacks.
    public let token: String

    public var kind: FailureKind { .badData }

    public var description: String {
        "\(source): has no token \(token): the model was not taught conversations, ask it without --chat"
    }
}
