import Foundation
import QuartetEngine
import QuartetTraffic
import Testing

/// A detector trained on a small invented network: three services with different distributions.
@Suite struct DetectorTests {
    /// Web has long answers, DNS short ones, mail long requests; durations depend on the bytes.
    static func ordinary(_ count: Int, seed: UInt64) -> RecordColumns {
        let uniforms = CounterRandom.uniforms(count, seed: seed, stream: 1)
        let normals = CounterRandom.normals(2 * count, seed: seed, stream: 2)
        var (sent, received, duration): ([Float], [Float], [Float]) = ([], [], [])
        var services: [UInt64] = []
        for record in 0..<count {
            let service = uniforms[record] < 0.6 ? 0 : uniforms[record] < 0.9 ? 1 : 2
            let (a, b) = [(6, 9), (4, 5), (9, 6)][service]
            sent.append(Float(a) + 0.3 * normals[2 * record])
            received.append(Float(b) + 0.3 * normals[2 * record + 1])
            duration.append(0.2 * (sent[record] + received[record]))
            services.append(UInt64(service) + 100)
        }
        return RecordColumns(count: count, numbers: [sent, received, duration], categories: [services])
    }

    static func trained(seed: UInt64 = 1) throws -> Detector {
        var options = DetectorTraining.Options()
        (options.steps, options.hidden, options.latents, options.seed) = (300, [32, 16], 4, seed)
        let detector = try DetectorTraining(options).run(
            training: ordinary(4000, seed: 1), validation: ordinary(2000, seed: 2),
            progress: { _, _, _ in true })
        return try #require(detector)
    }

    @Test func anomaliesOfEachKindScoreAboveNormalRecords() throws {
        let detector = try Self.trained()
        let normal = Self.ordinary(2000, seed: 3)
        let calibration = Calibration(detector.anomalyScores(of: normal))
        let threshold = calibration.threshold(falseAlarmRate: 0.01)
        let later = detector.anomalyScores(of: Self.ordinary(4000, seed: 4))
        let falseAlarms = Double(later.count { $0 > threshold }) / 4000
        #expect(falseAlarms > 0.003 && falseAlarms < 0.03)
        // An unseen service; mail's bytes on DNS; a size beyond the training range; a duration that does not fit.
        let odd = RecordColumns(
            count: 4, numbers: [[6, 9, 14, 6], [9, 6, 9, 9], [3, 3, 3, 0.5]],
            categories: [[999, 101, 100, 100]])
        for (record, score) in detector.anomalyScores(of: odd).enumerated() {
            #expect(score > threshold, "anomaly \(record) scores \(score), the threshold is \(threshold)")
        }
        #expect(calibration.oneIn(detector.anomalyScores(of: odd)[0]) > 100)
    }

    @Test func theSameSeedGivesTheSameScores() throws {
        let records = Self.ordinary(500, seed: 9)
        let (first, second) = (try Self.trained(), try Self.trained())
        #expect(first.anomalyScores(of: records) == second.anomalyScores(of: records))
        #expect(try Self.trained(seed: 2).anomalyScores(of: records) != first.anomalyScores(of: records))
    }

    /// Missing, infinite and enormous numbers and unseen keys get scores, and never trap.
    @Test func everyNumberHasAScore() throws {
        let detector = try Self.trained()
        let odd: [Float] = [.nan, .infinity, -.infinity, .greatestFiniteMagnitude, -1e30, 0]
        let columns = RecordColumns(
            count: odd.count, numbers: [odd, odd, odd],
            categories: [odd.indices.map { UInt64($0) &* 0x1234_5678_9ABC_DEF1 }])
        for score in detector.anomalyScores(of: columns) { #expect(score.isFinite) }
        #expect(
            detector.anomalyScores(of: RecordColumns(count: 0, numbers: [[], [], []], categories: [[]]))
                .isEmpty)
    }

    @Test func tooFewRecordsAreAnError() {
        #expect(throws: TrafficModelError.tooFewRecords(found: 10, needed: 200, what: "to train on")) {
            _ = try DetectorTraining().run(
                training: Self.ordinary(10, seed: 1), validation: Self.ordinary(500, seed: 2),
                progress: { _, _, _ in true })
        }
    }
}
