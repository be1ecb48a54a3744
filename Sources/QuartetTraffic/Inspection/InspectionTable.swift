internal import Foundation
internal import QuartetReports

/// An inspection as a table for a terminal.
public enum InspectionTable {
    private static let widest = 24

    /// A table with the columns field, kind, role, missing, distinct, and values: the range of numbers, or the most
    /// frequent values.
    public static func text(_ inspection: LogInspection, reader: LogReader) -> String {
        var lines = [
            SafeText.visible("\(reader.formatTitle) (\(reader.formatName), known by \(reader.recognition))"),
            "\(NumberText.counted(inspection.records, "record")), "
                + "\(NumberText.counted(reader.rejected.count, "rejected line")), "
                + "\(NumberText.grouped(reader.excluded)) skipped",
        ]
        if let span = inspection.span {
            var line = "\(time(span.lowerBound)) to \(time(span.upperBound)) UTC"
            if let rate = inspection.recordsPerDay {
                line += rate < 1 ? "" : ", \(NumberText.counted(Int(rate.rounded()), "record")) per day"
            }
            lines.append(line)
        }
        let total = max(inspection.records, 1)
        var rows = [["field", "kind", "role", "missing", "distinct", "values"]]
        let fields = inspection.fields(frequent: 3)
        for field in fields where field.missing < 1 {
            let present = Double(total) * (1 - field.missing)
            rows.append([
                shortened(field.name, widest), field.kind.rawValue, field.role?.rawValue ?? "",
                share(field.missing), (field.isExact ? "" : "~") + NumberText.grouped(field.distinct),
                values(field, present),
            ])
        }
        let widths = (0..<5).map { column in rows.map { $0[column].count }.max() ?? 0 }
        lines.append("")
        for row in rows {
            var line = ""
            for column in 0..<5 {
                let padding = String(repeating: " ", count: widths[column] - row[column].count)
                line += (column >= 3 ? padding + row[column] : row[column] + padding) + "  "
            }
            line += row[5]
            while line.last == " " { line.removeLast() }
            lines.append(line)
        }
        let empty = fields.filter { $0.missing == 1 }.map { shortened($0.name, widest) }
        if !empty.isEmpty { lines += ["", "without a value: " + empty.joined(separator: ", ")] }
        return lines.joined(separator: "\n")
    }

    private static func values(_ field: LogInspection.FieldSummary, _ present: Double) -> String {
        if field.kind == .time, let range = field.range {
            return "\(time(range.least)) … \(time(range.most))"
        }
        if let range = field.range, field.kind != .port, field.kind != .flag {
            let numbers = [
                range.least, range.quantiles[0], range.quantiles[2], range.quantiles[4], range.most,
            ]
            let unit = field.unit.map { " \(shortened($0, widest))" } ?? ""
            // The range, and in brackets the 5 % quantile, the median and the 95 % quantile.
            let shown = numbers.map(number)
            return "\(shown[0]) … [\(shown[1]) \(shown[2]) \(shown[3])] … \(shown[4])\(unit)"
        }
        return field.frequent.filter { Double($0.count) >= present * 0.001 }.map {
            "\(shortened($0.value, widest)) \(share(Double($0.count) / max(present, 1)))"
        }.joined(separator: ", ")
    }

    private static func share(_ value: Double) -> String {
        let percent = value * 100
        if value > 0, percent < 0.1 { return "<0.1%" }
        if value < 1, percent > 99.9 { return ">99.9%" }
        return value == 0
            ? "0%" : percent < 9.95 ? String(format: "%.1f%%", percent) : "\(Int(percent.rounded()))%"
    }

    private static func number(_ value: Double) -> String {
        if value == value.rounded(), value.magnitude < 1e15 { return NumberText.grouped(Int(value)) }
        return String(format: "%.3g", value)
    }

    /// A name or value of a log in a column's width.
    private static func shortened(_ text: String, _ most: Int) -> String {
        // Scalars: one character can have a million accents.
        let safe = SafeText.visible(String(text.unicodeScalars.prefix(4 * most)))
        return safe.count <= most ? safe : safe.prefix(most - 1) + "…"
    }

    /// A point in time, to the second.
    private static func time(_ seconds: Double) -> String {
        guard seconds.magnitude < 1e11 else { return String(format: "%.6g s", seconds) }
        return Date(timeIntervalSince1970: seconds).formatted(
            .iso8601.year().month().day().dateTimeSeparator(.space).time(includingFractionalSeconds: false))
    }
}
