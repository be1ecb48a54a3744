internal import Foundation

/// How many of a model's own standard deviations an interval must reach, found on molecules that it had not seen
/// (split conformal prediction with normalised residuals: Papadopoulos, Gammerman & Vovk, 2008).
struct IntervalCalibration: Codable, Sendable, Equatable {
    /// For the intervals that hold 80 and 95 % of the measurements.
    let factor80: Double
    let factor95: Double
    /// The deviation that 95 % of those molecules are below, and the similarity to the nearest known one that 95 % are
    /// above: the chemistry that the intervals were tested on.
    let usualDeviation: Double
    let usualSimilarity: Double

    init(errors: [Double], deviations: [Double], similarities: [Double]) {
        let ratios = zip(errors, deviations).map { abs($0) / max($1, 1e-12) }
        factor80 = Self.quantile(ratios, 0.8)
        factor95 = Self.quantile(ratios, 0.95)
        usualDeviation = Self.quantile(deviations, 0.95)
        usualSimilarity = -Self.quantile(similarities.map { -$0 }, 0.95)
    }

    /// The value that a share of `count + 1` draws does not exceed.
    static func quantile(_ values: [Double], _ share: Double) -> Double {
        let sorted = values.sorted()
        let place = Int((share * Double(sorted.count + 1)).rounded(.up)) - 1
        return sorted.isEmpty ? 0 : sorted[min(max(place, 0), sorted.count - 1)]
    }
}

/// Turns a score into a probability: `1 / (1 + exp(-(a s + b)))` (Platt, 1999, with its targets for few examples).
struct LabelCalibration: Codable, Sendable, Equatable {
    let slope: Double
    let offset: Double

    init(scores: [Double], isPositive: [Bool]) {
        let positives = Double(isPositive.count(where: \.self))
        let negatives = Double(isPositive.count) - positives
        let (high, low) = ((positives + 1) / (positives + 2), 1 / (negatives + 2))
        var (a, b) = (1.0, log((positives + 1) / (negatives + 1)))
        for _ in 0..<50 {
            // A step of Newton's method, a little damped.
            var (ga, gb, haa, hab, hbb) = (0.0, 0.0, 1e-9, 0.0, 1e-9)
            for (score, positive) in zip(scores, isPositive) {
                let p = 1 / (1 + exp(-(a * score + b)))
                let (error, weight) = (p - (positive ? high : low), max(p * (1 - p), 1e-9))
                (ga, gb) = (ga + error * score, gb + error)
                (haa, hab, hbb) = (haa + weight * score * score, hab + weight * score, hbb + weight)
            }
            let determinant = haa * hbb - hab * hab
            guard determinant > 1e-12 else { break }
            let (da, db) = ((hbb * ga - hab * gb) / determinant, (haa * gb - hab * ga) / determinant)
            let damping = min(1, 5 / max(abs(da), abs(db), 1e-12))
            (a, b) = (a - damping * da, b - damping * db)
            if abs(da) + abs(db) < 1e-9 { break }
        }
        // A higher score is never less likely positive.
        (slope, offset) = a > 0 ? (a, b) : (0, log((positives + 1) / (negatives + 1)))
    }

    func probability(_ score: Double) -> Double { 1 / (1 + exp(-(slope * score + offset))) }
}
