import QuartetSupport
import QuartetTestSupport
import Testing

@Suite struct MarkdownTextTests {
    @Test func readsHeadingsAndParagraphs() {
        let blocks = MarkdownText.blocks(
            of: """
                # Returns

                You can send *goods* back
                within **30 days**.

                How to
                ------
                Print the `label`.
                """)
        #expect(
            blocks == [
                .heading(level: 1, "Returns"), .paragraph("You can send goods back within 30 days."),
                .heading(level: 2, "How to"), .paragraph("Print the label."),
            ])
    }

    @Test func readsNestedAndNumberedLists() {
        let blocks = MarkdownText.blocks(
            of: """
                You can pay by:
                - card
                  - Visa
                  - Mastercard

                    Its logo has two circles.
                - invoice

                3. Open the app.
                4) Tap *Return*.
                """)
        #expect(
            blocks == [
                .paragraph("You can pay by:"), .item("card", depth: 0, number: nil),
                .item("Visa", depth: 1, number: nil),
                .item("Mastercard\nIts logo has two circles.", depth: 1, number: nil),
                .item("invoice", depth: 0, number: nil), .item("Open the app.", depth: 0, number: 3),
                .item("Tap Return.", depth: 0, number: 4),
            ])
    }

    @Test func readsTables() {
        let blocks = MarkdownText.blocks(
            of: """
                | Size | Bust (cm) | Fit\\|cut |
                |------|:---------:|---------|
                | 12   | 91        |
                | `14` | **96**    | wide | too many |
                """)
        #expect(
            blocks == [
                .table(
                    header: ["Size", "Bust (cm)", "Fit|cut"],
                    rows: [["12", "91", ""], ["14", "96", "wide"]])
            ])
    }

    @Test(arguments: [
        ("[our page](https://shop.example/returns)", "our page (https://shop.example/returns)"),
        ("[shop.example](https://www.shop.example/)", "shop.example"),
        ("<https://shop.example>", "https://shop.example"),
        ("https://shop.example/a_b_c", "https://shop.example/a_b_c"),
        ("[write to us](mailto:help@shop.example?subject=Hi)", "write to us (help@shop.example)"),
        ("[help@shop.example](mailto:help@shop.example)", "help@shop.example"),
        ("[returns](returns.md#when)", "returns"), ("[top](#top)", "top"),
        ("[run](javascript:alert(1))", "run"),
        ("[](https://shop.example)", "https://shop.example"), ("![A red coat](coat.jpg)", "A red coat"),
        ("[![Shop](logo.png)](https://shop.example)", "Shop (https://shop.example)"),
        ("~~£30~~ £25", "£25"), ("<del>£30</del> £25 <b>only</b>", "£25 only"),
        ("a &amp; b &lt; c", "a & b < c"),
        ("Line one\\\nline two<br>line three", "Line one\nline two\nline three"),
    ])
    func readsInlines(_ markdown: String, _ text: String) {
        #expect(MarkdownText.blocks(of: markdown) == [.paragraph(text)])
    }

    @Test func keepsTheTextOfCodeQuotesAndHTML() {
        let blocks = MarkdownText.blocks(
            of: """
                > Quoted.

                ```
                Settings
                  Orders
                ```

                <div class="note">Read <b>this</b>.</div>
                <!-- not this --><script>nor(this)</script>

                <details><summary>May I return shoes?</summary>

                Yes.

                </details>
                """)
        #expect(
            blocks == [
                .paragraph("Quoted."), .paragraph("Settings\nOrders"), .paragraph("Read this."),
                .heading(level: 2, "May I return shoes?"), .paragraph("Yes."),
            ])
    }

    @Test func dropsWhatCannotBeSeen() {
        let blocks = MarkdownText.blocks(
            of: "Soft\u{AD}ware\u{200B} is \u{202E}safe\u{202C}\u{A0}here\u{E0041}.")
        #expect(blocks == [.paragraph("Software is safe here.")])
    }

    @Test(arguments: [
        "", "\n\n", "---", "[a]: https://shop.example", "<!-- nothing -->", "\u{200B}", "- \n- \n", "|\n",
    ])
    func readsNothing(_ markdown: String) {
        let blocks = MarkdownText.blocks(of: markdown)
        #expect(blocks.isEmpty || blocks == [.paragraph("|")])
    }

    // MARK: Canonical Markdown

    @Test func writesPlainTextsPlainly() {
        let blocks: [ArticleBlock] = [
            .heading(level: 2, "Returns & refunds"),
            .paragraph("Order BR-104-2217 costs £4.50 (or 5 €) at AT&T's shop_1."),
            .item("card", depth: 0, number: nil), .item("Visa", depth: 1, number: nil),
            .item("Open the app.", depth: 0, number: 1), .item("Tap Return.", depth: 0, number: 2),
            .table(header: ["Size", "Bust"], rows: [["12", "91 cm"]]),
        ]
        #expect(
            MarkdownText.text(of: blocks) == """
                ## Returns & refunds

                Order BR-104-2217 costs £4.50 (or 5 €) at AT&T's shop_1.

                - card
                  - Visa
                1. Open the app.
                2. Tap Return.

                | Size | Bust |
                | --- | --- |
                | 12 | 91 cm |

                """)
    }

    @Test(arguments: [
        "# no heading", "#hash", "1. no item", "12) no item", "- no item", "-5 °C", "+ no item", "> no quote",
        "---", "===",
        "a\n---", "a | b\n--- | ---", "| a |\n| - |", ":--", "```", "~~~", "    code",
        "*not* **strong** _nor_ __this__",
        "snake_case_word", "_a", "a_", "[no](link)", "[no]: link", "![no](picture)", "<b>no</b>",
        "<!-- no -->", "a < b > c",
        "<https://shop.example>", "&amp; &#38; &copy; &", "\\", "\\\\*", "a\\", "a\\\nb", "`code", "C#",
        "C ## #", "~~no~~ ~no~",
        "1\\. a", "a\n1. b", "a\n2. b", "a\n- b", "a\n# b", "a\n> b", "a\n=", "a\n***", "$x$", "\"q\"",
        "日本語。*a*", "\u{1F469}\u{200D}\u{1F680}",
        "www.shop.example", "a@b.example", "[ ] task", "[x] task", "!", "!!", "![", "]", "|", "a|b", "\\|",
        "x\\|y", "___", "_ _ _",
    ])
    func givesBackAnyText(_ text: String) {
        let blocks: [ArticleBlock] = [
            .paragraph(text), .heading(level: 3, text), .item(text, depth: 0, number: nil),
            .item(text, depth: 1, number: 7),
            .item(text, depth: 1, number: 9),
            .table(header: [text, ""], rows: [[text, text], ["", text]]), .paragraph(text),
        ]
        let normal = BlockBuilder.normalised(blocks)
        #expect(MarkdownText.blocks(of: MarkdownText.text(of: blocks)) == normal)
    }

    @Test(arguments: 0..<20) func givesBackRandomBlocks(_ seed: UInt64) {
        var random = SeededGenerator(seed)
        for _ in 0..<20 {
            let blocks = (0..<Int.random(in: 1...9, using: &random)).map { _ in RandomBlocks.block(&random) }
            let normal = BlockBuilder.normalised(blocks)
            let text = MarkdownText.text(of: blocks)
            #expect(MarkdownText.blocks(of: text) == normal, "\(text)")
            #expect(MarkdownText.text(of: normal) == text)
        }
    }
}

