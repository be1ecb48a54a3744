import Foundation
import QuartetTestSupport
import QuartetTraffic
import Testing

/// What a report on labelled records holds, and which labels it refuses.
@Suite struct DetectionReportTests {
    private let folder = TemporaryFolder()

    /// 600 ordinary records, and as many with numbers of other records and far larger ones.
    private func columns(_ model: TrafficModel) throws -> (RecordColumns, isAnomaly: [Bool]) {
        let text = TrafficModelFileTests.table(600, seed: 2)
        let odd = text.split(separator: "\n").dropFirst().map { line in
            let cells = line.split(separator: ",")
            return "\(cells[1])7,\(cells[0]),\(cells[2])9,\(cells[3])\n"
        }
        let sample = try TrafficModelFileTests.sample(text + odd.joined(), folder, "labelled.csv")
        let batch = try #require(sample.batch)
        return (try model.columns(batch), (0..<batch.count).map { $0 >= 600 })
    }

    @Test func figuresAgreeWithEachOther() throws {
        let model = try TrafficModelFileTests.trained(folder)
        let (columns, isAnomaly) = try columns(model)
        let report = try DetectionReport(
            model, name: "m", columns, isAnomaly: isAnomaly, training: columns, seed: 4)
        #expect(report.records == 1200 && report.anomalies == 600)
        #expect(report.auroc > 0.95)
        for (figure, interval) in [
            (report.auroc, report.intervals.auroc), (report.auprc, report.intervals.auprc),
            (report.bestF1, report.intervals.bestF1),
        ] {
            #expect(interval.count == 2 && interval[0] <= figure && figure <= interval[1])
            #expect(interval[1] - interval[0] < 0.05)
        }
        #expect(report.recallAt["0.01"] ?? 0 <= report.recallAt["0.05"] ?? 0)
        #expect(report.baselines.keys.sorted() == ["bound", "isolationForest", "pca", "rarity"])
        let again = try DetectionReport(
            model, name: "m", columns, isAnomaly: isAnomaly, training: columns, seed: 4)
        #expect(again.intervals == report.intervals && again.baselines == report.baselines)
    }

    @Test func labelsOfOneClassAreRefused() throws {
        let model = try TrafficModelFileTests.trained(folder)
        let (columns, _) = try columns(model)
        func judge(_ isAnomaly: [Bool]) throws {
            _ = try DetectionReport(model, name: "m", columns, isAnomaly: isAnomaly, training: nil)
        }
        let count = columns.count
        #expect(throws: EvaluationError.noAnomalies(records: count)) {
            try judge([Bool](repeating: false, count: count))
        }
        #expect(throws: EvaluationError.noNormalRecords(records: count)) {
            try judge([Bool](repeating: true, count: count))
        }
        #expect(throws: EvaluationError.labelMissing(scores: count, labels: 1)) { try judge([true]) }
    }
}
