internal import Foundation

/// Beam search: keeps the so many likeliest beginnings of a text and continues each, until the best finished text can
/// no longer be beaten. A text's score is its log probability over `((5 + n) / 6)^a` for `n` tokens (Wu et al., 2016).
public struct BeamSearch {
    /// A text that was found.
    public struct Hypothesis: Sendable {
        /// Without the token that ended it.
        public let tokens: [Int32]
        public let logProbability: Double
        /// What hypotheses are ordered by.
        public let score: Double
    }

    public var endToken: Int32
    public var maximumTokens: Int
    /// The exponent `a`: 0 favours short texts, 1 long ones.
    public var lengthPenalty = 0.6

    public init(endToken: Int32, maximumTokens: Int) {
        (self.endToken, self.maximumTokens) = (endToken, maximumTokens)
    }

    /// Continues a prompt with as many beams as the decoder reads texts side by side; the best hypothesis first.
    public func callAsFunction(_ prompt: [Int32], with decoder: any TokenDecoder) throws(GenerationError)
        -> [Hypothesis]
    {
        let beams = decoder.batch
        let prompts = [[Int32]](repeating: prompt, count: beams)
        try GenerationError.check(prompts, decoder)
        try GenerationError.read(prompts, decoder)
        // All beams are alike at first: only one may be continued.
        var open: [(tokens: [Int32], logProbability: Double)] = [([], 0)]
        var finished: [Hypothesis] = []
        while !open.isEmpty && open[0].tokens.count < maximumTokens {
            var next: [(row: Int, token: Int32, logProbability: Double)] = []
            for (row, beam) in open.enumerated() {
                for (token, logProbability) in Self.best(beams + 1, of: decoder.scores(of: row)) {
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
            if Task.isCancelled || decoder.lengths[0] >= decoder.capacity { break }
            // A log probability only falls: the most that an open beam can come to is what it has, at full length.
            if finished.count == beams, let worst = finished.last, let best = open.first,
                best.logProbability / length(maximumTokens) <= worst.score
            {
                open = []
                break
            }
            let rows = (0..<beams).map { $0 < kept.count ? kept[$0].row : kept[0].row }
            decoder.reorder(rows)
            try GenerationError.read(
                (0..<beams).map { [$0 < kept.count ? kept[$0].token : kept[0].token] }, decoder)
        }
        let unfinished = open.map { hypothesis($0.tokens, $0.logProbability) }
        return Array((finished + unfinished).sorted { $0.score > $1.score }.prefix(beams))
    }

    private func hypothesis(_ tokens: [Int32], _ logProbability: Double) -> Hypothesis {
        Hypothesis(
            tokens: tokens, logProbability: logProbability, score: logProbability / length(tokens.count + 1))
    }

    private func length(_ count: Int) -> Double { pow((5 + Double(count)) / 6, lengthPenalty) }

    /// The likeliest tokens with their log probabilities.
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
