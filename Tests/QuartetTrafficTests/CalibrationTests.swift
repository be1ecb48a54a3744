import Foundation
import QuartetEngine
import QuartetTraffic
import Testing

/// Thresholds keep their promise on scores whose distribution is known: cubes of exponential surprises.
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
        // Of this distribution a share p lies above (-log p)^3.
        let real = exp(-cbrt(Double(threshold)))
        #expect(real > rate / 1.6 && real < rate * 1.6, "\(rate) became \(real)")
        #expect(abs(log(calibration.probability(of: threshold) / rate)) < 0.5)
    }

    /// A burst in a tenth of the log moves the threshold less than the quantile of all scores.
    @Test func aBurstMovesTheThresholdLittle() {
        var scores = Self.scores(20_000, seed: 2)
        let quiet = Calibration(scores).threshold(falseAlarmRate: 0.01)
        for index in 4000..<6000 where index % 4 == 0 { scores[index] = 5000 }
        let noisy = Calibration(scores).threshold(falseAlarmRate: 0.01)
        #expect(noisy < 5000 && noisy >= quiet)
    }

    @Test func aBrokenPromiseIsSaid() {
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
