internal import Foundation
internal import QuartetFiles
internal import QuartetImaging

/// A report to read, print and send: one HTML file without scripts and without anything from elsewhere.
///
/// Whatever comes from a log is escaped; the file also forbids the browser to run scripts and to load anything
/// (Content Security Policy), and the pictures are images in which nothing runs.
public struct HTMLReport: Sendable {
    public var summary: ReportSummary
    /// All groups in the order of the report; pictures are made of all of them.
    public var groups: [AlertGroup]
    public var timeline: ScoreTimeline
    /// Groups that are described, at most.
    public var limit: Int
    /// Groups that were left out before because there were so many.
    public var forgotten: Int
    /// When it was written, seconds since 1970.
    public var written: Double

    public init(
        summary: ReportSummary, groups: [AlertGroup], timeline: ScoreTimeline, limit: Int = 50,
        forgotten: Int = 0, written: Double
    ) {
        (self.summary, self.groups, self.timeline) = (summary, groups, timeline)
        (self.limit, self.forgotten, self.written) = (limit, forgotten, written)
    }

    /// Writes the file, all at once.
    ///
    /// - Throws: `FileError.cannotWrite`, naming the file and the reason.
    public func write(to path: String) throws { try AtomicFile.write(html(), to: path) }

    /// The file's text.
    public func html() throws -> String {
        let title = "Traffic report"
        var body = "<h1>\(title)</h1>\n<p class=\"note\">Written \(AlertFormat.timestamp(written)). "
        body += "Times are in UTC. \u{201C}1 in N\u{201D}: one normal record in N scores as high.</p>\n"
        body += Self.table(summary.rows.map { [Cell($0.name, isHeading: true), Cell($0.value)] })
        for warning in summary.warnings { body += "<p class=\"warning\">\(SafeText.html(warning))</p>\n" }
        body += allowances
        if groups.isEmpty {
            body += "<p>Nothing was flagged.</p>\n"
        } else {
            let pictures = AlertPictures(timeline: timeline, groups: groups, summary: summary)
            body += try Self.figure(
                pictures.scores(), "How rare each flagged record is, over time",
                isDense: timeline.moments.count > 200)
            body += try Self.figure(pictures.talkers(), "Flagged records of each source")
            body += try Self.figure(pictures.contributions(), "Share of each field in the scores")
            body += overview
            for (place, group) in groups.prefix(max(limit, 0)).enumerated() {
                body += Self.section(group, place: place + 1)
            }
            let hidden = groups.count - min(groups.count, max(limit, 0)) + forgotten
            if hidden > 0 { body += "<p class=\"note\">\(hidden) weaker groups are not shown.</p>\n" }
        }
        return """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; \
            style-src 'unsafe-inline'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(title)</title>
            <style>
            \(Self.style)
            </style>
            </head>
            <body>
            \(body)</body>
            </html>

            """
    }

    private var allowances: String {
        if summary.allowances.isEmpty { return "" }
        let rows = summary.allowances.map { rule in
            [
                Cell(rule.rule), Cell(rule.reason), Cell(rule.until ?? "never"),
                Cell(String(rule.suppressed), isNumber: true),
            ]
        }
        return "<h2>Suppressed by the allow-list</h2>\n"
            + Self.table(rows, headings: ["Rule", "Reason", "Until", "Alerts"])
    }

    /// All described groups, a row each.
    private var overview: String {
        let rows = groups.prefix(max(limit, 0)).enumerated().map { place, group in
            let words = GroupWords(group)
            return [
                Cell(String(place + 1), isNumber: true), Cell(group.deviation.title, isWhole: true),
                Cell(words.ends, isWhole: true, limit: 120),
                Cell(String(group.count), isNumber: true),
                Cell(group.firstSeen.map(Self.time) ?? "", isWhole: true),
                Cell(group.lastSeen.map(Self.time) ?? "", isWhole: true), Cell(words.rarity, isWhole: true),
            ]
        }
        return "<h2>Groups</h2>\n"
            + Self.table(
                rows,
                headings: ["#", "Deviation", "From → to", "Records", "First seen", "Last seen", "Rarity"])
    }

    /// To the second: "2026-07-31 12:30:00".
    private static func time(_ time: Double) -> String {
        String(AlertFormat.timestamp(time).prefix(19)).replacing("T", with: " ")
    }

    /// An image in the file. An SVG in an image has its identifiers for itself, and nothing in it can run.
    ///
    /// - Parameter isDense: whether it has so many marks that pixels are smaller than lines.
    private static func figure(_ drawing: Drawing?, _ caption: String, isDense: Bool = false) throws -> String
    {
        guard let drawing else { return "" }
        let bytes =
            isDense
            ? try drawing.image(scale: 2).converted(to: .rgb, over: .white).pngBytes()
            : try drawing.svgBytes()
        let type = isDense ? "png" : "svg+xml"
        return "<figure><img src=\"data:image/\(type);base64,\(Data(bytes).base64EncodedString())\" "
            + "width=\"\(Int(drawing.width))\" height=\"\(Int(drawing.height))\" "
            + "alt=\"\(SafeText.html(caption))\"></figure>\n"
    }
}
