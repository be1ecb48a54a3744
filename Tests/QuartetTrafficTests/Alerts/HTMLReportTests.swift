import Foundation
import QuartetTestSupport
import QuartetTraffic
import Testing

@Suite struct HTMLReportTests {
    private static func report(_ alerts: [Alert], summary: ReportSummary = AlertSamples.summary) -> HTMLReport
    {
        var (groups, timeline) = (AlertGroups(), ScoreTimeline())
        for alert in alerts {
            groups.add(alert)
            timeline.add(alert)
        }
        return HTMLReport(
            summary: summary, groups: groups.ranked(limit: .max), timeline: timeline, limit: 3,
            written: AlertSamples.time)
    }

    /// A page shows text as it is: names of commands have no code marks there.
    @Test func warningsHaveNoCodeMarks() throws {
        var summary = AlertSamples.summary
        summary.warnings = ["`quartet traffic calibrate` sets a new threshold."]
        let html = try Self.report([AlertSamples.alert(source: "192.0.2.1")], summary: summary).html()
        #expect(html.contains("quartet traffic calibrate sets a new threshold.") && !html.contains("`"))
    }

    @Test func hostileTextStaysText() throws {
        let alerts = AlertSamples.hostile.enumerated().map { index, text in
            AlertSamples.alert(
                source: text, destination: text, service: text, domain: text, line: text,
                oneIn: 100 + Double(index), deviation: Alert.Deviation.allCases[index % 7], title: text,
                observed: text, file: text)
        }
        var summary = AlertSamples.summary
        let text = AlertSamples.hostile.joined()
        (summary.model, summary.requested, summary.calibratedOn) = (text, text, text)
        summary.warnings = [text]
        summary.allowances = [.init(rule: text, reason: text, until: text, suppressed: 1)]
        var report = Self.report(alerts, summary: summary)
        report.limit = 100
        let html = try report.html()
        #expect(!AlertSamples.isObeyed(html))
        let known = Set(
            "html head meta title style body h1 h2 h3 p b table thead tbody tr th td figure img section div pre"
                .split(separator: " ").map(String.init))
        let page = try MarkupElement(html: html)
        #expect(Set(page.all.map(\.name)).isSubset(of: known))
        #expect(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        // Attributes contain only text of the program.
        let pictures = page.all("img")
        #expect(!pictures.isEmpty)
        for picture in pictures {
            #expect(picture.attributes["src"]?.hasPrefix("data:image/svg+xml;base64,") == true)
        }
        #expect(page.all.allSatisfy { $0.attributes.keys.allSatisfy { !$0.hasPrefix("on") } })
    }

    @Test func theFileNeedsNothingFromElsewhere() throws {
        let html = try Self.report([AlertSamples.alert()]).html()
        #expect(html.contains("default-src 'none'"))
        #expect(!html.contains("http://") && !html.contains("https://"))
        #expect(html.matches(of: /<figure>/).count == 3)
        for word in ["zeek, version abc", "1 in 1000", "20/day", "5000", "monday.log", "a line"] {
            #expect(html.contains(word), "\(word)")
        }
    }

    @Test func figuresContainNoScripts() throws {
        let html = try Self.report(AlertSamples.hostile.map { AlertSamples.alert(source: $0, title: $0) })
            .html()
        let pictures = html.matches(of: /base64,([A-Za-z0-9+\/=]+)"/)
        #expect(pictures.count == 3)
        for picture in pictures {
            let svg = String(decoding: try #require(Data(base64Encoded: String(picture.1))), as: UTF8.self)
            #expect(svg.contains("<svg") && !svg.contains("<script") && !svg.contains("onerror"))
        }
    }

    @Test func nothingFlagged() throws {
        let html = try Self.report([]).html()
        #expect(html.contains("Nothing was flagged.") && !html.contains("<figure>"))
        _ = try MarkupElement(html: html)
    }

    @Test func hiddenGroupsAreCounted() throws {
        var report = Self.report((0..<10).map { AlertSamples.alert(source: "192.0.2.\($0)") })
        report.forgotten = 5
        let html = try report.html()
        #expect(html.matches(of: /<section>/).count == 3)
        #expect(html.contains("12 weaker groups are not shown."))
    }

    @Test func columnsOfALineStayApart() throws {
        let html = try Self.report([AlertSamples.alert(line: "a\t\t<b>\u{1b}\tc")]).html()
        #expect(html.contains("<pre>a\t\t&lt;b&gt;\\u{1b}\tc</pre>"))
    }

    @Test func longLinesAreCut() throws {
        let html = try Self.report([AlertSamples.alert(line: String(repeating: "<", count: 3_000_000))])
            .html()
        #expect(html.contains("… (3000000 bytes in all)"))
        #expect(html.utf8.count < 300_000)
    }

    @Test func logsWithoutTimesAndExtremeNumbers() throws {
        let alerts = [Double.infinity, .nan, 1e300, 5].map {
            AlertSamples.alert(time: nil, source: nil, destination: nil, port: nil, oneIn: $0)
        }
        _ = try MarkupElement(html: Self.report(alerts).html())
        let apart = [-1e300, 1e300, 0].map { AlertSamples.alert(time: $0) }
        _ = try MarkupElement(html: Self.report(apart).html())
    }

    @Test func aFileThatCannotBeWrittenIsNamed() {
        let path = "/nonexistent-folder/report.html"
        let error = #expect(throws: (any Error).self) { try Self.report([]).write(to: path) }
        #expect(error.map { "\($0)" }?.contains(path) == true)
    }
}
