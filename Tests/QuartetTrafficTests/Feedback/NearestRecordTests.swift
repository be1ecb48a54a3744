import QuartetTraffic
import Testing

/// The ordinary records of a log that are nearest to its alerts.
@Suite struct NearestRecordTests {
    private static let lines =
        SmallNetwork.ordinary(900, seed: 4, day: 1) + [
            // A visit that differs from others in one field only.
            SmallNetwork.line(
                SmallNetwork.start + 90_000, uid: "Cbig", port: 443, service: "ssl", duration: 1.2,
                sent: 900_000_000, received: 24_000)
        ]

    @Test func theNearestRecordIsOfTheSameKindAndShowsWhatDiffers() throws {
        let (alerts, _) = try SmallNetwork.flag(Self.lines, rate: 0.05)
        let alert = try #require(alerts.first { $0.identifier == "Cbig" })
        #expect(alert.nearest.count == 2)
        for nearest in alert.nearest {
            #expect(nearest.contains("/conn.log:"))
            #expect(nearest.contains("C4w"), "\(nearest)")
            #expect(nearest.contains("has bytes sent ("), "\(nearest)")
            #expect(!nearest.contains("service"), "\(nearest)")
        }
        // The same log gives the same neighbours.
        #expect(
            try SmallNetwork.flag(Self.lines, rate: 0.05).alerts.first { $0.identifier == "Cbig" }?.nearest
                .map {
                    String($0.drop { $0 != "," })
                } == alert.nearest.map { String($0.drop { $0 != "," }) })
    }

    /// The text, the page, and the lines for programs name it.
    @Test func reportsNameTheNearestRecord() throws {
        let (alerts, session) = try SmallNetwork.flag(Self.lines, rate: 0.05)
        let alert = try #require(alerts.first { $0.identifier == "Cbig" })
        let summary = session.summary(model: "small", requested: nil, rejected: 0, warnings: [])
        let groups = session.groups.ranked()
        #expect(TextReport(summary: summary, groups: groups).text.contains("nearest normal record: "))
        let page = try HTMLReport(
            summary: summary, groups: groups, timeline: session.timeline, written: SmallNetwork.start
        ).html()
        #expect(page.contains("has bytes sent ("))
        for format in [AlertFormat.json, .ecs] {
            #expect(try format.line(alert, model: "small", version: "1").contains("has bytes sent ("))
        }
    }
}
