internal import Foundation

/// Makes text of strangers harmless where it is shown. Whoever writes to a log can put anything into it: escape sequences
/// for the terminal, formulas for the spreadsheet, scripts for the browser, marks that turn the direction of reading.
public enum SafeText {
    /// Characters of a log's line that a report shows.
    public static let lineLimit = 600

    /// For a terminal or a file of lines: control, format and line-separating characters are shown as `\u{1b}`.
    public static func visible(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        return text.unicodeScalars.map { isControl($0) ? String(format: "\\u{%x}", $0.value) : String($0) }
            .joined()
    }

    /// As ``visible(_:)``, cut at a number of characters with a word on what was left out.
    public static func shown(_ text: String, limit: Int = lineLimit, keepsTabs: Bool = false) -> String {
        func visible(_ text: String) -> String {
            guard keepsTabs else { return Self.visible(text) }
            return text.split(separator: "\t", omittingEmptySubsequences: false)
                .map { Self.visible(String($0)) }.joined(separator: "\t")
        }

        // A line of 100 MB is not walked to its end to be cut. Scalars: one character can have a million accents.
        let scalars = text.unicodeScalars
        guard let end = scalars.index(scalars.startIndex, offsetBy: limit, limitedBy: scalars.endIndex),
            end != scalars.endIndex
        else { return visible(text) }
        return visible(String(scalars[..<end])) + "… (\(text.utf8.count) bytes in all)"
    }

    /// For HTML, in text and in quoted attributes.
    public static func html(_ text: String, limit: Int = lineLimit) -> String {
        escaped(shown(text, limit: limit))
    }

    /// A line of a log for HTML's `pre`, where the tabs between columns may stay.
    public static func preformatted(_ line: String) -> String {
        escaped(shown(line, limit: lineLimit, keepsTabs: true))
    }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            case "`": escaped += "&#96;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// A cell of comma-separated values (RFC 4180). What a spreadsheet would take for a formula gets an apostrophe.
    public static func csv(_ text: String) -> String {
        var cell = visible(text)
        // Signs of full width begin formulas too where Chinese or Japanese is written.
        if let first = cell.unicodeScalars.first(where: { $0 != " " }),
            "=+-@|%＝＋－＠".unicodeScalars.contains(first),
            Double(cell) == nil
        {
            cell = "'" + cell
        }
        guard cell.contains(where: { ",;\" ".contains($0) }) else { return cell }
        return "\"" + cell.replacing("\"", with: "\"\"") + "\""
    }

    /// JSON whose strings hold no characters that a terminal obeys: they are written as `\u009b`. The same value for
    /// whoever reads it as JSON, because outside strings there are none.
    public static func json(_ json: String) -> String {
        guard json.unicodeScalars.contains(where: isControl) else { return json }
        return json.unicodeScalars.map { scalar in
            guard isControl(scalar) else { return String(scalar) }
            return String(scalar).utf16.map { String(format: "\\u%04x", $0) }.joined()
        }.joined()
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: return true
        default: return false
        }
    }
}
