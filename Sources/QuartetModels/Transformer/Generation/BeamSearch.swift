internal import Foundation

/// Beam search: keeps the k most likely prefixes of a text and continues each, until no open prefix can become better
/// than the finished texts. A text's score is its log probability over `((5 + n) / 6)^a` for `n` tokens (Wu et al.,
/// 2016).
public struct BeamSearch {
    /// A text that was found.
    public struct Hypothesis: Sendable {
        /// Without the token that ended it.
        public fileprivate(set) var tokens: [Int32] = []
        /// Of each token in the model.
        public fileprivate(set) var logProbabilities: [Float] = []
        /// Of the whole text, with the token that ended it.
        public fileprivate(set) var logProbability = 0.0
        /// Orders hypotheses, the highest first.
        public fileprivate(set) var score = 0.0
        /// Why it ended: with an end token, at the most tokens that were asked for, with the context full, or because
        /// the caller said so.
        public fileprivate(set) var end = TokenGenerator.End.length
    }

    public var endTokens: Set<Int32>
    public var maximumTokens: Int
    /// The exponent `a`: 0 favours short texts, 1 long ones.
    public var lengthPenalty = 0.6

    public init(endTokens: Set<Int32>, maximumTokens: Int) {
        (self.endTokens, self.maximumTokens) = (endTokens, maximumTokens)
    }

    /// Continues a prompt with one beam for each text of the model's batch.
    ///
    /// - Parameter goesOn: asked after each token; false ends the search with what it has found.
    /// - Returns: the hypotheses, the best first.
    public func callAsFunction(
        _ prompt: [Int32], with model: any NextTokenModel, goesOn: () -> Bool = { true }
    ) throws(GenerationError) -> [Hypothesis] {
        let beams = model.batch
        let prompts = [[Int32]](repeating: prompt, count: beams)
        try GenerationError.check(prompts, model)
        try GenerationError.read(prompts, model)
        // All beams are equal at first, so only one is continued.
        var open = [Hypothesis()]
        var finished: [Hypothesis] = []
        while !open.isEmpty && open[0].tokens.count < maximumTokens {
            var kept: [(row: Int, hypothesis: Hypothesis)] = []
            for candidate in try candidates(open, model) where kept.count < beams {
                if candidate.hypothesis.end == .stopToken {
                    finished.append(candidate.hypothesis)
                } else {
                    kept.append(candidate)
                }
            }
            finished.sort { $0.score > $1.score }
            finished = Array(finished.prefix(beams))
            open = kept.map(\.hypothesis)
            guard let best = open.first else { break }
            // Log probabilities only fall: the best that an open beam can reach is its present one, at full length.
            if finished.count == beams, let worst = finished.last,
                best.logProbability / length(maximumTokens) <= worst.score
            {
                open = []
                break
            }
            if !goesOn() || Task.isCancelled { return sorted(finished, open, endingIn: .cancelled) }
            if best.tokens.count == maximumTokens { break }
            if model.lengths[0] >= model.capacity { return sorted(finished, open, endingIn: .context) }
            // With few tokens there may be fewer beams than texts in the batch.
            let rows = (0..<beams).map { kept[min($0, kept.count - 1)] }
            model.reorder(rows.map(\.row))
            try GenerationError.read(rows.map { $0.hypothesis.tokens.suffix(1) }, model)
        }
        return sorted(finished, open, endingIn: .length)
    }

    /// The continuations of all open beams by their likeliest tokens, the best first, with the row of their beam.
    private func candidates(_ open: [Hypothesis], _ model: any NextTokenModel) throws(GenerationError)
        -> [(row: Int, hypothesis: Hypothesis)]
    {
        var candidates: [(row: Int, hypothesis: Hypothesis)] = []
        for (row, beam) in open.enumerated() {
            let scores = model.scores(of: row)
            try GenerationError.checkFinite(scores)
            for (token, logProbability) in Self.best(model.batch + endTokens.count, of: scores) {
                var next = beam
                next.logProbability += logProbability
                if endTokens.contains(token) {
                    next.end = .stopToken
                } else {
                    next.tokens.append(token)
                    next.logProbabilities.append(Float(logProbability))
                }
                next.score = next.logProbability / length(beam.tokens.count + 1)
                candidates.append((row, next))
            }
        }
        return candidates.sorted { $0.hypothesis.logProbability > $1.hypothesis.logProbability }
    }

    private func sorted(_ finished: [Hypothesis], _ open: [Hypothesis], endingIn end: TokenGenerator.End)
        -> [Hypothesis]
    {
        let unfinished = open.map { hypothesis in
            var ended = hypothesis
            ended.end = end
            return ended
        }
        return Array(
            (finished + unfinished).sorted { $0.score > $1.score }.prefix(max(open.count, finished.count)))
    }

    private func length(_ count: Int) -> Double { pow((5 + Double(count)) / 6, lengthPenalty) }

    /// The most likely tokens with their log probabilities.
    private static func best(_ count: Int, of scores: UnsafeBufferPointer<Float>) -> [(Int32, Double)] {
        var best: [(token: Int32, score: Float)] = []
        for (token, score) in scores.enumerated() {
            if best.count == count, score <= best[count - 1].score { continue }
            let place = best.firstIndex { $0.score < score } ?? best.count
            best.insert((Int32(token), score), at: place)
            if best.count > count { best.removeLast() }
        }
        let sum = Sampler.logSumExponential(scores)
        return best.map { ($0.token, Double($0.score) - sum) }
    }
}
