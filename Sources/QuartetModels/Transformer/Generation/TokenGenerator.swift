public import QuartetEngine
public import QuartetFiles

/// Generates tokens one by one, greedily or by sampling, for one text or for several of different lengths at once.
public struct TokenGenerator {
    /// Why a text ended.
    public enum End: String, Sendable, Codable {
        case stopToken = "stop"
        /// It has the most tokens that were asked for.
        case length
        /// The model's context is full.
        case context
        case cancelled
    }

    /// The tokens that were added to one text.
    public struct Output: Sendable {
        /// Without the token that ended it.
        public var tokens: [Int32] = []
        /// Log probability of each token in the model, before temperature and penalty.
        public var logProbabilities: [Float] = []
        public var end = End.length
        /// How often the context was full and the text went on.
        public var slides = 0
    }

    public var sampling: Sampling
    /// Tokens that end a text.
    public var stopTokens: Set<Int32>
    public var maximumTokens: Int
    /// Whether a text goes on when the context is full: the model reads the last half of its context again, and forgets
    /// what was before it.
    public var slides = false
    /// The token that begins texts; a text that begins with it keeps it in front when the context is full.
    public var beginning: Int32?

    public init(_ sampling: Sampling = .greedy, stopTokens: Set<Int32> = [], maximumTokens: Int) {
        (self.sampling, self.stopTokens, self.maximumTokens) = (sampling, stopTokens, maximumTokens)
    }

    /// Continues one prompt for each text of the model's batch. Tokens that the model has read already must be the
    /// beginning of their prompt.
    ///
    /// - Parameter emit: called with the index of a text and its next token. Return false to end that text.
    /// - Throws: `GenerationError` when a prompt is empty or longer than the model's capacity. A cancelled task ends the
    ///   texts where they are, without an error.
    public func callAsFunction(
        _ prompts: [[Int32]], with model: any NextTokenModel, emit: (Int, Int32) -> Bool = { _, _ in true }
    ) throws(GenerationError) -> [Output] {
        try GenerationError.check(prompts, model)
        let sampler = Sampler(sampling: sampling)
        var outputs = prompts.map { _ in Output() }
        var seen = prompts.map { Set($0) }
        var next = zip(prompts, model.lengths).map { Array($0.dropFirst($1)) }
        var isRunning = prompts.map { _ in maximumTokens > 0 }
        while isRunning.contains(true) {
            try GenerationError.read(next, model)
            next = prompts.map { _ in [] }
            for row in prompts.indices where isRunning[row] {
                let scores = model.scores(of: row)
                try GenerationError.checkFinite(scores)
                let token = sampler.choose(
                    scores, seen: seen[row], row: row, place: outputs[row].tokens.count)
                if stopTokens.contains(token) {
                    (outputs[row].end, isRunning[row]) = (.stopToken, false)
                    continue
                }
                outputs[row].tokens.append(token)
                outputs[row].logProbabilities.append(
                    Float(Double(scores[Int(token)]) - Sampler.logSumExponential(scores)))
                seen[row].insert(token)
                if !emit(row, token) || Task.isCancelled {
                    (outputs[row].end, isRunning[row]) = (.cancelled, false)
                } else if outputs[row].tokens.count >= maximumTokens {
                    isRunning[row] = false
                } else if model.lengths[row] >= model.capacity, !slides {
                    (outputs[row].end, isRunning[row]) = (.context, false)
                } else {
                    next[row] = [token]
                }
            }
            if prompts.indices.contains(where: { !next[$0].isEmpty && model.lengths[$0] >= model.capacity }) {
                model.reset()
                for row in prompts.indices where isRunning[row] {
                    next[row] = Self.window(
                        prompts[row] + outputs[row].tokens, size: max(model.capacity / 2, 1),
                        beginning: beginning)
                    outputs[row].slides += 1
                }
            }
        }
        return outputs
    }

    /// The last tokens of a text. If it starts with the token `beginning`, the window is that token and the last
    /// `size - 1`: a model that always saw it first predicts badly without it.
    package static func window(_ tokens: [Int32], size: Int, beginning: Int32?) -> [Int32] {
        guard tokens.count > size, size > 1, let beginning, tokens.first == beginning else {
            return tokens.suffix(size)
        }
        return [beginning] + tokens.suffix(size - 1)
    }
}

/// Why text cannot be generated.
public enum GenerationError: UserFacingError, Equatable {
    case emptyPrompt
    case notFinite
    case promptTooLong(tokens: Int, capacity: Int)
    case unknownToken(Int32, vocabulary: Int)
    case outOfMemory(OutOfMemory)

    public var kind: FailureKind {
        if case .outOfMemory(let error) = self { error.kind } else { .badData }
    }

    public var description: String {
        switch self {
        case .emptyPrompt: "the prompt is empty; expected at least one token"
        case .notFinite:
            "the model's scores are not finite: its weights are damaged, or its training diverged"
        case .promptTooLong(let tokens, let capacity):
            "the prompt has \(tokens) tokens, but the model has room for \(capacity): shorten it"
        case .unknownToken(let token, let vocabulary):
            "token \(token) is outside the model's vocabulary of \(vocabulary): the tokenizer does not match the weights"
        case .outOfMemory(let error): error.description
        }
    }

    static func read(_ tokens: [[Int32]], _ model: any NextTokenModel) throws(GenerationError) {
        do { try model.read(tokens) } catch { throw .outOfMemory(error) }
    }

    static func checkFinite(_ scores: UnsafeBufferPointer<Float>) throws(GenerationError) {
        // A NaN in any score makes the sum NaN.
        if !scores.reduce(0, +).isFinite { throw .notFinite }
    }

    static func check(_ prompts: [[Int32]], _ model: any NextTokenModel) throws(GenerationError) {
        if prompts.count != model.batch {
            fatalError("generate: \(prompts.count) prompts for \(model.batch) texts.")
        }
        for prompt in prompts {
            if prompt.isEmpty { throw .emptyPrompt }
            if prompt.count > model.capacity {
                throw .promptTooLong(tokens: prompt.count, capacity: model.capacity)
            }
            if let token = prompt.first(where: { $0 < 0 || Int($0) >= model.vocabulary }) {
                throw .unknownToken(token, vocabulary: model.vocabulary)
            }
        }
    }
}
