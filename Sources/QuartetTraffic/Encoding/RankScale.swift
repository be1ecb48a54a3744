internal import Foundation

/// A number's rank among the training values, as a standard normal number: `quantile((rank - 1/2) / n)`, scaled to mean 0
/// and variance 1. Ranks do not depend on the shape of a distribution, and bytes and durations have every shape.
///
/// Beyond the training range the scale jumps by 2, so that an unseen value is farther out than the farthest seen one.
package struct RankScale: Sendable, Codable, Equatable {
    /// Training values in ascending order, at most `mostKnots` of them.
    let knots: [Float]
    /// Their places on the scale.
    let places: [Float]
    /// Used in place of a missing value.
    let median: Float
    /// Whether training values were missing: then "missing" is a separate input.
    let isSometimesMissing: Bool

    static let mostKnots = 1024
    /// Places are within ±6, beyond the training range within ±8.
    private static let limit: Float = 6
    private static let jump: Float = 2

    /// - Parameter values: the training column; NaN where missing.
    init(_ values: [Float]) {
        let known = values.filter { $0.isFinite }.sorted()
        isSometimesMissing = values.contains { !$0.isFinite }
        guard let first = known.first, let last = known.last, last - first > 1e-9 else {
            (knots, places, median) = ([known.first ?? 0], [0], known.first ?? 0)
            return
        }
        median = known[known.count / 2]
        // Missing values count at the median.
        let count = Double(values.count)
        let missing = values.count - known.count
        var (distinct, below, counts): ([Float], [Int], [Int]) = ([], [], [])
        for (index, value) in known.enumerated() {
            if let latest = distinct.last, latest == value {
                counts[counts.count - 1] += 1
            } else {
                distinct.append(value)
                below.append(index + (value > median ? missing : 0))
                counts.append(value == median ? 1 + missing : 1)
            }
        }
        let ranks = distinct.indices.map { (Double(below[$0]) + Double(counts[$0]) / 2) / count }
        var (mean, square) = (0.0, 0.0)
        let quantiles = ranks.map { Self.normalQuantile(min(max($0, 1e-5), 1 - 1e-5)) }
        for (index, quantile) in quantiles.enumerated() {
            mean += quantile * Double(counts[index]) / count
            square += quantile * quantile * Double(counts[index]) / count
        }
        let deviation = max((square - mean * mean).squareRoot(), 0.05)
        let step = max(Double(distinct.count - 1) / Double(Self.mostKnots - 1), 1)
        let chosen = (0..<min(distinct.count, Self.mostKnots)).map { Int((Double($0) * step).rounded(.down)) }
        knots = chosen.map { distinct[$0] }.dropLast() + [last]
        let scaled =
            chosen.map { (quantiles[$0] - mean) / deviation }.dropLast()
            + [((quantiles.last ?? 0) - mean) / deviation]
        places = scaled.map { min(max(Float($0), -Self.limit), Self.limit) }
    }

    var isConstant: Bool { knots.count == 1 }

    /// The place of a value; a missing one is at the median.
    func place(_ value: Float) -> Float { place(value, knots.span, places.span) }

    /// Writes the places of some values, one every `stride` numbers.
    func place(
        _ values: [Float], _ records: Range<Int>, into rows: inout MutableSpan<Float>, from first: Int,
        stride: Int
    ) {
        let (knots, places) = (knots.span, places.span)
        var target = first
        for record in records {
            rows[target] = place(values[record], knots, places)
            target += stride
        }
    }

    @inline(__always) private func place(_ value: Float, _ knots: Span<Float>, _ places: Span<Float>) -> Float
    {
        let z = value.isNaN || value == -.infinity ? median : value
        let last = knots.count - 1
        if last == 0 { return abs(z - knots[0]) < 1e-9 ? 0 : 3 }
        if z <= knots[0] { return z < knots[0] ? places[0] - Self.jump : places[0] }
        if z >= knots[last] { return z > knots[last] ? places[last] + Self.jump : places[last] }
        var (low, high) = (0, last)
        while high - low > 1 {
            let middle = (low + high) / 2
            if knots[middle] <= z { low = middle } else { high = middle }
        }
        let share = (z - knots[low]) / (knots[high] - knots[low])
        return places[low] + share * (places[high] - places[low])
    }

    /// The value at a place.
    func value(at place: Float) -> Float {
        if isConstant { return knots[0] }
        guard let high = places.firstIndex(where: { $0 >= place }), high > 0 else {
            return place <= places[0] ? knots[0] : knots[knots.count - 1]
        }
        let (low, reach) = (high - 1, places[high] - places[high - 1])
        let share = reach > 0 ? (place - places[low]) / reach : 0
        return knots[low] + share * (knots[high] - knots[low])
    }

    /// The quantile of the standard normal distribution, by bisection of its distribution function.
    static func normalQuantile(_ probability: Double) -> Double {
        var (low, high) = (-9.0, 9.0)
        for _ in 0..<50 {
            let middle = (low + high) / 2
            if 0.5 * erfc(-middle / 2.0.squareRoot()) < probability { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }
}
