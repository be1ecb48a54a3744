import Foundation
import QuartetTraffic
import Testing

@Suite struct WindowInputTests {
    static let times: [Double] = [
        .nan, .infinity, -.infinity, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 0, -1e11, 1e11,
        1_700_000_000, 1_700_000_000 - 86400 * 400, 4_000_000_000, 1_700_000_001, -0.5, 1e12,
    ]
    static let amounts: [Double] = [
        .nan, .infinity, -5, 0, 1, 1e300, .greatestFiniteMagnitude, .leastNonzeroMagnitude,
    ]

    @Test func noValueOfALogStopsTheStream() {
        var fit = WindowBaselineFit(limits: .init(sources: 64, connections: 64, pairs: 64), capacity: 64)
        var windows = SourceWindows(
            baseline: OrdinaryDay.baseline(), threshold: 0,
            limits: .init(sources: 8, connections: 8, pairs: 8))
        var total = 0
        for time in Self.times {
            for out in Self.amounts {
                for back in Self.amounts {
                    for (source, destination, port) in [
                        (0, 9, 80), (10, 0, -1), (10, 18, .max), (18, 10, .min),
                    ] {
                        let event = ConnectionEvent(
                            time: time, source: UInt64(source), destination: UInt64(destination),
                            destinationPort: port, isFailed: total % 2 == 0, bytesOut: out, bytesIn: back)
                        _ = windows.add(event, record: total)
                        fit.add(event)
                        total += 1
                    }
                }
            }
        }
        windows.closeAll()
        #expect(windows.counts.events == total)
        #expect(windows.counts.withoutSource == total / 4)
        #expect(windows.counts.withoutDestination == total / 4)
        #expect(windows.counts.withoutTime > 0 && windows.counts.withoutBytes > 0)
        #expect(windows.counts.clockSetBack > 0)
        #expect(fit.finish().records == total)
    }

    /// A beacon is still followed after its clock was wrong for one record, years ahead or back.
    @Test(arguments: [4_000_000_000.0, 1000.0]) func aClockJumpCostsTheHistoryOnly(_ wrong: Double) {
        var windows = SourceWindows(baseline: OrdinaryDay.baseline())
        func event(_ time: Double) -> ConnectionEvent {
            ConnectionEvent(
                time: time, source: OrdinaryDay.victim, destination: AddressClass.key("198.51.100.9"),
                destinationPort: 443, bytesOut: 100, bytesIn: 100)
        }
        _ = windows.add(event(OrdinaryDay.start), record: 0)
        _ = windows.add(event(wrong), record: 1)
        for beat in 0..<800 {
            _ = windows.add(event(OrdinaryDay.start + Double(beat) * 60), record: beat + 2)
        }
        let beacons = windows.findings(limit: .max).filter { $0.deviation == .beacon }
        #expect(beacons.count == 1)
        #expect(windows.counts.clockSetBack == 1)
    }

    @Test func recordsWithoutTimesStillShowAScan() {
        var windows = SourceWindows(baseline: OrdinaryDay.baseline())
        for port in 1...1000 {
            _ = windows.add(
                ConnectionEvent(
                    time: .nan, source: 10, destination: 18, destinationPort: port, isFailed: true),
                record: port)
        }
        #expect(windows.counts.withoutTime == 1000)
        #expect(windows.findings().first?.deviation == .scan)
    }

    @Test func lateRecordsStayInTheHour() {
        var windows = SourceWindows(baseline: OrdinaryDay.baseline())
        for port in 1...1000 {
            // In turn from this hour and the one before, as in a log sorted by the end of connections.
            let time = OrdinaryDay.start + (port % 2 == 0 ? 3600 : 0) + Double(port)
            _ = windows.add(
                ConnectionEvent(time: time, source: 10, destination: 18, destinationPort: port), record: port)
        }
        windows.closeAll()
        #expect(windows.counts.clockSetBack == 0)
        #expect((windows.findings().first?.value ?? 0) > 800)
    }
}
