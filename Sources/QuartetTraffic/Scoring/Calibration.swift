internal import Foundation
public import QuartetModels

/// The distribution of the scores of normal records. It gives the threshold for a false-alarm rate, the share of normal
/// records above the threshold. Measured on normal records that the detector has not learned from; a new calibration needs
/// no training.
public struct Calibration: Sendable, Codable, Equatable, Validatable {
    /// The number of records it was measured on.
    public let count: Int
    /// Their number per day of the log; nil where the log has no times.
    public let recordsPerDay: Double?
    /// The highest scores, descending.
    private let highest: [Float]
    /// The highest scores of ten consecutive stretches of the log, each descending.
    private let stretches: [[Float]]
    /// The `i / n` quantiles of all scores, ascending.
    private let quantiles: [Float]
    private let tail: GeneralizedPareto

    /// The number of highest scores that are kept exactly.
    private static let kept = 2048
    private static let steps = 512
    private static let stretchCount = 10
    private static let fewestOfStretches = 100
    /// Below this rate the threshold comes from the fitted tail.
    public static let smallestEmpiricalRate = 0.001
    /// With fewer records above a threshold its rate is a guess.
    private static let fewestAbove = 10

    /// - Parameter scores: in the order of the log.
    public init(_ scores: [Float], recordsPerDay: Double? = nil) {
        let sorted = scores.sorted()
        (count, self.recordsPerDay) = (sorted.count, recordsPerDay)
        highest = Array(sorted.suffix(Self.kept).reversed())
        quantiles =
            sorted.isEmpty ? [] : (0...Self.steps).map { sorted[$0 * (sorted.count - 1) / Self.steps] }
        tail = GeneralizedPareto(sorted.map(Self.straightened))
        dispersion = Self.dispersion(scores, sorted)
        stretches = (0..<Self.stretchCount).map { index in
            let part = scores[
                index * scores.count / Self.stretchCount..<(index + 1) * scores.count / Self.stretchCount]
            return Array(part.sorted().suffix(Self.kept).reversed())
        }
    }

    public func validate() throws(InvalidConfiguration) {
        try check("count", count, in: 0...1 << 40)
        let kept = min(count, Self.kept)
        try check("number of highest scores", highest.count, in: kept...kept)
        let steps = count == 0 ? 0 : Self.steps + 1
        try check("number of quantiles", quantiles.count, in: steps...steps)
        try check("number of stretches", stretches.count, in: Self.stretchCount...Self.stretchCount)
        for stretch in stretches {
            try check("number of scores of a stretch", stretch.count, in: 0...Self.kept)
        }
        try check("tail.scale", tail.scale, tail.scale > 0, expected: "a positive number")
    }

    private static func dispersion(_ scores: [Float], _ sorted: [Float]) -> Double {
        let blocks = scores.count / 500
        guard blocks >= 4 else { return 1 }
        let threshold = sorted[sorted.count * 99 / 100]
        let counts = (0..<blocks).map { block in
            // Many scores can be equal: a burst of them at the top counts, too.
            Double(scores[block * 500..<(block + 1) * 500].count { $0 >= threshold })
        }
        let mean = counts.reduce(0, +) / Double(blocks)
        let variance = counts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(blocks - 1)
        return mean > 0 ? max(variance / mean, 1) : 1
    }

    /// Scores are sums of cubes of surprises, which are nearly exponential; the tail of their cube roots can be fitted to few
    /// points.
    private static func straightened(_ score: Float) -> Double { cbrt(Double(max(score, 0))) }

    /// The score that this share of normal records exceeds.
    ///
    /// The geometric mean of the quantile of all scores, which a burst in the log shifts fully, and the median of ten
    /// stretches' quantiles, which it does not shift: on five consecutive days of LUFlow each of the two failed on one day,
    /// their mean on none. With fewer records, the quantile of all scores; where too few exceed it, the quantile of a
    /// generalised Pareto distribution fitted to the largest scores (Pickands, 1975), as in peaks over threshold.
    public func threshold(falseAlarmRate rate: Double) -> Float {
        guard count > 0 else { return .infinity }
        let above = Int(rate * Double(count + 1))
        let ofStretch = Int(rate * Double(count / Self.stretchCount + 1))
        if rate >= Self.smallestEmpiricalRate, above >= Self.fewestOfStretches,
            stretches.allSatisfy({ ofStretch < $0.count })
        {
            let thresholds = stretches.map { $0[ofStretch] }.sorted()
            let median = (thresholds[Self.stretchCount / 2 - 1] + thresholds[Self.stretchCount / 2]) / 2
            let all = above < highest.count ? highest[above] : quantile(above: above)
            return (max(median, 0) * max(all, 0)).squareRoot()
        }
        if rate >= Self.smallestEmpiricalRate, above >= min(Self.fewestAbove, count / 2) {
            return above < highest.count ? highest[above] : quantile(above: above)
        }
        let root = tail.quantile(exceeded: rate)
        return Float(root * root * root)
    }

