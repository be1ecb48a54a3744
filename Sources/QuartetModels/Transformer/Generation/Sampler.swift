internal import Foundation
internal import QuartetEngine
internal import QuartetFiles

/// How the next token is chosen from its scores.
public struct Sampling: Sendable, Equatable {
    /// Divides the scores; 0 always takes the best token.
    public var temperature: Float = 0
    /// Considers only the k best tokens; 0 for all.
    public var topK = 0
    /// Considers only the fewest tokens whose probabilities sum to this (nucleus sampling; Holtzman et al., 2020).
    public var topP: Float = 1
    /// Divides the positive scores of tokens that already occurred, and multiplies negative ones (Keskar et al.,
    /// 2019); 1 for no penalty.
    public var repetitionPenalty: Float = 1
    public var seed: UInt64 = 1

    public init() {}

    public static let greedy = Sampling()
}

/// Chooses tokens. A choice depends only on the scores, the seed, the index of the text and the position of the token.
struct Sampler {
    let sampling: Sampling
    private static let stream: UInt32 = 0x544F_4B45

    /// - Parameters:
    ///   - seen: tokens of the text so far, which a penalty makes less likely.
    ///   - row, place: of the text in its batch, and of the token in its text.
    func choose(_ scores: UnsafeBufferPointer<Float>, seen: Set<Int32>, row: Int, place: Int) -> Int32 {
        var changed: [Float] = []
        if sampling.repetitionPenalty != 1 {
            changed = Array(scores)
            for token in seen {
                let score = changed[Int(token)]
                changed[Int(token)] =
                    score > 0 ? score / sampling.repetitionPenalty : score * sampling.repetitionPenalty
            }
        }
        if changed.isEmpty { return choose(scores, row: row, place: place) }
        return changed.withUnsafeBufferPointer { choose($0, row: row, place: place) }
    }

    private func choose(_ scores: UnsafeBufferPointer<Float>, row: Int, place: Int) -> Int32 {
        if sampling.temperature <= 0 || sampling.topK == 1 { return Self.best(scores) }
        let kept = candidates(scores)
        let top = Double(kept[0].score)
        var weights = kept.map { exp((Double($0.score) - top) / Double(sampling.temperature)) }
        if sampling.topP < 1 {
            let limit = Double(sampling.topP) * weights.reduce(0, +)
            var sum = 0.0
            let count = weights.firstIndex { weight in
                sum += weight
                return sum >= limit
            }
            weights.removeSubrange(((count ?? weights.count - 1) + 1)...)
        }
        let stream = Self.stream &+ UInt32(truncatingIfNeeded: row)
        var generator = PhiloxGenerator(seed: sampling.seed, step: UInt64(place), stream: stream)
        var left = Double(generator.uniform()) * weights.reduce(0, +)
        for (index, weight) in weights.enumerated() {
            left -= weight
            if left < 0 { return kept[index].token }
        }
        return kept[weights.count - 1].token
    }

    private struct Candidate {
        let token: Int32
        let score: Float
    }

    /// The tokens that can be chosen, the best first; of equal ones, the lower id first.
    private func candidates(_ scores: UnsafeBufferPointer<Float>) -> [Candidate] {
        // A token with less than a billionth of the best one's probability is never drawn.
        let floor = scores[Int(Self.best(scores))] - 21 * sampling.temperature
        var kept: [Candidate] = []
        for (token, score) in scores.enumerated() where score >= floor {
            kept.append(Candidate(token: Int32(token), score: score))
        }
        kept.sort { ($0.score, $1.token) > ($1.score, $0.token) }
        return sampling.topK > 0 ? Array(kept.prefix(sampling.topK)) : kept
    }

    /// The first token with the highest score.
    static func best(_ scores: UnsafeBufferPointer<Float>) -> Int32 {
        var (best, greatest) = (0, -Float.infinity)
        for (token, score) in scores.enumerated() where score > greatest { (best, greatest) = (token, score) }
        return Int32(best)
    }

    /// The logarithm of the sum of exponentials: subtracted from scores, it gives log probabilities.
    static func logSumExponential(_ scores: UnsafeBufferPointer<Float>) -> Double {
        let top = Double(scores[Int(best(scores))])
        return top + log(scores.reduce(0.0) { $0 + exp(Double($1) - top) })
    }
}
