import QuartetEngine
import Testing

@Suite struct EarlyStopTests {
    @Test func endsAfterPatienceMeasurementsWithoutANewLowest() {
        var stop = EarlyStop(patience: 2)
        var lowest: [Bool] = []
        for loss in [3.0, 2, 2.5, 1.9, 2] { lowest.append(stop.measured(loss)) }
        #expect(lowest == [true, true, false, true, false])
        #expect(!stop.isReached)
        _ = stop.measured(1.9)
        #expect(stop.isReached)
        #expect(stop.lowest == 1.9)
    }

    @Test func resumesFromACheckpoint() {
        var stop = EarlyStop(patience: 3)
        for loss in [0.1, 0.30000000000000004, 0.2] { _ = stop.measured(loss) }
        #expect(EarlyStop(patience: 3, metadata: stop.metadata) == stop)
    }

    @Test(arguments: ["9223372036854775807", "-9223372036854775808", "many"])
    func countsOnFromAnyRecordedNumber(_ text: String) {
        var stop = EarlyStop(patience: nil, metadata: ["lowest": "1", "measurements since": text])
        let isLowest = stop.measured(2)
        #expect(!isLowest)
        #expect(stop.badCount > 0)
    }

    @Test func neverEndsWithoutPatience() {
        var stop = EarlyStop(patience: nil)
        for _ in 0..<1000 { _ = stop.measured(1) }
        #expect(!stop.isReached)
    }
}