    /// Whether the threshold for a rate is the highest score, which no record exceeds.
    public func isBlind(falseAlarmRate rate: Double) -> Bool {
        guard let top = highest.first, rate >= Self.smallestEmpiricalRate,
            Int(rate * Double(count + 1)) >= Self.fewestAbove
        else { return false }
        return threshold(falseAlarmRate: rate) >= top
    }

    private func quantile(above: Int) -> Float { quantiles[max(0, Self.steps - above * Self.steps / count)] }

    /// The median score of normal records.
    public var median: Float { quantiles.isEmpty ? 0 : quantiles[Self.steps / 2] }

    /// How unevenly alarms are distributed over the log: the variance of their number in blocks of 500 records, divided by
    /// its mean (Fano factor); 1 where they are independent.
    public let dispersion: Double

    /// The share of normal records with at least this score.
    public func probability(of score: Float) -> Double {
        guard count > 0 else { return 1 }
        if let place = highest.firstIndex(where: { $0 < score }) {
            if place >= Self.fewestAbove || place == count { return Double(place) / Double(count) }
        } else if let low = quantiles.firstIndex(where: { $0 >= score }) {
            return 1 - Double(low) / Double(Self.steps)
        }
        // A tail fitted to few scores must not make a higher score more probable than a lower one.
        let most = min(1, Double(Self.fewestAbove) / Double(count))
        return min(tail.exceedance(of: Self.straightened(score)), most)
    }

    /// "1 in N" of normal records; N is at most a hundred times the number of records measured, since the fitted tail is not
    /// reliable farther out.
    public func oneIn(_ score: Float) -> Double {
        count == 0 ? 1 : min(1 / probability(of: score), 100 * Double(count))
    }
}

/// The generalised Pareto distribution of values above a high quantile, fitted by probability-weighted moments (Hosking &
/// Wallis, 1987), which are robust for few points.
struct GeneralizedPareto: Sendable, Codable, Equatable {
    /// Where the tail begins, and the share of all values above.
    let start, share: Double
    let scale, shape: Double

    /// The tail is the largest 2.5 %, between 20 and 2,000 points.
    private static let share = 0.025

    /// - Parameter sorted: in ascending order.
    init(_ sorted: [Double]) {
        let above = min(max(Int(Self.share * Double(sorted.count)), 20), 2000, sorted.count / 2)
        guard above >= 5 else {
            (start, share, scale, shape) = (sorted.last ?? 0, 1 / Double(max(sorted.count, 1)), 1, 0)
            return
        }
        let first = sorted[sorted.count - above - 1]
        let excesses = sorted.suffix(above).map { $0 - first }
        let count = Double(above)
        let mean = excesses.reduce(0, +) / count
        // a1 = E[x (1 - F)], with plotting positions (i - 0.35) / n.
        let weighted =
            excesses.enumerated().reduce(0) {
                $0 + (1 - (Double($1.offset) + 0.65) / count) * $1.element
            } / count
        let difference = mean - 2 * weighted
        (start, share) = (first, count / Double(sorted.count))
        guard difference > 1e-12 else {
            (scale, shape) = (max(mean, 1e-9), 0)
            return
        }
        // A tail with a shape above 0.5 has no finite variance, which few points cannot prove.
        let fitted = min(max(2 - mean / difference, -0.4), 0.5)
        (shape, scale) = (fitted, max(mean * (1 - fitted), 1e-9))
    }

    /// The value that this share of all values exceeds.
    func quantile(exceeded rate: Double) -> Double {
        let ratio = max(rate, 1e-15) / share
        if abs(shape) < 1e-9 { return start - scale * log(ratio) }
        return start + scale / shape * (pow(ratio, -shape) - 1)
    }

    /// The share of all values above a value; at most ``share``.
    func exceedance(of value: Double) -> Double {
        let excess = max(value - start, 0) / scale
        if abs(shape) < 1e-9 { return share * exp(-excess) }
        return share * pow(max(1 + shape * excess, 0), -1 / shape)
    }
}
