internal import Foundation

/// Text from files, logs and models, made safe for the place where it is shown.
///
/// Foreign text can contain escape sequences for the terminal, formulas for the spreadsheet, scripts for the browser
/// and characters that reverse the direction of reading. Every function here works on Unicode scalars: Swift's
/// `Character` joins `=` and a following combining mark into one value that no longer equals `"="`, while the program
/// that reads the output still sees the `=`.
public enum SafeText {
    /// The most scalars of one text that a report shows.
    public static let lineLimit = 600

    /// One line for a terminal or a log file: control, format and line-separating characters become `\u{1b}`.
    public static func visible(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        return visible(text.unicodeScalars, keeping: [])
    }

    /// As ``visible(_:)``, for text of several lines: line feeds stay.
    public static func lines(_ text: some StringProtocol) -> String {
        visible(text.unicodeScalars, keeping: ["\n"])
    }

    /// As ``visible(_:)``, for text that a model wrote: line feeds, tabs and the joiners of emoji and of many scripts stay.
    public static func prose(_ text: some StringProtocol) -> String {
        visible(text.unicodeScalars, keeping: ["\n", "\t", "\u{200C}", "\u{200D}"])
    }

    /// As ``visible(_:)``, cut after a number of scalars, with the length of the whole text.
    ///
    /// - Parameter keepsTabs: whether tabs stay, as between the columns of a log's line.
    public static func shown(_ text: String, limit: Int = lineLimit, keepsTabs: Bool = false) -> String {
        // Scalars rather than characters: one character can have a million accents.
        let scalars = text.unicodeScalars
        let kept: Set<Unicode.Scalar> = keepsTabs ? ["\t"] : []
        guard let end = scalars.index(scalars.startIndex, offsetBy: limit, limitedBy: scalars.endIndex),
            end != scalars.endIndex
        else { return visible(scalars, keeping: kept) }
        return visible(scalars[..<end], keeping: kept) + "… (\(text.utf8.count) bytes in all)"
    }

    private static func visible(
        _ scalars: some Sequence<Unicode.Scalar>, keeping kept: Set<Unicode.Scalar>
    ) -> String {
        // A string grows in place. Its view of scalars copies all that it has when it takes a text.
        var visible = ""
        for scalar in scalars {
            if isControl(scalar), !kept.contains(scalar) {
                visible.append("\\u{\(String(scalar.value, radix: 16))}")
            } else {
                visible.unicodeScalars.append(scalar)
            }
        }
        return visible
    }

    /// Whether a terminal or an editor acts on a scalar instead of showing it: C0 and C1 controls, bidirectional
    /// overrides and other invisible formats, line and paragraph separators.
    static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: return true
        default: return false
        }
    }
}
