internal import Foundation
internal import QuartetReports

/// Groups of alerts for a terminal.
public struct TextReport: Sendable {
    public var summary: ReportSummary
    /// In the order in which they are shown.
    public var groups: [AlertGroup]
    /// Groups that were dropped to bound memory, or are beyond the limit.
    public var forgotten: Int
    /// The most fields that are shown for each group.
    public var fields: Int
    /// Whether headings are in colour (ECMA-48); see ``usesColour(environment:isTerminal:)``.
    public var isColoured: Bool

    public init(
        summary: ReportSummary, groups: [AlertGroup], forgotten: Int = 0, fields: Int = 5,
        isColoured: Bool = false
    ) {
        self.summary = summary
        self.groups = groups
        self.forgotten = forgotten
        self.fields = fields
        self.isColoured = isColoured
    }

    /// Colour is used on terminals that support it, unless `NO_COLOR` is set (no-color.org).
    public static func usesColour(environment: [String: String], isTerminal: Bool) -> Bool {
        isTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    }

    /// The whole report; every line ends with a line end.
    public var text: String {
        var text = ""
        for (place, group) in groups.enumerated() {
            text += Self.describe(group, place: place + 1, self) + "\n"
        }
        if groups.isEmpty { text += "Nothing was flagged\(exception).\n\n" }
        if forgotten > 0 { text += "\(forgotten) weaker groups are not shown.\n\n" }
        return text + closing
    }

    private var exception: String {
        summary.suppressed > 0 ? " except alerts that the allow-list suppressed" : ""
    }

    /// The summary without the groups: the end of a stream.
    public var closing: String {
        var text = ""
        let width = summary.rows.map(\.name.count).max() ?? 0
        for row in summary.rows {
            let gap = String(repeating: " ", count: width - row.name.count)
            text += "\(row.name)\(gap)  \(SafeText.shown(row.value))\n"
        }
        for rule in summary.allowances {
            text += "  \(rule.suppressed) by \(SafeText.shown(rule.rule)) (\(SafeText.shown(rule.reason)))\n"
        }
        for warning in summary.warnings {
            text += coloured("33", "Warning: ") + SafeText.shown(warning) + "\n"
        }
        return text
    }

    /// One group, for a stream that shows groups when they begin.
    public func describe(_ group: AlertGroup) -> String { Self.describe(group, place: nil, self) }

    private static func describe(_ group: AlertGroup, place: Int?, _ report: TextReport) -> String {
        let words = GroupText(group)
        let heading = "\(place.map { "\($0). " } ?? "")\(group.deviation.title)"
        var text = report.coloured("1;31", heading) + "  \(SafeText.shown(words.ends, limit: 200))\n"
        text += "   \(words.extent), \(words.rarity)\n"
        guard let example = group.examples.first else { return text }
        for reason in example.reasons.prefix(report.fields) {
            text += "   - \(SafeText.shown(reason.title, limit: 80)): "
            text += "\(SafeText.shown(reason.observed, limit: 120)), "
            text += "expected \(SafeText.shown(reason.expected, limit: 120))\n"
        }
        if let nearest = example.nearest.first {
            text += "   nearest normal record: \(SafeText.shown(nearest, limit: 300))\n"
        }
        for alert in group.examples { text += "   \(SafeText.shown(GroupText.place(alert), limit: 200))\n" }
        return text
    }

    private func coloured(_ code: String, _ text: String) -> String {
        isColoured ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
    }
}

/// A group in words, for all reports. The text is not safe yet: it contains values as they are in the log.
struct GroupText {
    /// "192.0.2.7 → 198.51.100.3:443" or "192.0.2.7 → 24 destinations, 1000 ports".
    let ends: String
    /// "12 records from … to …".
    let extent: String
    /// "1 in 20000".
    let rarity: String

    init(_ group: AlertGroup) {
        let example = group.examples.first
        let source = group.source ?? example?.file ?? "?"
        var target = ""
        if group.destinations.count > 1 || group.ports.count > 1 {
            let one = example?.destination ?? "?"
            let many = group.destinations.text(of: "destination")
            target = group.destinations.count > 1 ? many : group.destinations.count == 1 ? one : ""
            if group.ports.count > 1 {
                target += (target.isEmpty ? "" : ", ") + group.ports.text(of: "port")
            } else if let port = example?.destinationPort {
                target += (target.isEmpty ? "" : ", ") + "port \(port)"
            }
        } else {
            target = Self.end(example?.destination, example?.destinationPort)
        }
        ends = target.isEmpty ? source : "\(source) → \(target)"

        var extent = NumberText.counted(group.count, "record")
        if let first = group.firstSeen, let last = group.lastSeen {
            let (from, to) = (AlertFormat.timestamp(first), AlertFormat.timestamp(last))
            extent += first == last ? " at \(from)" : " from \(from) to \(to)"
        }
        self.extent = extent
        rarity = ReportNumber.oneIn(example?.oneIn ?? exp(group.surprise))
    }

    /// "conn.log:12, CJ9xkv1".
    static func place(_ alert: Alert) -> String {
        "\(alert.file):\(alert.lineNumber)" + (alert.identifier.map { ", \($0)" } ?? "")
    }

    /// An address and a port; IPv6 in brackets (RFC 3986).
    static func end(_ address: String?, _ port: Int?) -> String {
        guard let port else { return address ?? "" }
        guard let address else { return "port \(port)" }
        return address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)"
    }
}
