import QuartetTraffic
import Testing

@Suite struct AlertGroupsTests {
    @Test func aScanIsOneGroup() throws {
        var groups = AlertGroups()
        for port in 1...1000 {
            let isNew = groups.add(
                AlertSamples.alert(
                    time: Double(port), port: port, oneIn: Double(port), deviation: .scan, title: "ports"))
            #expect(isNew == (port == 1))
        }
        let group = try #require(groups.ranked().first)
        #expect(groups.count == 1)
        #expect(group.count == 1000)
        #expect(group.ports.text == "1000")
        #expect(group.destinations.text == "1")
        #expect(group.firstSeen == 1 && group.lastSeen == 1000)
        #expect(group.examples.map(\.destinationPort) == [1, 2, 3], "the first of those with the same score")
        #expect(group.drivers == [.init(field: "ports", title: "ports", surprise: 4000)])
        #expect(abs(group.surprise - 6.9078) < 1e-3)
    }

    @Test func countsOfValuesAreBounded() throws {
        var groups = AlertGroups()
        for port in 1...5000 { groups.add(AlertSamples.alert(port: port)) }
        #expect(try #require(groups.ranked().first).ports.text == "1024 or more")
    }

    @Test func stretchesThatTouchMergeAndOthersDoNot() {
        var groups = AlertGroups()
        let pause = AlertGroups.pause
        groups.add(AlertSamples.alert(time: 0))
        let isSecondNew = groups.add(AlertSamples.alert(time: 2 * pause))
        #expect(isSecondNew)
        #expect(groups.count == 2)
        // It lies between the two and touches both: a late record joins them.
        let isMiddleNew = groups.add(AlertSamples.alert(time: pause))
        #expect(!isMiddleNew)
        #expect(groups.ranked().map(\.count) == [3])
        for time in [3 * pause + 1, -pause - 1] {
            let isNew = groups.add(AlertSamples.alert(time: time))
            #expect(isNew)
        }
        #expect(groups.count == 3)
    }

    @Test func recordsWithoutTimeOrSourceAreGrouped() {
        var groups = AlertGroups()
        for time in [nil, Double.nan, nil] { groups.add(AlertSamples.alert(time: time, source: nil)) }
        groups.add(AlertSamples.alert(time: 5, source: nil))
        #expect(groups.ranked().map(\.count).sorted() == [1, 3])
    }

    @Test func aFloodOfOneKindDoesNotBuryOthers() throws {
        var groups = AlertGroups()
        groups.add(AlertSamples.alert(source: "scanner", oneIn: 50, deviation: .scan))
        for source in 0..<20_000 {
            groups.add(AlertSamples.alert(source: "10.\(source)", oneIn: 1e6, deviation: .value))
        }
        groups.add(AlertSamples.alert(source: "thief", oneIn: 40, deviation: .exfiltration))
        #expect(groups.count <= AlertGroups.most)
        #expect(groups.forgotten == 20_002 - groups.count)
        #expect(groups.forgottenRecords == groups.forgotten)
        #expect(groups.ranked(limit: 3).map(\.deviation) == [.value, .scan, .exfiltration])
    }

    @Test func behavioursAndRecordsTakeTurns() {
        var groups = AlertGroups()
        for source in 0..<30 { groups.add(AlertSamples.alert(source: "\(source)", oneIn: 1e9)) }
        let behaviours = (0..<2).map { kind in
            AlertGroup(
                source: "s", deviation: .beacon, count: 1, firstSeen: 0, lastSeen: 1, surprise: 3,
                kind: .behaviour(kind), examples: [])
        }
        let kinds = groups.ranked(with: behaviours, limit: 3).map(\.kind)
        #expect(kinds.first == .records)
        #expect(Set(kinds).count == 3)
        #expect(groups.ranked(limit: 0).isEmpty)
    }

    @Test func theTimelineKeepsPeaksInBoundedMemory() {
        var timeline = ScoreTimeline()
        for index in 0..<50_000 {
            timeline.add(
                AlertSamples.alert(
                    time: Double(index), oneIn: index == 777 ? 1e9 : 100,
                    deviation: index == 5 ? .scan : .value))
        }
        #expect(timeline.count == 50_000)
        #expect(timeline.moments.count <= 4000)
        #expect(timeline.moments.contains { $0.time == 777 && $0.oneIn == 1e9 })
        #expect(timeline.moments.contains { $0.deviation == .scan })
    }
}