enum RandomBlocks {
    private static let pieces = [
        "*", "_", "`", "[", "]", "(", ")", "<", ">", "#", "+", "-", "=", "|", "\\", "!", "&", ";", "~", ":",
        ".", "1", "23", " ",
        " ", " ", "\n", "\"", "a", "bc", "é", "日", "amp", "http://x.y/z_w", "<b>", "</", "<!--", "1. ", "- ",
        "  ", "\t", "\r\n", "\u{301}",
        "\u{1F600}", "\u{A0}", "\u{200B}", "www.",
    ]

    static func text(_ random: inout SeededGenerator, _ count: ClosedRange<Int> = 0...12) -> String {
        (0..<Int.random(in: count, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
            .joined()
    }

    static func block(_ random: inout SeededGenerator) -> ArticleBlock {
        switch Int.random(in: 0..<8, using: &random) {
        case 0: return .heading(level: Int.random(in: -1...8, using: &random), text(&random))
        case 1, 2: return .paragraph(text(&random))
        case 3:
            let width = Int.random(in: 0...3, using: &random)
            let rows = (0..<Int.random(in: 0...3, using: &random)).map { _ in
                (0..<Int.random(in: 0...4, using: &random)).map { _ in text(&random) }
            }
            return .table(header: (0..<width).map { _ in text(&random) }, rows: rows)
        default:
            let numbers: [Int?] = [nil, nil, 0, 1, 2, 3, 17, 999_999_999, 1_000_000_000, -1]
            return .item(
                text(&random), depth: Int.random(in: -1...4, using: &random),
                number: numbers.randomElement(using: &random) ?? nil)
        }
    }
}
