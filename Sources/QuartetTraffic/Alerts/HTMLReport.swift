internal import Foundation
internal import QuartetReports

/// A report of a run as one HTML file, to read, print and send.
public struct HTMLReport: Sendable {
    public var summary: ReportSummary
    /// All groups in the order of the report; the figures show all of them.
    public var groups: [AlertGroup]
    public var timeline: ScoreTimeline
    /// The most groups that are described.
    public var limit: Int
    /// Groups that were dropped before, to bound memory.
    public var forgotten: Int
    /// When it was written, seconds since 1970.
    public var written: Double

    public init(
        summary: ReportSummary, groups: [AlertGroup], timeline: ScoreTimeline, limit: Int = 50,
        forgotten: Int = 0, written: Double
    ) {
        self.summary = summary
        self.groups = groups
        self.timeline = timeline
        self.limit = limit
        self.forgotten = forgotten
        self.written = written
    }

    /// Writes the file, all at once.
    ///
    /// - Throws: `FileError.cannotWrite`, naming the file and the reason.
    public func write(to path: String) throws { try page.write(to: path) }

    /// The file's text.
    public func html() throws -> String { try page.html() }

    private var page: HTMLPage {
        var blocks: [HTMLBlock] = [
            .note(
                "Written \(AlertFormat.timestamp(written)). Times are in UTC. "
                    + "\u{201C}1 in N\u{201D}: one normal record in N scores as high."),
            .table(
                HTMLTable(rows: summary.rows.map { [.init($0.name, .heading), .init($0.value)] })),
        ]
        // Names of commands are in code marks, as on a terminal; a page shows text as it is.
        blocks += summary.warnings.map { .warning($0.replacing("`", with: "")) }
        blocks += allowances
        if groups.isEmpty {
            blocks.append(.paragraph("Nothing was flagged."))
        } else {
            blocks += figures + [.heading("Groups", level: 2), overview]
            blocks += described.enumerated().map { .section(HTMLGroup($1).blocks(place: $0 + 1)) }
            let hidden = groups.count - described.count + forgotten
            if hidden > 0 {
                blocks.append(
                    .note(
                        "\(NumberText.counted(hidden, "weaker group")) \(hidden == 1 ? "is" : "are") not shown."
                    ))
            }
        }
        return HTMLPage(title: "Traffic report", blocks: blocks)
    }

    private var described: ArraySlice<AlertGroup> { groups.prefix(max(limit, 0)) }

    private var figures: [HTMLBlock] {
        let pictures = AlertPictures(timeline: timeline, groups: groups, summary: summary)
        let scores = pictures.scores().map {
            HTMLFigure(
                $0, description: "How rare each flagged record is, over time",
                isDense: timeline.moments.count > 200)
        }
        let talkers = pictures.talkers().map {
            HTMLFigure($0, description: "Flagged records of each source")
        }
        let contributions = pictures.contributions().map {
            HTMLFigure($0, description: "Share of each field in the scores")
        }
        return [scores, talkers, contributions].compactMap(\.self).map { .figure($0) }
    }

    private var allowances: [HTMLBlock] {
        if summary.allowances.isEmpty { return [] }
        let rows: [[HTMLTable.Cell]] = summary.allowances.map { rule in
            [
                .init(rule.rule), .init(rule.reason), .init(rule.until ?? "never"),
                .init(String(rule.suppressed), .number),
            ]
        }
        return [
            .heading("Suppressed by the allow-list", level: 2),
            .table(HTMLTable(headings: ["Rule", "Reason", "Until", "Alerts"], rows: rows)),
        ]
    }

    /// All described groups, a row each.
    private var overview: HTMLBlock {
        let rows: [[HTMLTable.Cell]] = described.enumerated().map { place, group in
            let words = GroupText(group)
            return [
                .init(String(place + 1), .number), .init(group.deviation.title, .whole),
                .init(words.ends, .whole, limit: 120), .init(String(group.count), .number),
                .init(group.firstSeen.map(Self.time) ?? "", .whole),
                .init(group.lastSeen.map(Self.time) ?? "", .whole), .init(words.rarity, .whole),
            ]
        }
        return .table(
            HTMLTable(
                headings: ["#", "Deviation", "From → to", "Records", "First seen", "Last seen", "Rarity"],
                rows: rows))
    }

    /// To the second: "2026-07-31 12:30:00".
    private static func time(_ time: Double) -> String {
        String(AlertFormat.timestamp(time).prefix(19)).replacing("T", with: " ")
    }
}
