import QuartetModels
import Testing

@Suite struct BetaScheduleTests {
    @Test func cyclesRiseOverTheirFirstHalfAndStay() {
        let beta = BetaSchedule.cyclical(to: 0.4, period: 8)
        let cycle: [Float] = [0, 0.1, 0.2, 0.3, 0.4, 0.4, 0.4, 0.4]
        let values = (0..<24).map { beta.value(step: $0) }
        #expect(zip(values, cycle + cycle + cycle).allSatisfy { abs($0 - $1) < 1e-6 }, "\(values)")
    }

    @Test func warmupRisesOnce() {
        let beta = BetaSchedule.warmup(to: 2, steps: 4)
        #expect((0..<7).map { beta.value(step: $0) } == [0, 0.5, 1, 1.5, 2, 2, 2])
        #expect(BetaSchedule.constant(0.3).value(step: 100) == 0.3)
    }

    @Test func schedulesWithoutLengthAreConstant() {
        #expect(BetaSchedule.warmup(to: 2, steps: 0).value(step: 0) == 2)
        for step in [0, 1, 5] {
            #expect(BetaSchedule.cyclical(to: 2, period: 0).value(step: step).isFinite)
        }
    }
}
