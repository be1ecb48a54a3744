import Foundation
import QuartetReports
import Testing

@Suite struct SafeTextTests {
    /// Scalars on which a terminal acts: the ends and the middle of C0 and C1, delete, bidirectional overrides and isolates,
    /// separators, a soft hyphen, joiners, a byte-order mark, a language tag.
    static let obeyed: [Unicode.Scalar] = [
        "\0", "\u{7}", "\u{8}", "\t", "\n", "\r", "\u{1B}", "\u{1F}", "\u{7F}", "\u{80}", "\u{85}", "\u{9B}",
        "\u{9F}", "\u{AD}", "\u{200B}", "\u{200D}", "\u{200E}", "\u{2028}", "\u{2029}", "\u{202A}",
        "\u{202E}",
        "\u{2066}", "\u{2069}", "\u{FEFF}", "\u{E0041}",
    ]

    @Test func proseKeepsItsJoiners() {
        let text = "a\tb\n👩\u{200D}👧 می\u{200C}خواهم"
        #expect(SafeText.prose(text) == text)
        #expect(SafeText.prose("\u{1B}[2J\u{202E}x\r") == "\\u{1b}[2J\\u{202e}x\\u{d}")
    }

    @Test(arguments: obeyed) func controlsAreShown(scalar: Unicode.Scalar) {
        let name = "\\u{\(String(scalar.value, radix: 16))}"
        // A following accent must not hide the scalar in a character.
        for text in ["a\(scalar)b", "\(scalar)", "a\(scalar)\u{301}"] {
            let parts = text.unicodeScalars.map { $0 == scalar ? name : String($0) }.joined()
            #expect(SafeText.visible(text) == parts)
            #expect(Self.isObeyed(SafeText.csv(text)) == false)
            #expect(Self.isObeyed(SafeText.html(text)) == false)
            #expect(Self.isObeyed(SafeText.cefHead(text)) == false)
            #expect(Self.isObeyed(SafeText.cefValue(text)) == false)
        }
        #expect(SafeText.lines("a\(scalar)b") == (scalar == "\n" ? "a\nb" : "a\(name)b"))
        #expect(SafeText.preformatted("a\(scalar)b") == (scalar == "\t" ? "a\tb" : "a\(name)b"))
    }

    static func isObeyed(_ text: String) -> Bool {
        text.unicodeScalars.contains { scalar in obeyed.contains(scalar) }
    }

    @Test(arguments: ["", "plain", "é e\u{301} ÿ", "日本語 한국어", "😀", "\u{A0}", "a\u{FE0F}"])
    func ordinaryTextStays(text: String) {
        #expect(SafeText.visible(text) == text)
        #expect(SafeText.lines(text) == text)
        #expect(SafeText.shown(text) == text)
    }

    @Test func longTextIsCutAtScalars() {
        #expect(SafeText.shown("abcdef", limit: 6) == "abcdef")
        #expect(SafeText.shown("abcdefg", limit: 6) == "abcdef… (7 bytes in all)")
        let accents = "a" + String(repeating: "\u{301}", count: 1_000_000)
        #expect(SafeText.shown(accents, limit: 10).unicodeScalars.count < 40)
        #expect(SafeText.shown("a\tb", limit: 10, keepsTabs: true) == "a\tb")
        #expect(SafeText.shown("a\tb") == "a\\u{9}b")
    }

    /// Reads a row as a spreadsheet does (RFC 4180), scalar by scalar.
    private static func cells(_ row: String) -> [String] {
        var (cells, isQuoted) = ([""], false)
        for scalar in row.unicodeScalars {
            switch scalar {
            case "\"": isQuoted.toggle()
            case ",", ";": if isQuoted { fallthrough } else { cells.append("") }
            default: cells[cells.count - 1].unicodeScalars.append(scalar)
            }
        }
        return cells
    }

