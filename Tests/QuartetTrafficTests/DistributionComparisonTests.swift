import QuartetTraffic
import Testing

@Suite struct DistributionComparisonTests {
    /// Calculated by hand: halves against a quarter and three quarters, `0.25 log 3`, and `1 - H` of the pooled shares.
    @Test func indexAndDivergenceAreTheirFormulas() {
        let result = DistributionComparison(before: [5e6, 5e6], now: [2.5e6, 7.5e6])
        #expect(abs(result.index - 0.274653) < 1e-5)
        #expect(abs(result.divergence - 0.0487949) < 1e-6)
        let same = DistributionComparison(before: [30, 70], now: [3, 7])
        #expect(same.divergence == 0 && same.probability > 0.9)
        let apart = DistributionComparison(before: [100, 0], now: [0, 100])
        #expect(apart.divergence == 1 && apart.index > 5)
        #expect(DistributionComparison(before: [], now: []).probability == 1)
        #expect(DistributionComparison(before: [1, 2], now: [0, 0]).index == 0)
    }

    /// The 95 % and 99.9 % points of published tables.
    @Test(arguments: [(1, 3.841, 0.05), (5, 11.070, 0.05), (10, 29.588, 0.001), (60, 79.082, 0.05)])
    func tailsOfChiSquared(freedom: Int, value: Double, share: Double) {
        let found = DistributionComparison.chiSquaredTail(value, freedom: freedom)
        #expect(abs(found - share) < 0.04 * share, "\(found)")
    }

    /// A difference that is chance among few records is significant among many, and with bursts it is chance again.
    @Test func significanceRespectsTheSample() {
        let few = DistributionComparison(before: [40, 60], now: [5, 5])
        let many = DistributionComparison(before: [4000, 6000], now: [500, 500])
        let bursts = DistributionComparison(before: [4000, 6000], now: [500, 500], dispersion: 30)
        #expect(few.probability > 0.3)
        #expect(many.probability < 1e-6)
        #expect(bursts.probability > 0.1)
    }
}
