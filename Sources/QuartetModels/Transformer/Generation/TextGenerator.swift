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
        /// Tokens that end the answer besides the model's own.
        public var stopTokens: Set<Int32> = []
        /// Whether a text goes on when the context is full: a prompt that is too long keeps its last tokens, and a long
        /// text is continued from the last half of the context.
        public var slides = false
        /// Beams of a beam search; 1 for greedy decoding or sampling.
        public var beams = 1
        /// The exponent of the length in a beam search; see ``BeamSearch``.
        public var lengthPenalty = 0.6

        public init() {}
    }

    /// A generated text.
    public struct Answer: Sendable {
        public let text: String
        public let tokens: [Int32]
        /// Log probability of each token.
        public let logProbabilities: [Float]
        public let end: TokenGenerator.End
        /// Tokens of the prompt that were read.
        public internal(set) var promptTokens: Int
        /// Tokens at the beginning of the prompt for which the context had no room.
        public internal(set) var droppedTokens = 0
        /// How often the context was full and the text was continued from its last half.
        public internal(set) var slides = 0
        /// Messages at the beginning of the conversation for which the context had no room.
        public internal(set) var droppedMessages = 0
    }

    public let tokenizer: Tokenizer
    private let model: LanguageModel
    private let store: ParameterStore
    /// The model file's chat template; nil if it was not taught conversations.
    let templateText: String?
    private let precision: Precision
    private let cacheType: ElementType?
    /// The most tokens of prompt and answer together.
    public let capacity: Int
    /// With room for the longest text so far, because caches take memory for their whole capacity.
    private var state: CausalState?
    /// The tokens that it has read.
    private var held: [Int32] = []
    /// Tokens that end a text.
    public let stopTokens: Set<Int32>

    /// - Throws: ``VocabularyMismatch`` when the tokenizer has more tokens than the model.
    public init(
        _ model: LanguageModel, _ store: ParameterStore, _ tokenizer: Tokenizer, stopTokens: Set<Int32>,
        templateText: String? = nil, capacity: Int? = nil, precision: Precision = .float32,
        cacheType: ElementType? = nil
    ) throws {
        if tokenizer.vocabularySize > model.configuration.vocabulary {
            throw VocabularyMismatch.size(
                source: tokenizer.source, tokens: tokenizer.vocabularySize,
                vocabulary: model.configuration.vocabulary)
        }
        (self.model, self.store, self.tokenizer) = (model, store, tokenizer)
        (self.stopTokens, self.precision, self.cacheType) = (stopTokens, precision, cacheType)
        self.templateText = templateText
        self.capacity = min(capacity ?? model.configuration.context, model.configuration.context)
    }

    /// A state with room for so many tokens that has read the beginning of a prompt as far as an earlier one agrees.
    private func state(room: Int, for prompt: [Int32]) throws(OutOfMemory) -> CausalState {
        if let state, state.capacity >= min(room, capacity) {
            let same = zip(held, prompt).prefix { $0 == $1 }.count
            // The last token is always read, for the scores of the next one.
            state.truncate(to: min(same, prompt.count - 1))
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
        if prompt.isEmpty { throw GenerationError.emptyPrompt }
        if prompt.count > capacity, !options.slides {
            throw GenerationError.promptTooLong(tokens: prompt.count, capacity: capacity)
        }
        // A beam search does not slide: it keeps room for the answer.
        let room = options.beams > 1 ? max(capacity - options.maximumTokens, (capacity + 1) / 2) : capacity
        let read =
            options.slides
            ? TokenGenerator.window(prompt, size: room, beginning: tokenizer.special.beginning) : prompt
        var answer =
            options.beams > 1
            ? try likeliest(after: read, options, emit: emit) : try sampled(after: read, options, emit: emit)
        answer.droppedTokens = prompt.count - read.count
        return answer
    }

    /// Token by token.
    private func sampled(after prompt: [Int32], _ options: Options, emit: (String) -> Bool) throws -> Answer {
        let state = try state(room: prompt.count + min(options.maximumTokens, capacity), for: prompt)
        held = []
        var generator = TokenGenerator(
            options.sampling, stopTokens: stopTokens.union(options.stopTokens),
            maximumTokens: options.maximumTokens)
        (generator.slides, generator.beginning) = (options.slides, tokenizer.special.beginning)
        var stream = tokenizer.streamingDecoder(continuesText: true)
        var text = StopTextFilter(options.stopTexts)
        var isCancelled = false
        var output = try generator([prompt], with: state) { _, token in
            let piece = text.append(stream.append(token))
            if !piece.isEmpty, !emit(piece) { isCancelled = true }
            return !isCancelled && !text.hasStopped
        }[0]
        if output.slides == 0 { held = Array((prompt + output.tokens).prefix(state.lengths[0])) }
        if text.hasStopped, !isCancelled { output.end = .stopToken }
        let rest = text.append(stream.finish()) + text.finish()
        if !rest.isEmpty, !isCancelled { _ = emit(rest) }
        return Answer(
            text: text.text, tokens: output.tokens, logProbabilities: output.logProbabilities,
            end: output.end, promptTokens: prompt.count, slides: output.slides)
    }

    /// By beam search: the text is known at the end. Nothing is emitted before, but the caller is asked whether to go on.
    private func likeliest(after prompt: [Int32], _ options: Options, emit: (String) -> Bool) throws -> Answer
    {
        let state = try CausalState(
            model, store, batch: options.beams, capacity: min(prompt.count + options.maximumTokens, capacity),
            precision: precision, cacheType: cacheType)
        var search = BeamSearch(
            endTokens: stopTokens.union(options.stopTokens), maximumTokens: options.maximumTokens)
        search.lengthPenalty = options.lengthPenalty
        guard let best = try search(prompt, with: state, goesOn: { emit("") }).first else {
            throw GenerationError.notFinite
        }
        var text = StopTextFilter(options.stopTexts)
        let shown = text.append(tokenizer.decode(best.tokens)) + text.finish()
        _ = emit(shown)
        return Answer(
            text: shown, tokens: best.tokens, logProbabilities: best.logProbabilities,
            end: text.hasStopped ? .stopToken : best.end, promptTokens: prompt.count)
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