    /// What must not begin a cell, before which a spreadsheet skips spaces and does not see accents.
    private static func beginsFormula(_ cell: String) -> Bool {
        let first = cell.unicodeScalars.first {
            !$0.properties.isWhitespace && $0.properties.generalCategory != .nonspacingMark
        }
        return first.map { "=+-@".unicodeScalars.contains($0) } ?? false
    }

    @Test(arguments: [
        "=1+1", "+1+1", "-1+cmd|' /C calc'!A0", "@SUM(1)", " =1+1", "\u{A0}=1+1", "\u{3000}=1+1",
        "\u{301}=1+1",
        "\u{200B}=1+1", "\u{FE0F}=1+1", "\u{3164}=1+1", "=\u{301}1+1", "x,\u{301}=1+1", "x;\u{301}=1+1",
        "\"\u{301},\"\u{301},=HYPERLINK(\"http://example.org\",\"x\")", "x\r\n=1+1", "x\n=1+1", "x\t=1+1",
        "＝1+1",
    ])
    func noFormulaReachesACell(text: String) {
        let row = ["first", text, "last"].map(SafeText.csv).joined(separator: ",")
        let cells = Self.cells(row)
        #expect(cells.count == 3 && cells[0] == "first" && cells[2] == "last", "\(row)")
        #expect(cells.allSatisfy { !Self.beginsFormula($0) }, "\(row)")
        #expect(!Self.isObeyed(row))
    }

    @Test(arguments: [
        ("a", "a"), ("-5", "-5"), ("+1.5e3", "+1.5e3"), ("a b", "\"a b\""), ("a,b", "\"a,b\""),
        ("a;b", "\"a;b\""),
        ("a\"b", "\"a\"\"b\""), ("a\"\u{301}b", "\"a\"\"\u{301}b\""), ("=1", "'=1"), ("-1+1", "'-1+1"),
        ("=a b", "\"'=a b\""), ("a\u{A0}b", "\"a\u{A0}b\""), ("", ""),
    ])
    func cellsAsTheyAreWritten(text: String, cell: String) {
        // As bytes: Swift's equality of strings would take canonically equivalent ones for equal.
        #expect(Array(SafeText.csv(text).utf8) == Array(cell.utf8))
    }

    @Test func markupIsEscaped() {
        #expect(
            SafeText.html("<a b=\"c\" d='e'>&`</a>")
                == "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;&#96;&lt;/a&gt;")
        #expect(Array(SafeText.html("<\u{338}b>").utf8) == Array("&lt;\u{338}b&gt;".utf8))
        #expect(SafeText.html(String(repeating: "<", count: 9), limit: 2) == "&lt;&lt;… (9 bytes in all)")
    }

    @Test func eventFormatFieldsStayApart() {
        #expect(SafeText.cefHead("a|b\\c=d\n") == #"a\|b\\c=d\u{a}"#)
        #expect(SafeText.cefValue("a|b\\c=d\r\ne") == #"a|b\\c\=d\r\ne"#)
        // With an accent behind them the signs are still escaped.
        for sign in ["|", "\\"] {
            #expect(Array(SafeText.cefHead(sign + "\u{301}").utf8) == Array("\\\(sign)\u{301}".utf8))
        }
        for sign in ["=", "\\"] {
            #expect(Array(SafeText.cefValue(sign + "\u{301}").utf8) == Array("\\\(sign)\u{301}".utf8))
        }
    }

    /// Work in the square of the length would take hours.
    @Test(.timeLimit(.minutes(1))) func longTextsCostTheirLength() {
        let count = 1_000_000
        let text = String(repeating: "<\n", count: count)
        #expect(SafeText.visible(text).utf8.count == 6 * count)
        #expect(SafeText.markdown(text).utf8.count == 10 * count)
    }

    @Test func jsonKeepsItsValue() throws {
        let value = ["k\u{9B}\u{202E}": "a\u{E0041}\u{2028}b\u{1}\"\\"]
        let json = String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
        let safe = SafeText.json(json)
        #expect(!Self.isObeyed(safe))
        #expect(try JSONDecoder().decode([String: String].self, from: Data(safe.utf8)) == value)
    }
}
