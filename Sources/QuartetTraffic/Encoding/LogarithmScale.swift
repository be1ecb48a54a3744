/// A number's distance from the mean of the training values, in standard deviations; counts and durations are logarithms,
/// see ``RecordColumns/logarithm(_:)``. The alternative to ``RankScale``.
///
/// Linear beyond the training range, too, up to ±12: a value twice as far out is also farther out on the scale.
package struct LogarithmScale: Sendable, Codable, Equatable {
    let mean, deviation: Float
    let lowest, highest: Float
    /// Used in place of a missing value.
    let median: Float
    /// Whether training values were missing: then "missing" is a separate input.
    let isSometimesMissing: Bool

    private static let limit: Float = 12
    /// The place of a value that differs from a constant.
    private static let otherThanConstant: Float = 3

    /// - Parameter values: the training column; NaN where missing.
    init(_ values: [Float]) {
        let known = values.filter(\.isFinite).sorted()
        isSometimesMissing = known.count < values.count
        (lowest, highest) = (known.first ?? 0, known.last ?? 0)
        median = known.isEmpty ? 0 : known[known.count / 2]
        // Missing values count at the median.
        let missing = Double(values.count - known.count)
        let count = Double(max(values.count, 1))
        let mean = (known.reduce(0) { $0 + Double($1) } + missing * Double(median)) / count
        func square(_ value: Float) -> Double { (Double(value) - mean) * (Double(value) - mean) }
        let variance = (known.reduce(0) { $0 + square($1) } + missing * square(median)) / count
        self.mean = Float(mean)
        deviation = max(Float(variance.squareRoot()), 1e-3)
    }

    var isConstant: Bool { highest - lowest <= 1e-9 }

    /// The place of a value; a missing value is at the median, an infinite one above all others.
    func place(_ value: Float) -> Float {
        let z = value.isNaN || value == -.infinity ? median : value
        if isConstant { return abs(z - lowest) < 1e-9 ? 0 : Self.otherThanConstant }
        let known = z == .infinity ? highest + 0.1 * (highest - lowest) + 1 : z
        return min(max((known - mean) / deviation, -Self.limit), Self.limit)
    }

    /// The value at a place, clamped to the training range.
    func value(at place: Float) -> Float { min(max(mean + place * deviation, lowest), highest) }
}
