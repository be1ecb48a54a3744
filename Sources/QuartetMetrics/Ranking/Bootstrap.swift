/// How much figures vary between samples of the same kind: the figures of resamples drawn with replacement
/// (Efron & Tibshirani, 1993).
public struct Bootstrap<Figures: Sendable>: Sendable {
    /// The ends of a percentile interval.
    public struct Interval: Sendable, Equatable {
        public let lower: Double
        public let upper: Double
    }

    /// The figures of each resample.
    public let resamples: [Figures]

    /// - Parameters:
    ///   - count: how many examples there are.
    ///   - resamples: at least 2; 200 give ends that are steady to about a tenth of the interval.
    ///   - figures: the figures of a resample in which example `i` occurs `weights[i]` times.
    public init(
        count: Int, resamples: Int = 200, using generator: inout some RandomNumberGenerator,
        figures: (_ weights: [Float]) -> Figures
    ) {
        var weights = [Float](repeating: 0, count: count)
        var drawn: [Figures] = []
        for _ in 0..<max(resamples, 2) {
            for index in weights.indices { weights[index] = 0 }
            for _ in 0..<count { weights[Int.random(in: 0..<count, using: &generator)] += 1 }
            drawn.append(figures(weights))
        }
        self.resamples = drawn
    }

    /// The interval between two percentiles of one figure that leaves out equal shares at both ends.
    ///
    /// - Parameter confidence: share of the resamples inside, in 0...1.
    public func interval(confidence: Double = 0.95, _ figure: (Figures) -> Double) -> Interval {
        let sorted = resamples.map(figure).sorted()
        let last = Double(sorted.count - 1)
        let tail = (1 - min(max(confidence, 0), 1)) / 2
        return Interval(
            lower: sorted[Int((tail * last).rounded())], upper: sorted[Int(((1 - tail) * last).rounded())])
    }
}
