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
        /// Texts that end the answer and are not part of it.
        public var stopTexts: [String] = []

        public init() {}
    }

    /// A generated text.
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
    /// The most tokens of prompt and answer together.
    public let capacity: Int
    /// With room for the longest text so far, because caches take memory for their whole capacity.
    private var state: CausalState?
    /// Tokens that end a text.
    public let stopTokens: Set<Int32>

    /// - Throws: ``VocabularyMismatch`` when the tokenizer has more tokens than the model.
    public init(
        _ model: LanguageModel, _ store: ParameterStore, _ tokenizer: Tokenizer, stopTokens: Set<Int32>,
        capacity: Int? = nil, precision: Precision = .float32, cacheType: ElementType? = nil
    ) throws {
        if tokenizer.vocabularySize > model.configuration.vocabulary {
            throw VocabularyMismatch.size(
                source: tokenizer.source, tokens: tokenizer.vocabularySize,
                vocabulary: model.configuration.vocabulary)
        }
        (self.model, self.store, self.tokenizer) = (model, store, tokenizer)
        (self.stopTokens, self.precision, self.cacheType) = (stopTokens, precision, cacheType)
        self.capacity = min(capacity ?? model.configuration.context, model.configuration.context)
    }

    private func state(room: Int) throws(OutOfMemory) -> CausalState {
        if let state, state.capacity >= min(room, capacity) {
            state.reset()
            return state
        }
        let made = try CausalState(
            model, store, capacity: min((room + 255) / 256 * 256, capacity), precision: precision,
            cacheType: cacheType)
        state = made
        return made
    }

    /// Continues a text.
    ///
    /// - Parameter emit: called with each piece of the answer as soon as it is final: whole characters that cannot become
    ///   part of a stop text. Return false to end the answer.
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
        let state = try state(room: prompt.count + min(options.maximumTokens, capacity))
        let generator = TokenGenerator(
            options.sampling, stopTokens: stopTokens, maximumTokens: options.maximumTokens)
        var stream = tokenizer.streamingDecoder(continuesText: true)
        var text = StopTextFilter(options.stopTexts)
        var isCancelled = false
        var output = try generator([prompt], with: state) { _, token in
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
    /// The attention weights of a text.
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
public enum VocabularyMismatch: UserFacingError, Equatable {
    /// The tokenizer and the model have different numbers of tokens.
    ///
    /// - Parameter source: where the tokenizer came from.
    case size(source: String, tokens: Int, vocabulary: Int)
    /// The tokenizer lacks a token that the model works with.
    case missingToken(String, source: String)

    public var kind: FailureKind { .badData }

    public var description: String {
        switch self {
        case .size(let source, let tokens, let vocabulary):
            "\(source): the tokenizer has \(tokens) tokens, but the weights are for \(vocabulary): "
                + "use the tokenizer that belongs to the weights"
        case .missingToken(let token, let source):
            "\(source): the tokenizer has no token \(token), which the model needs"
        }
    }
}

/// Releases text as soon as it cannot be part of a stop text, and ends at the first stop text.
package struct StopTextFilter {
    private let stops: [[Character]]
    private var pending: [Character] = []
    package private(set) var text = ""
    package private(set) var hasStopped = false

    package init(_ stops: [String]) { self.stops = stops.filter { !$0.isEmpty }.map(Array.init) }

    /// Adds a piece.
    ///
    /// - Returns: the text that is now final.
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
            // A prefix of a stop text is held back until more text decides.
            if stops.contains(where: { $0.count > pending.count && $0.starts(with: pending) }) { break }
            certain.append(first)
            pending.removeFirst()
        }
        text += certain
        return String(certain)
    }

    /// Flushes text that was held back for a stop text that never came.
    package mutating func finish() -> String {
        defer { pending = [] }
        text += pending
        return String(pending)
    }
}

extension TextGenerator {
    /// Answers a conversation in ChatML, the format that SmolLM2 and others are trained on.
    ///
    /// - Parameter messages: the oldest first. Without a system message, SmolLM2's default one is used.
    /// - Throws: ``UnknownConversation`` when the vocabulary lacks the tokens of ChatML.
    public func answer(
        to messages: [ChatMessage], _ options: Options = Options(), emit: (String) -> Bool = { _ in true }
    ) throws -> Answer {
        for token in ["<|im_start|>", "<|im_end|>"] where tokenizer.id(of: token) == nil {
            throw UnknownConversation(source: tokenizer.source, token: token)
        }
        return try continuation(of: tokenizer.chatIDs(messages), options, emit: emit)
    }
}

/// The model was not trained on conversations.
public struct UnknownConversation: UserFacingError, Equatable {
    public let source: String
    /// The token that its vocabulary lacks.
    public let token: String

    public var kind: FailureKind { .badData }

    public var description: String {
        "\(source): the tokenizer has no token \(token): the model was not trained on conversations"
    }
}
