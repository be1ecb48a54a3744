import QuartetReports
import Testing

@Suite struct ModelCardTests {
    private static func card(_ text: String, notes: String = "") -> ModelCard {
        ModelCard(
            title: text, summary: text, facts: [.init("seed", text), .init(text, "1")],
            measurements: [
                .init(title: text, conditions: text, columns: [text, "b"], rows: [(text, [text, text])])
            ], notes: notes)
    }

    /// Bars that separate cells: those without a backslash of their own before them.
    private static func openBars(_ line: Substring) -> Int {
        var bars = 0
        var isEscaped = false
        for scalar in line.unicodeScalars {
            if scalar == "|", !isEscaped { bars += 1 }
            isEscaped = scalar == "\\" && !isEscaped
        }
        return bars
    }

    @Test func aWholeCard() {
        let card = ModelCard(
            title: "m.safetensors", summary: "A model.", facts: [.init("seed", "1"), .init("steps", "200")],
            measurements: [
                .init(
                    title: "Detection", conditions: "On 10 records.", columns: ["AUROC", "chosen"],
                    rows: [("this model", ["0.98", "yes"]), ("another", ["0.9", ""])])
            ], notes: "\n\n## Limits\nIt is small.\n\n")
        #expect(
            card.markdown == """
                # m.safetensors

                A model.

                |  | from the file |
                |---|---|
                | seed | 1 |
                | steps | 200 |

                ## Detection

                On 10 records.

                |  | AUROC | chosen |
                |---|---|---|
                | this model | 0.98 | yes |
                | another | 0.9 |  |

                ## Limits
                It is small.

                """)
    }

    @Test func whatIsNotKnownIsLeftOut() {
        let card = ModelCard(title: "m", summary: "A model.", facts: [], notes: " \n\t\n")
        #expect(card.markdown == "# m\n\nA model.\n")
    }

    @Test(arguments: [
        "a|b\n| c | d |", "# heading", "<script>alert(1)</script>", "[x](javascript:y)", "`code`", "**bold**",
        "\u{1B}]0;title\u{7}", "|\u{301}|", "a\\|b", "~~~\n",
    ])
    func textOfTheFileIsNoMarkup(text: String) {
        let markdown = Self.card(text).markdown
        let lines = markdown.split(separator: "\n")
        // Title, summary, 4 lines of facts, heading, conditions, 3 lines of the measurement.
        #expect(lines.count == 11, "\(markdown)")
        for line in lines where line.hasPrefix("|") && !line.hasPrefix("|--") {
            #expect([3, 4].contains(Self.openBars(line)), "\(line)")
        }
        #expect(!markdown.contains("<script") && !markdown.contains("[x]") && !markdown.contains("**b"))
        #expect(!markdown.unicodeScalars.contains("\u{1B}"))
    }

    @Test func notesStayAsTheyWereWritten() {
        let notes = "## Data\n| a | b |\n|---|---|\n| `x` | **y** |"
        #expect(Self.card("m", notes: notes).markdown.hasSuffix(notes + "\n"))
    }
}
