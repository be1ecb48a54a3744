internal import Foundation

/// A promise about the answers that are shown: at most a share of them is wrong, at a stated confidence.
///
/// The threshold is the lowest of a fixed sequence for which the exact upper bound of the wrong share (Clopper & Pearson,
/// 1934) on the team's own questions does not exceed the promised share. The sequence begins with the surest answers and
/// stops at the first threshold that fails, so that trying several thresholds does not spend the confidence
/// (Angelopoulos et al., Learn then Test, 2021).
public struct Promise: Sendable, Equatable {
    /// A question that was asked for tuning.
    public struct Outcome: Sendable, Equatable {
        /// The calibrated probability that the answer is right.
        public var probability: Double
        /// Whether it was: the right article, and one that answers.
        public var isRight: Bool

        public init(probability: Double, isRight: Bool) {
            (self.probability, self.isRight) = (probability, isRight)
        }
    }

    /// The largest share of the answers shown that may be wrong.
    public var wrongShare: Double
    /// How sure the promise is.
    public var confidence: Double
    /// Answers of this probability and above are shown; nil when no threshold keeps the promise.
    public var threshold: Double?
    /// Of the questions that were asked, how many are answered at the threshold, and how many of those wrongly.
    public var answered: Int
    public var wrong: Int
    public var questions: Int

    public init(
        _ outcomes: [Outcome], wrongShare: Double, confidence: Double = 0.9
    ) {
        (self.wrongShare, self.confidence, questions) = (wrongShare, confidence, outcomes.count)
        (threshold, answered, wrong) = (nil, 0, 0)
        let sorted = outcomes.sorted { $0.probability > $1.probability }
        let fewest = Self.questionsWithoutMistake(share: wrongShare, confidence: confidence)
        // Fewer could not keep the promise even without a mistake.
        guard sorted.count >= fewest else { return }
        var mistakes = sorted.prefix(fewest - 1).count { !$0.isRight }
        for count in fewest...sorted.count {
            if !sorted[count - 1].isRight { mistakes += 1 }
            // Equal probabilities are answered together.
            let isLastOfEquals =
                count == sorted.count || sorted[count].probability < sorted[count - 1].probability
            if !isLastOfEquals { continue }
            let bound = Self.upperBound(mistakes: mistakes, of: count, confidence: confidence)
            if bound > wrongShare {
                // The first group may be too small for the mistakes in it, and a larger one not.
                if threshold != nil { break }
                continue
            }
            (threshold, answered, wrong) = (sorted[count - 1].probability, count, mistakes)
        }
    }

    /// How many questions, all answered rightly, a promise needs: `ln(1 - confidence) / ln(1 - share)`.
    public static func questionsWithoutMistake(share: Double, confidence: Double) -> Int {
        guard share > 0, share < 1, confidence > 0, confidence < 1 else { return .max }
        return Int((log(1 - confidence) / log(1 - share)).rounded(.up))
    }

    /// The largest share of mistakes that is compatible with so many among so many answers: the `s` with
    /// `P(X <= mistakes | n, s) = 1 - confidence`.
    public static func upperBound(mistakes: Int, of count: Int, confidence: Double) -> Double {
        if count == 0 || mistakes >= count { return 1 }
        var (low, high) = (Double(mistakes) / Double(count), 1.0)
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if cumulative(mistakes, of: count, share: middle) > 1 - confidence {
                low = middle
            } else {
                high = middle
            }
        }
        return high
    }

    /// `P(X <= k)` of a binomial distribution.
    private static func cumulative(_ k: Int, of n: Int, share: Double) -> Double {
        if share <= 0 { return 1 }
        if share >= 1 { return k >= n ? 1 : 0 }
        var sum = 0.0
        for i in 0...k {
            let choose = lgamma(Double(n + 1)) - lgamma(Double(i + 1)) - lgamma(Double(n - i + 1))
            sum += exp(choose + Double(i) * log(share) + Double(n - i) * log(1 - share))
        }
        return min(sum, 1)
    }
}
