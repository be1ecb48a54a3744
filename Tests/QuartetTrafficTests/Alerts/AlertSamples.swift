import QuartetTraffic

/// Alerts for the tests of grouping, allow-lists and reports.
enum AlertSamples {
    /// 2026-01-02T03:04:05.500Z.
    static let time = 1_767_323_045.5

    static func alert(
        time: Double? = time, source: String? = "192.0.2.7", destination: String? = "198.51.100.3",
        port: Int? = 443, service: String? = "ssl", domain: String? = nil, line: String = "a line",
        oneIn: Double = 1000, deviation: Alert.Deviation = .value, title: String = "bytes sent",
        observed: String = "5", file: String = "conn.log"
    ) -> Alert {
        var alert = Alert(
            at: .init(file: file, number: 12, text: line), from: .init(source, port: 51000),
            to: .init(destination, port: port), score: 9.5, oneIn: oneIn, deviation: deviation,
            reasons: [
                .init(field: title, title: title, observed: observed, expected: "1 to 2", surprise: 4)
            ])
        alert.time = time
        alert.transport = "tcp"
        alert.service = service
        alert.domain = domain
        alert.identifier = "C1"
        return alert
    }

    static var summary: ReportSummary {
        var summary = ReportSummary(
            model: "zeek", modelVersion: "abc", calibratedOn: "monday.log", threshold: 8.25,
            falseAlarmRate: 0.001, requested: "20/day")
        (summary.recordsSeen, summary.flagged, summary.suppressed, summary.rejected) = (5000, 7, 2, 3)
        return summary
    }

    /// Text that strangers may put into a log to attack whoever shows it.
    static let hostile = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'onmouseover='x", "&lt;b&gt;",
        "\u{1b}[2J\u{1b}]0;title\u{7}", "\u{9b}31m", "a\r\nb", "a\u{2028}b", "\u{202E}gpj.exe", "nul\0byte",
        "=cmd|' /C calc'!A0", "@SUM(1)", "|x=y\\z", "]]>-->", "javascript:alert(1)", "e\u{301}\u{7F}",
        // An accent after a sign, or another kind of space before it, hides it from a comparison of characters.
        "x,\u{301}=1+1", "\"\u{301},\"\u{301},=HYPERLINK(\"x\")", "\u{301}=1+1", "\u{200B}=1+1", "\u{A0}=1+1",
        "|\u{301}x=\u{301}y\\\u{301}z",
    ]

    /// Whether a text contains anything that a terminal obeys, other than line ends and tabs.
    static func isObeyed(_ text: String) -> Bool {
        text.unicodeScalars.contains {
            switch $0.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator:
                $0 != "\n" && $0 != "\t"
            default: false
            }
        }
    }
}
