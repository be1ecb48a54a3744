import QuartetTraffic
import Testing

/// Figures of a ranking against those counted by hand.
@Suite struct RankingTests {
    @Test func countsByHand() throws {
        let ranking = try Ranking(scores: [0.9, 0.8, 0.7, 0.6], isAnomaly: [true, false, true, false])
        let metrics = ranking.metrics()
        #expect(metrics.auroc == 0.75)
        #expect(abs(metrics.auprc - (0.5 + 0.5 * 2 / 3)) < 1e-12)
        #expect(abs(metrics.bestF1 - 0.8) < 1e-12)
        #expect(metrics.recallAt["0.01"] == 0.5)
    }

    /// 13.5 of 16 pairs, of which three are ties.
    @Test func tiesCountHalf() throws {
        let scores = [3.0, 2, 2, 2, 1, 1, 0, 0]
        let anomalies = [true, true, false, true, false, true, false, false]
        let metrics = try Ranking(scores: scores, isAnomaly: anomalies).metrics()
        #expect(abs(metrics.auroc - 0.84375) < 1e-12)
    }

    @Test func oneClassIsAnError() {
        #expect(throws: EvaluationError.noAnomalies(records: 2)) {
            _ = try Ranking(scores: [1, 2], isAnomaly: [false, false])
        }
        #expect(throws: EvaluationError.noNormalRecords(records: 1)) {
            _ = try Ranking(scores: [1], isAnomaly: [true])
        }
        #expect(throws: EvaluationError.noAnomalies(records: 0)) {
            _ = try Ranking(scores: [], isAnomaly: [])
        }
    }

    @Test func aMissingLabelIsAnError() {
        let error = EvaluationError.labelMissing(scores: 3, labels: 2)
        #expect(throws: error) { _ = try Ranking(scores: [1, 2, 3], isAnomaly: [true, false]) }
        #expect(error.description == "3 scores and 2 labels: each score needs one label.")
    }

    @Test func whatIsNoNumberIsTheLeastAnomalous() throws {
        let ranking = try Ranking(scores: [.nan, -5, .infinity], isAnomaly: [false, false, true])
        #expect(ranking.metrics().auroc == 1)
        #expect(try Ranking(scores: [.nan, -5], isAnomaly: [true, false]).metrics().auroc == 0)
    }

    @Test func intervalsHoldTheFigure() throws {
        let isAnomaly = (0..<400).map { $0 % 4 == 0 }
        let scores = isAnomaly.enumerated().map { (index: Int, isAnomaly: Bool) -> Double in
            Double(index * 7919 % 1000) + (isAnomaly ? 300 : 0)
        }
        let ranking = try Ranking(scores: scores, isAnomaly: isAnomaly)
        let metrics = ranking.metrics()
        let intervals = BootstrapIntervals(ranking, seed: 3)
        #expect(intervals.auroc[0] < metrics.auroc && metrics.auroc < intervals.auroc[1])
        #expect(intervals.auroc[1] - intervals.auroc[0] < 0.12)
        #expect(BootstrapIntervals(ranking, seed: 3) == intervals)
    }
}
