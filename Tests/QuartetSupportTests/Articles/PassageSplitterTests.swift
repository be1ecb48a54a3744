import QuartetSupport
import QuartetTestSupport
import Testing

@Suite struct PassageSplitterTests {
    private func words(_ text: String) -> [String] { SearchWords(text).words }

    private func passages(_ markdown: String, title: String = "Title", words limit: Int = 60) -> [Passage] {
        let article = Article(id: "a", title: title, blocks: MarkdownText.blocks(of: markdown))
        return PassageSplitter { words($0).count <= limit }.passages(of: article)
    }

    @Test func followsHeadings() {
        let found = passages(
            """
            First words. Second words.

            ## Delivery
            ### To islands
            It takes 2 days longer.
            ## Returns
            Within 30 days. Print the label.
            """)
        #expect(
            found == [
                Passage(
                    article: "a", place: 0, title: "Title", headings: [],
                    statements: ["First words.", "Second words."]),
                Passage(
                    article: "a", place: 1, title: "Title", headings: ["Delivery", "To islands"],
                    statements: ["It takes 2 days longer."]),
                Passage(
                    article: "a", place: 2, title: "Title", headings: ["Returns"],
                    statements: ["Within 30 days.", "Print the label."]),
            ])
    }

    /// The case of a long article whose last section was never found.
    @Test func keepsTheEndOfALongArticle() throws {
        let long = (1...30).map {
            "Paragraph \($0): the card collects points on every purchase in shop \($0), online and by phone, and shows them in the account."
        }.joined(separator: " ")
        let found = passages(
            "\(long)\n\n## If the card is lost\nBlock it with the code word LANTERN at any till; points of the last 24 months are carried over to the new card.",
            title: "Loyalty card", words: 150)
        let last = try #require(found.last)
        #expect(last.headings == ["If the card is lost"])
        #expect(last.statements.count == 1 && last.text.contains("24 months"))
        #expect(found.count > 3)
        #expect(found.allSatisfy { words($0.encodedText).count <= 150 })
        #expect(found.dropLast().flatMap(\.statements).count == 30)
    }

    @Test func putsTheLineAboveAListInFrontOfItsItems() {
        let found = passages(
            """
            We are modern. You can pay by:
            - card:
              - Visa
              - Mastercard
            - invoice

            These are:
            1. Open the app.
            2. Tap Return. Choose a reason.
            """)
        #expect(
            found.flatMap(\.statements) == [
                "We are modern.", "You can pay by: card: Visa", "You can pay by: card: Mastercard",
                "You can pay by: invoice",
                "These are: Open the app.", "These are: Tap Return. Choose a reason.",
            ])
    }

    @Test func writesRowsThatReadByThemselves() {
        let found = passages(
            """
            | Size | Bust | Waist | Note |
            |---|---|---|---|
            | 12 | 91 cm | 73 cm | |
            | 14 | 96 cm | | Sold out. |
            |  | 100 cm | 82 cm | New! |
            """)
        #expect(
            found.flatMap(\.statements) == [
                "Size 12: Bust 91 cm, Waist 73 cm.", "Size 14: Bust 96 cm, Note Sold out.",
                "Bust 100 cm, Waist 82 cm, Note New!",
            ])
    }

    @Test func joinsLinesThatGoOn() {
        let found = passages("Send it to:\\\nQuartet Returns\\\n12 High Street\\\nLondon\n\nOne.\\\nTwo.")
        #expect(
            found.flatMap(\.statements) == [
                "Send it to:", "Quartet Returns\n12 High Street\nLondon", "One.", "Two.",
            ])
    }

    @Test func splitsBetweenParagraphsFirst() {
        let found = passages(
            "One two three. Four five six.\n\nSeven eight nine.\n\nTen eleven twelve.", words: 9)
        #expect(
            found.map(\.statements) == [
                ["One two three.", "Four five six."], ["Seven eight nine.", "Ten eleven twelve."],
            ])
    }

    @Test func repeatsTheRowsNameWhereItIsCut() {
        let header =
            "| Size | " + (1...12).map { "Measure \($0)" }.joined(separator: " | ") + " |\n|"
            + String(repeating: "---|", count: 13)
        let row = "| 12 | " + (1...12).map { "\($0) cm" }.joined(separator: " | ") + " |"
        let found = passages(header + "\n" + row, words: 20)
        #expect(found.count > 2)
        #expect(found.allSatisfy { $0.statements.allSatisfy { $0.hasPrefix("Size 12: Measure") } })
    }

    @Test func keepsHeadingsWithoutText() {
        #expect(
            passages("## Monday 9 to 5\n## Sunday closed").flatMap(\.statements) == [
                "Monday 9 to 5", "Sunday closed",
            ])
        #expect(passages("").map(\.statements) == [["Title"]])
    }

    @Test func titlesAndHeadingsLeaveRoom() {
        let title = (0..<50).map { "title\($0)" }.joined(separator: " ")
        let heading = (0..<50).map { "heading\($0)" }.joined(separator: " ")
        let found = passages("## \(heading)\n\nThe answer is here.", title: title, words: 40)
        #expect(found.allSatisfy { words($0.encodedText).count <= 40 })
        let text = found.flatMap { words($0.text) }
        #expect(text == words(title) + words(heading) + words("The answer is here"))
    }

    @Test(arguments: 0..<12) func losesNothing(_ seed: UInt64) {
        var random = SeededGenerator(seed)
        for limit in [4, 9, 30, 200] {
            let blocks = BlockBuilder.normalised((0..<25).map { _ in block(&random) })
            let article = Article(id: "a", title: "Some title", blocks: blocks)
            let found = PassageSplitter { words($0).count <= limit }.passages(of: article)
            // Each word of the blocks, in its order: what is repeated only adds words between them.
            var rest = blocks.flatMap { self.words(of: $0) }[...]
            for passage in found {
                for word in words((passage.headings + passage.statements).joined(separator: " "))
                where word == rest.first {
                    rest = rest.dropFirst()
                }
            }
            #expect(rest.isEmpty, "\(limit) words: \(rest.prefix(5))")
            #expect(found.map(\.place) == Array(found.indices))
            // A lead of a list and a title may leave no room for the smallest limits.
            if limit >= 30 { #expect(found.allSatisfy { words($0.encodedText).count <= limit }) }
        }
    }

    private func words(of block: ArticleBlock) -> [String] {
        switch block {
        case .heading(_, let text), .paragraph(let text), .item(let text, _, _): words(text)
        case .table(let header, let rows):
            // The names of columns stand in front of each value.
            rows.isEmpty
                ? words(header.joined(separator: " ")) : rows.flatMap { words($0.joined(separator: " ")) }
        }
    }

    private func block(_ random: inout SeededGenerator) -> ArticleBlock {
        // Distinct words, so that a lost one is noticed.
        func text(_ count: ClosedRange<Int>, _ random: inout SeededGenerator) -> String {
            let count = Int.random(in: count, using: &random)
            return (0..<count).map { index in
                let ends = index == count - 1 || Int.random(in: 0..<6, using: &random) == 0
                return "W\(UInt32.random(in: 0...UInt32.max, using: &random))"
                    + (ends ? [".", ":", "?"].randomElement(using: &random)! : "")
            }.joined(separator: " ")
        }
        switch Int.random(in: 0..<7, using: &random) {
        case 0: return .heading(level: Int.random(in: 2...4, using: &random), text(1...3, &random))
        case 1:
            let rows = (0..<4).map { _ in (0..<3).map { _ in text(0...3, &random) } }
            return .table(header: (0..<3).map { _ in text(0...2, &random) }, rows: rows)
        case 2, 3: return .paragraph(text(1...60, &random))
        default:
            return .item(text(1...15, &random), depth: Int.random(in: 0...3, using: &random), number: nil)
        }
    }

    @Test func cutsTextsWithoutSpaces() {
        let text = String(repeating: "返品は商品到着後十四日以内", count: 20)
        let article = Article(id: "a", title: "返品", blocks: [.paragraph(text)], language: "ja")
        let found = PassageSplitter { $0.count <= 50 }.passages(of: article)
        #expect(found.map(\.text).joined() == text)
        #expect(found.allSatisfy { $0.encodedText.count <= 50 })
    }

    @Test func isQuick() {
        let paragraph =
            "Paragraph with some words on returns and on thirty days. Another sentence of the same length as this one."
        let count = (5 << 20) / paragraph.utf8.count
        let long = Article(id: "a", title: "Long", blocks: (0..<count).map { _ in .paragraph(paragraph) })
        let table = Article(
            id: "b", title: "Table",
            blocks: [
                .table(
                    header: ["Size", "Bust", "Waist", "Hip"],
                    rows: (0..<2000).map { ["\($0)", "91 cm", "73 cm", "99 cm"] })
            ])
        let splitter = PassageSplitter { $0.utf8.count < 1000 }
        func timed(_ article: Article) -> (passages: [Passage], time: Duration) {
            var passages: [Passage] = []
            let time = ContinuousClock().measure { passages = splitter.passages(of: article) }
            return (passages, time)
        }
        let (whole, wholeTime) = timed(long)
        #expect(whole.count > 4000 && wholeTime < .seconds(2))
        let (rows, rowsTime) = timed(table)
        #expect(rows.flatMap(\.statements).count == 2000 && rowsTime < .seconds(1))
        let word = Article(
            id: "c", title: "Word", blocks: [.paragraph(String(repeating: "x", count: 1 << 20))])
        let (pieces, wordTime) = timed(word)
        #expect(pieces.count > 1000 && wordTime < .seconds(2))
    }
}
