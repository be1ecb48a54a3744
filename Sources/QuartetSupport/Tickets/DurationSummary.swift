internal import Foundation

/// How long something took, in seconds.
public struct DurationSummary: Sendable, Equatable, Codable {
    public let count: Int
    public let median: Double
    /// Nine of ten took no longer.
    public let ninetiethPercentile: Double

    /// - Parameter seconds: a clock that was put back makes some negative; they count as 0.
    /// - Returns: nil when there are none.
    init?(_ seconds: [Double]) {
        let sorted = seconds.map { max(0, $0) }.sorted()
        guard !sorted.isEmpty else { return nil }
        func quantile(_ share: Double) -> Double {
            let place = share * Double(sorted.count - 1)
            let (low, high) = (sorted[Int(place)], sorted[Int(place.rounded(.up))])
            return low + (high - low) * (place - place.rounded(.down))
        }
        (count, median, ninetiethPercentile) = (sorted.count, quantile(0.5), quantile(0.9))
    }
}
