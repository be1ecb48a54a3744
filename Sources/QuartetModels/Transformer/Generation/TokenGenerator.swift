public import QuartetEngine
public import QuartetFiles

/// Writes tokens one after another: greedy or sampled, for one text or several of unequal length side by side.
public struct TokenGenerator {
    /// Why a text ended.
    public enum End: String, Sendable, Codable {
        case stopToken = "stop"
        case length
        case cancelled
    }

    /// What was written to one text.
    public struct Output: Sendable {
        /// Without the token that ended it.
        public var tokens: [Int32] = []
        /// Log probability of each token as the model scored it, before temperature and penalty.
        public var logProbabilities: [Float] = []
        public var end = End.length
    }

    public var sampling: Sampling
    /// Tokens that end a text.
    public var stopTokens: Set<Int32>
    public var maximumTokens: Int

    public init(_ sampling: Sampling = .greedy, stopTokens: Set<Int32> = [], maximumTokens: Int) {
        (self.sampling, self.stopTokens, self.maximumTokens) = (sampling, stopTokens, maximumTokens)
    }

    /// Continues prompts, as many as the decoder reads side by side.
    ///
    /// - Parameter emit: called with each token as it is chosen and the text that it belongs to; `false` ends that text.
    /// - Throws: `GenerationError` when a prompt is empty or longer than the decoder has room for; `CancellationError`
    ///   never: a cancelled task ends the texts where they are.
    public func callAsFunction(
        _ prompts: [[Int32]], with decoder: any TokenDecoder, emit: (Int, Int32) -> Bool = { _, _ in true }
    ) throws(GenerationError) -> [Output] {
        try GenerationError.check(prompts, decoder)
        let sampler = Sampler(sampling: sampling)
        var outputs = prompts.map { _ in Output() }
        var seen = prompts.map { Set($0) }
        var next = prompts
        var isRunning = prompts.map { _ in maximumTokens > 0 }
        while isRunning.contains(true) {
            try GenerationError.read(next, decoder)
            next = prompts.map { _ in [] }
            for row in prompts.indices where isRunning[row] {
                let scores = decoder.scores(of: row)
                // One that is none makes the sum none.
                guard scores.reduce(0, +).isFinite else { throw .notFinite }
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
                } else if outputs[row].tokens.count >= maximumTokens
                    || decoder.lengths[row] + 1 > decoder.capacity
                {
                    isRunning[row] = false
                } else {
                    next[row] = [token]
                }
            }
        }
        return outputs
    }
}

/// Why nothing can be generated.
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
        case .emptyPrompt: "the prompt is empty: expected at least one token"
        case .notFinite:
            "the model's scores are no numbers: its weights are damaged, or were spoiled in training"
        case .promptTooLong(let tokens, let capacity):
            "the prompt has \(tokens) tokens, the model has room for \(capacity): shorten it"
        case .unknownToken(let token, let vocabulary):
            "token \(token) is not of the model's vocabulary of \(vocabulary): the tokenizer does not fit the weights"
        case .outOfMemory(let error): error.description
        }
    }

    static func read(_ tokens: [[Int32]], _ decoder: any TokenDecoder) throws(GenerationError) {
        do { try decoder.read(tokens) } catch { throw .outOfMemory(error) }
    }

    static func check(_ prompts: [[Int32]], _ decoder: any TokenDecoder) throws(GenerationError) {
        if prompts.count != decoder.batch {
            fatalError("generate: \(prompts.count) prompts for \(decoder.batch) texts.")
        }
        for prompt in prompts {
            if prompt.isEmpty { throw .emptyPrompt }
            if prompt.count > decoder.capacity {
                throw .promptTooLong(tokens: prompt.count, capacity: decoder.capacity)
            }
            if let token = prompt.first(where: { $0 < 0 || Int($0) >= decoder.vocabulary }) {
                throw .unknownToken(token, vocabulary: decoder.vocabulary)
            }
        }
    }
}
