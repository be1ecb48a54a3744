import Foundation
import QuartetEngine
import QuartetTraffic
import Testing

/// Thresholds meet their false-alarm rate on scores with a known distribution: cubes of exponential surprises.
@Suite struct CalibrationTests {
    private static func scores(_ count: Int, seed: UInt64) -> [Float] {
        CounterRandom.uniforms(count, seed: seed, stream: 5).map { uniform in
            let surprise = -log(1 - uniform)
            return surprise * surprise * surprise
        }
    }

    @Test(arguments: [0.05, 0.01, 0.001, 0.0001]) func thresholdsKeepTheirRate(_ rate: Double) {
        let calibration = Calibration(Self.scores(50_000, seed: 1))
        let threshold = calibration.threshold(falseAlarmRate: rate)
        // In this distribution a share p is above (-log p)^3.
        let real = exp(-cbrt(Double(threshold)))
        #expect(real > rate / 1.6 && real < rate * 1.6, "\(rate) became \(real)")
        #expect(abs(log(calibration.probability(of: threshold) / rate)) < 0.5)
    }

    /// Five hundred records are no basis for one in a million.
    @Test func oneInNIsLimitedByTheNumberOfRecords() {
        let calibration = Calibration(Self.scores(500, seed: 3))
        #expect(calibration.oneIn(1e30) == 50_000)
    }

    /// A burst in a tenth of the log shifts the threshold less than the quantile of all scores.
    @Test func aBurstShiftsTheThresholdLittle() {
        var scores = Self.scores(20_000, seed: 2)
        let quiet = Calibration(scores).threshold(falseAlarmRate: 0.01)
        for index in 4000..<6000 where index % 4 == 0 { scores[index] = 5000 }
        let noisy = Calibration(scores).threshold(falseAlarmRate: 0.01)
        #expect(noisy < 5000 && noisy >= quiet)
    }

    @Test func withoutScoresNothingIsFlagged() {
        let calibration = Calibration([])
        #expect(calibration.count == 0)
        #expect(calibration.threshold(falseAlarmRate: 0.01) == .infinity)
        #expect(calibration.probability(of: 1e9) == 1 && calibration.oneIn(5) == 1)
    }

    /// For few scores, equal scores, and rates too low for the number of records, thresholds are finite and flag no more than
    /// allowed.
    @Test(arguments: [1, 2, 7, 40, 99, 100, 1000])
    func fewScoresHaveThresholds(_ count: Int) {
        for scores in [Self.scores(count, seed: 8), [Float](repeating: 3, count: count)] {
            let calibration = Calibration(scores)
            for rate in [0.5, 0.05, 0.01, 0.001, 1e-6, 1e-9] {
                let threshold = calibration.threshold(falseAlarmRate: rate)
                #expect(threshold.isFinite && threshold >= 0, "\(rate) of \(count)")
                let flagged = scores.count { $0 > threshold }
                #expect(Double(flagged) <= 2 * rate * Double(count) + 2)
            }
            let probability = calibration.probability(of: scores[0])
            #expect(probability > 0 && probability <= 1)
            #expect(calibration.probability(of: 0) > 0.9)
        }
    }

    @Test func aHigherScoreIsNeverMoreProbable() {
        for count in [50, 500, 20_000] {
            let calibration = Calibration(Self.scores(count, seed: 4))
            let places = (0..<400).map { Float($0) * 0.02 }.map { $0 * $0 * $0 }
            let probabilities = places.map { calibration.probability(of: $0) }
            for (earlier, later) in zip(probabilities, probabilities.dropFirst()) {
                #expect(later <= earlier * 1.0001, "\(count) scores")
            }
            let rates = [0.2, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 5e-4, 1e-4, 1e-5, 1e-6]
            let thresholds = rates.map { calibration.threshold(falseAlarmRate: $0) }
            for (looser, stricter) in zip(thresholds, thresholds.dropFirst()) {
                #expect(stricter >= looser, "\(count) scores: \(thresholds)")
            }
        }
    }

    @Test func aCalibrationIsReadAsItWasWritten() throws {
        let calibration = Calibration(Self.scores(5000, seed: 6), recordsPerDay: 1234.5)
        let read = try JSONDecoder().decode(Calibration.self, from: JSONEncoder().encode(calibration))
        #expect(read == calibration)
        #expect(read.threshold(falseAlarmRate: 0.003) == calibration.threshold(falseAlarmRate: 0.003))
    }

    @Test func aBrokenGuaranteeIsReported() {
        let calibration = Calibration(Self.scores(20_000, seed: 3))
        var watch = AlarmWatch(calibration, falseAlarmRate: 0.01)
        watch.add(records: 10_000, alarms: 104)
        #expect(!watch.finding.isBroken)
        watch.add(records: 10_000, alarms: 900)
        #expect(watch.finding.isBroken)
        var blind = AlarmWatch(calibration, falseAlarmRate: 0.01)
        blind.add(records: 20_000, alarms: 20)
        #expect(blind.finding.isBroken)
    }
}
