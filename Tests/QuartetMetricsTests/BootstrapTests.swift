import QuartetMetrics
import QuartetTestSupport
import Testing

@Suite struct BootstrapTests {
    private static let examples = 400
    private static let values = (0..<examples).map { Double($0 * 7919 % examples) / Double(examples) }

    private static func means(seed: UInt64, resamples: Int = 200) -> Bootstrap<Double> {
        var generator = SeededGenerator(seed)
        return Bootstrap(count: examples, resamples: resamples, using: &generator) { weights in
            zip(weights, values).reduce(0) { $0 + Double($1.0) * $1.1 } / Double(examples)
        }
    }

    /// The mean of 400 uniform numbers has a standard error of `sqrt(1/12) / 20`.
    @Test func anIntervalOfTheMeanIsThatOfTheory() {
        let interval = Self.means(seed: 1, resamples: 2000).interval { $0 }
        let error = (1.0 / 12).squareRoot() / 20
        #expect(abs(interval.lower - (0.5 - 1.96 * error)) < 0.2 * error)
        #expect(abs(interval.upper - (0.5 + 1.96 * error)) < 0.2 * error)
    }

    @Test func moreConfidenceIsWider() {
        let means = Self.means(seed: 2)
        let intervals = [0, 0.5, 0.95, 1].map { means.interval(confidence: $0) { $0 } }
        for (narrow, wide) in zip(intervals, intervals.dropFirst()) {
            #expect(wide.lower < narrow.lower && narrow.upper < wide.upper)
        }
        let all = means.resamples.sorted()
        #expect(intervals[3].lower == all.first && intervals[3].upper == all.last)
    }

    @Test func aSeedGivesTheSameIntervals() {
        #expect(Self.means(seed: 3).resamples == Self.means(seed: 3).resamples)
        #expect(Self.means(seed: 3).resamples != Self.means(seed: 4).resamples)
    }

    @Test func resamplesHaveTheSizeOfTheSample() {
        var generator = SeededGenerator(5)
        let sums = Bootstrap(count: 37, resamples: 50, using: &generator) { $0.reduce(0, +) }
        #expect(sums.resamples == [Float](repeating: 37, count: 50))
        let none = Bootstrap(count: 0, resamples: 0, using: &generator) { $0.count }
        #expect(none.resamples == [0, 0])
    }
}
