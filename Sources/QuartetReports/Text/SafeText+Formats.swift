internal import Foundation

extension SafeText {
    /// For HTML, in text and in quoted attributes.
    public static func html(_ text: String, limit: Int = lineLimit) -> String {
        escaped(shown(text, limit: limit), markup)
    }

    /// A line of a log for HTML's `pre`: the tabs between its columns stay.
    public static func preformatted(_ line: String) -> String {
        escaped(shown(line, keepsTabs: true), markup)
    }

    private static let markup: [Unicode.Scalar: String] = [
        "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;", "`": "&#96;",
    ]

    /// One line of Markdown (CommonMark 0.31) that is shown as it is, also in a table's cell.
    public static func markdown(_ text: String) -> String {
        escaped(visible(text), markdownSigns)
    }

    private static let markdownSigns: [Unicode.Scalar: String] = [
        "\\": "\\\\", "|": "\\|", "<": "&lt;", "&": "&amp;", "`": "\\`", "*": "\\*", "[": "\\[", "]": "\\]",
        "#": "\\#", "~": "\\~",
    ]

    /// A cell of comma-separated values (RFC 4180). An apostrophe goes before what a spreadsheet would take for a
    /// formula.
    public static func csv(_ text: String) -> String {
        var cell = visible(text)
        if isFormula(cell) { cell = "'" + cell }
        let needsQuotes = cell.unicodeScalars.contains {
            $0 == "," || $0 == ";" || $0 == "\"" || $0.properties.isWhitespace
        }
        return needsQuotes ? "\"" + escaped(cell, ["\"": "\"\""]) + "\"" : cell
    }

    /// Spaces of any kind and marks without a letter do not keep a spreadsheet from reading a formula. Where Chinese or
    /// Japanese is written, signs of full width begin formulas too.
    private static func isFormula(_ cell: String) -> Bool {
        let first = cell.unicodeScalars.first {
            !$0.properties.isWhitespace && !$0.properties.isDefaultIgnorableCodePoint && !isMark($0)
        }
        guard let first, "=+-@|%＝＋－＠".unicodeScalars.contains(first) else { return false }
        return Double(cell) == nil
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }

    /// A field in the head of ArcSight's Common Event Format: `\` and `|` are escaped.
    public static func cefHead(_ text: String) -> String {
        visible(escaped(text, ["\\": "\\\\", "|": "\\|"]))
    }

    /// A value of ArcSight's Common Event Format: `\` and `=` are escaped, and line ends become `\n` and `\r`.
    public static func cefValue(_ text: String) -> String {
        visible(escaped(text, ["\\": "\\\\", "=": "\\=", "\n": "\\n", "\r": "\\r"]))
    }

    /// JSON whose strings contain no characters that a terminal obeys: they are written as `\u009b`. A JSON reader
    /// finds the same value, since such characters can only be inside strings. Line feeds stay, since they can only be
    /// between values.
    public static func json(_ json: String) -> String {
        guard json.unicodeScalars.contains(where: isControl) else { return json }
        return json.unicodeScalars.map { scalar in
            guard isControl(scalar), scalar != "\n" else { return String(scalar) }
            return String(scalar).utf16.map { String(format: "\\u%04x", $0) }.joined()
        }.joined()
    }

    private static func escaped(_ text: String, _ replacements: [Unicode.Scalar: String]) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            if let replacement = replacements[scalar] {
                escaped.append(replacement)
            } else {
                escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
