internal import Foundation

/// Beam search: keeps the k most likely prefixes of a text and continues each, until no open prefix can become better
/// than the finished texts. A text's score is its log probability over `((5 + n) / 6)^a` for `n` tokens (Wu et al.,
/// 2016).
public struct BeamSearch {
    /// A finished text.
    public struct Hypothesis: Sendable {
        /// Without the token that ended it.
        public let tokens: [Int32]
        public let logProbability: Double
        /// Orders hypotheses, the highest first.
        public let score: Double
    }

    public var endToken: Int32
    public var maximumTokens: Int
    /// The exponent `a`: 0 favours short texts, 1 long ones.
    public var lengthPenalty = 0.6

    public init(endToken: Int32, maximumTokens: Int) {
        (self.endToken, self.maximumTokens) = (endToken, maximumTokens)
    }

    /// Continues a prompt with one beam for each text of the model's batch.
    ///
    /// - Returns: the hypotheses, the best first.
    public func callAsFunction(_ prompt: [Int32], with model: any NextTokenModel) throws(GenerationError)
        -> [Hypothesis]
    {
        let beams = model.batch
        let prompts = [[Int32]](repeating: prompt, count: beams)
        try GenerationError.check(prompts, model)
        try GenerationError.read(prompts, model)
        // All beams are equal at first, so only one is continued.
        var open: [(tokens: [Int32], logProbability: Double)] = [([], 0)]
        var finished: [Hypothesis] = []
        while !open.isEmpty && open[0].tokens.count < maximumTokens {
            var next: [(row: Int, token: Int32, logProbability: Double)] = []
            for (row, beam) in open.enumerated() {
                for (token, logProbability) in Self.best(beams + 1, of: model.scores(of: row)) {
                    next.append((row, token, beam.logProbability + logProbability))
                }
            }
            next.sort { $0.logProbability > $1.logProbability }
            var kept: [(row: Int, token: Int32, logProbability: Double)] = []
            for candidate in next where kept.count < beams {
                if candidate.token == endToken {
                    finished.append(hypothesis(open[candidate.row].tokens, candidate.logProbability))
                } else {
                    kept.append(candidate)
                }
            }
            finished.sort { $0.score > $1.score }
            finished = Array(finished.prefix(beams))
            open = kept.map { (open[$0.row].tokens + [$0.token], $0.logProbability) }
            if Task.isCancelled || model.lengths[0] >= model.capacity { break }
            // Log probabilities only fall: the best that an open beam can reach is its present one, at full length.
            if finished.count == beams, let worst = finished.last, let best = open.first,
                best.logProbability / length(maximumTokens) <= worst.score
            {
                open = []
                break
            }
            let rows = (0..<beams).map { $0 < kept.count ? kept[$0].row : kept[0].row }
            model.reorder(rows)
            try GenerationError.read(
                (0..<beams).map { [$0 < kept.count ? kept[$0].token : kept[0].token] }, model)
        }
        let unfinished = open.map { hypothesis($0.tokens, $0.logProbability) }
        return Array((finished + unfinished).sorted { $0.score > $1.score }.prefix(beams))
    }

    private func hypothesis(_ tokens: [Int32], _ logProbability: Double) -> Hypothesis {
        Hypothesis(
            tokens: tokens, logProbability: logProbability, score: logProbability / length(tokens.count + 1))
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
