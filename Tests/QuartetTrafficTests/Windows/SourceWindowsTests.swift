import Foundation
import QuartetTraffic
import Testing

@Suite struct SourceWindowsTests {
    static let baseline = OrdinaryDay.baseline()

    private func run(_ events: [ConnectionEvent]) -> (windows: SourceWindows, new: [WindowFinding]) {
        var windows = SourceWindows(baseline: Self.baseline)
        var new: [WindowFinding] = []
        for (index, event) in events.enumerated() {
            if let finding = windows.add(event, record: index) { new.append(finding) }
        }
        windows.closeAll()
        return (windows, new)
    }

    @Test func attacksAreAmongTheFirstFiveOfTwentyGroups() throws {
        let events = OrdinaryDay.sorted(OrdinaryDay.events(day: 2, seed: 3) + OrdinaryDay.attacks(day: 2))
        let ranked = run(events).windows.findings(limit: 20)
        let scan = try #require(
            ranked.firstIndex { $0.source == AddressClass.key("203.0.113.77") && $0.deviation == .scan })
        let beacon = try #require(
            ranked.firstIndex {
                $0.destination == AddressClass.key("198.51.100.9") && $0.deviation == .beacon
            })
        let exfiltration = try #require(
            ranked.firstIndex {
                $0.destination == AddressClass.key("198.51.100.200") && $0.deviation == .exfiltration
            })
        #expect(scan < 5 && beacon < 5 && exfiltration < 5)
        #expect(ranked[scan].count == 1000)
        #expect(ranked[beacon].observed.contains("every 5") || ranked[beacon].observed.contains("every 6"))
        #expect(ranked[beacon].destinationPort == 443)
        #expect(ranked[scan].start == OrdinaryDay.start + 2 * 86400 + 10 * 3600 + 0.5)
        #expect(ranked[scan].end == OrdinaryDay.start + 2 * 86400 + 10 * 3600 + 500)
    }

    @Test func anOrdinaryDayHasFewFindings() {
        #expect(run(OrdinaryDay.events(day: 2, seed: 3)).windows.findings(limit: .max).count <= 10)
    }

    @Test func aFindingIsReportedOnceAndNamesItsRecord() throws {
        let events = OrdinaryDay.sorted(OrdinaryDay.events(day: 2, seed: 3) + OrdinaryDay.attacks(day: 2))
        let new = run(events).new
        let scans = new.filter { $0.source == AddressClass.key("203.0.113.77") }
        #expect(scans.count == 1)
        let scan = try #require(scans.first)
        #expect(events[scan.record].source == scan.source)
        #expect(scan.count < 50)
        let said = new.map { "\($0.source) \($0.family) \($0.day)" }
        #expect(Set(said).count == said.count)
    }

    @Test func theRankingIsStable() {
        let events = OrdinaryDay.sorted(OrdinaryDay.events(day: 2, seed: 3) + OrdinaryDay.attacks(day: 2))
        let findings = run(events).windows.findings(limit: .max)
        #expect(WindowFinding.ranked(findings.reversed(), limit: .max) == findings)
        #expect(run(events).windows.findings(limit: .max) == findings)
        let twins = findings.map { finding in
            var finding = finding
            finding.surprise = 5
            return finding
        }
        #expect(WindowFinding.ranked(twins.reversed()) == WindowFinding.ranked(twins))
        #expect(WindowFinding.ranked(findings, limit: -1).isEmpty)
    }

    @Test func aMillionSourcesLeaveTheMemoryBounded() {
        var windows = SourceWindows(
            baseline: Self.baseline,
            limits: .init(sources: 4096, connections: 4096, pairs: 4096, findings: 64))
        for index in 0..<1_000_000 {
            _ = windows.add(
                ConnectionEvent(
                    time: OrdinaryDay.start + Double(index) * 0.001, source: UInt64(index) << 3 | 2,
                    destination: 10, destinationPort: 80, bytesOut: 1, bytesIn: 1), record: index)
        }
        let counts = windows.counts
        #expect(counts.events == 1_000_000)
        #expect(counts.evictedSources == 1_000_000 - 4096)
        #expect(counts.evictedConnections == 1_000_000 - 4096)
        #expect(windows.findings(limit: .max).count <= 64)
    }
}
