internal import QuartetReports

/// A group on the page: what drove it, its examples with their lines, the normal records nearest to the first.
struct HTMLGroup {
    private let group: AlertGroup

    init(_ group: AlertGroup) { self.group = group }

    /// - Parameter place: in the report, from 1.
    func blocks(place: Int) -> [HTMLBlock] {
        let words = GroupText(group)
        let ends = SafeText.shown(words.ends, limit: 200)
        var blocks: [HTMLBlock] = [
            .heading("\(place). \(group.deviation.title): \(ends)", level: 3),
            .paragraph("\(words.extent), \(words.rarity)."),
        ]
        let total = group.drivers.reduce(0) { $0 + max(0, $1.surprise) }
        if total > 0, group.count > 1 {
            let shares = group.drivers.prefix(5).map { driver in
                "\(driver.title) \(ReportNumber.short((100 * max(0, driver.surprise) / total).rounded())) %"
            }
            blocks.append(.paragraph("Driven by: \(shares.joined(separator: ", "))."))
        }
        blocks += group.examples.map { .example(Self.example($0)) }
        if let nearest = group.examples.first?.nearest, !nearest.isEmpty {
            blocks.append(.paragraph("Ordinary records of the log that are nearest to the first:"))
            blocks += nearest.prefix(3).map { .preformatted($0) }
        }
        return blocks
    }

    private static func example(_ alert: Alert) -> [HTMLBlock] {
        let when = alert.time.map { AlertFormat.timestamp($0) + ", " } ?? ""
        let ends = [
            GroupText.end(alert.source, alert.sourcePort),
            GroupText.end(alert.destination, alert.destinationPort),
        ].filter { !$0.isEmpty }.joined(separator: " → ")
        let details = [ends, alert.transport, alert.service, alert.domain].compactMap(\.self)
            .filter { !$0.isEmpty }.joined(separator: ", ")
        let score = "score \(ReportNumber.short(alert.score)), \(ReportNumber.oneIn(alert.oneIn))"
        var blocks: [HTMLBlock] = [
            .paragraph(
                HTMLParagraph(
                    "\(when)\(SafeText.shown(details, limit: 300)); \(score)",
                    lead: SafeText.shown(GroupText.place(alert), limit: 200)))
        ]
        let rows: [[HTMLTable.Cell]] = alert.reasons.prefix(5).map { reason in
            [
                .init(reason.title, limit: 80), .init(reason.observed, limit: 120),
                .init(reason.expected, limit: 120),
                .init(ReportNumber.short((10 * reason.surprise).rounded() / 10), .number),
            ]
        }
        if !rows.isEmpty {
            blocks.append(
                .table(HTMLTable(headings: ["Field", "Observed", "Expected", "Surprise (nats)"], rows: rows)))
        }
        return blocks + [.preformatted(alert.line)]
    }
}
