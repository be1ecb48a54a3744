extension HTMLReport {
    /// A table's cell. Its text is escaped where it is put out, so that no caller can forget it.
    struct Cell {
        let text: String
        let isHeading: Bool
        let isNumber: Bool
        /// Whose words are not broken to save room.
        let isWhole: Bool
        let limit: Int

        init(
            _ text: String, isHeading: Bool = false, isNumber: Bool = false, isWhole: Bool = false,
            limit: Int = SafeText.lineLimit
        ) {
            (self.text, self.isHeading) = (text, isHeading)
            (self.isNumber, self.isWhole, self.limit) = (isNumber, isWhole, limit)
        }

        var html: String {
            let inner = SafeText.html(text, limit: limit)
            if isHeading { return "<th scope=\"row\">\(inner)</th>" }
            if isWhole { return "<td class=\"whole\">\(inner)</td>" }
            return isNumber ? "<td class=\"number\">\(inner)</td>" : "<td>\(inner)</td>"
        }
    }

    static func table(_ rows: [[Cell]], headings: [String] = []) -> String {
        var html = "<table>\n"
        if !headings.isEmpty {
            let cells = headings.map { "<th scope=\"col\">\(SafeText.html($0))</th>" }.joined()
            html += "<thead><tr>\(cells)</tr></thead>\n"
        }
        html += "<tbody>\n"
        for row in rows { html += "<tr>\(row.map(\.html).joined())</tr>\n" }
        return html + "</tbody>\n</table>\n"
    }

    /// A group: what drove it, its examples with their lines, the normal records nearest to the first.
    static func section(_ group: AlertGroup, place: Int) -> String {
        let words = GroupWords(group)
        var html = "<section>\n<h3>\(place). \(SafeText.html(group.deviation.title)): "
        html += "\(SafeText.html(words.ends, limit: 200))</h3>\n"
        html += "<p>\(SafeText.html(words.extent)), \(SafeText.html(words.rarity))."
        html += "</p>\n"
        let total = group.drivers.reduce(0) { $0 + max(0, $1.surprise) }
        if total > 0, group.count > 1 {
            let shares = group.drivers.prefix(5).map { driver in
                "\(driver.title) \(ReportNumber.short((100 * max(0, driver.surprise) / total).rounded())) %"
            }
            html += "<p>Driven by: \(SafeText.html(shares.joined(separator: ", "))).</p>\n"
        }
        for alert in group.examples { html += example(alert) }
        if let nearest = group.examples.first?.nearest, !nearest.isEmpty {
            html += "<p>Ordinary records of the log that are nearest to the first:</p>\n"
            for line in nearest.prefix(3) { html += "<pre>\(SafeText.preformatted(line))</pre>\n" }
        }
        return html + "</section>\n"
    }

    private static func example(_ alert: Alert) -> String {
        let when = alert.time.map { AlertFormat.timestamp($0) + ", " } ?? ""
        let ends = [
            GroupWords.end(alert.source, alert.sourcePort),
            GroupWords.end(alert.destination, alert.destinationPort),
        ].filter { !$0.isEmpty }.joined(separator: " → ")
        let details = [ends, alert.transport, alert.service, alert.domain].compactMap(\.self)
            .filter { !$0.isEmpty }.joined(separator: ", ")
        var html = "<div class=\"example\">\n<p><b>\(SafeText.html(GroupWords.place(alert), limit: 200))</b> "
        html += "\(SafeText.html(when))\(SafeText.html(details, limit: 300)); "
        html += "score \(ReportNumber.short(alert.score)), \(ReportNumber.oneIn(alert.oneIn))</p>\n"
        let rows = alert.reasons.prefix(5).map { reason in
            [
                Cell(reason.title, limit: 80), Cell(reason.observed, limit: 120),
                Cell(reason.expected, limit: 120),
                Cell(ReportNumber.short((10 * reason.surprise).rounded() / 10), isNumber: true),
            ]
        }
        if !rows.isEmpty {
            html += table(rows, headings: ["Field", "Observed", "Expected", "Surprise (nats)"])
        }
        return html + "<pre>\(SafeText.preformatted(alert.line))</pre>\n</div>\n"
    }

    /// Dark on white in any mode, so that print and screen agree; long words of logs break.
    static let style = """
        body { font: 15px/1.45 system-ui, sans-serif; color: #1a1a1a; background: #fff; max-width: 960px;
          margin: 2em auto; padding: 0 1em; overflow-wrap: anywhere; }
        h1 { font-size: 1.6em; margin-bottom: 0.2em; } h2 { font-size: 1.25em; margin-top: 1.6em; }
        h3 { font-size: 1.05em; margin: 1.6em 0 0.3em; border-top: 1px solid #ccc; padding-top: 0.8em; }
        table { border-collapse: collapse; margin: 0.6em 0; font-size: 0.93em; }
        th, td { text-align: left; vertical-align: top; padding: 0.2em 0.9em 0.2em 0; border-bottom: 1px solid #ddd; }
        thead th { border-bottom: 2px solid #888; } .number { text-align: right; }
        .number { white-space: nowrap; } .whole { overflow-wrap: break-word; }
        .warning { margin: 0.2em 0; }
        th { overflow-wrap: normal; }
        figure { margin: 1em 0; } img { max-width: 100%; height: auto; }
        pre { font: 12px/1.4 ui-monospace, monospace; background: #f4f4f4; padding: 0.5em; margin: 0.4em 0;
          white-space: pre-wrap; } .example { margin-left: 1em; }
        .note { color: #555; } .warning { border-left: 4px solid #c60; padding-left: 0.8em; }
        @media print { body { margin: 0; max-width: none; font-size: 10pt; }
          figure, .example, tr { break-inside: avoid; } h2, h3 { break-after: avoid; }
          pre { background: none; border: 1px solid #ccc; } }
        """
}
