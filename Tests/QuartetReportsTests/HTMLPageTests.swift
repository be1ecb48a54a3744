import Foundation
import QuartetImaging
import QuartetReports
import Testing

@Suite struct HTMLPageTests {
    private static let hostile =
        "</title></style><script>alert(1)</script>\" onload='x' <img src=x onerror=y>\u{202E}\u{1B}[2J"

    /// Every kind of part with the same text in every place.
    private static func blocks(_ text: String) -> [HTMLBlock] {
        let drawing = Drawing(width: 40, height: 30) { canvas in
            canvas.text(text, at: Point(2, 12), font: Font(size: 8), with: .colour(.black))
        }
        let styles: [HTMLTable.Cell.Style] = [.text, .heading, .number, .whole]
        return [
            .heading(text, level: 2), .paragraph(text), .note(text), .warning(text),
            .paragraph(HTMLParagraph(text, lead: text)), .preformatted(text),
            .table(HTMLTable(headings: [text], rows: [styles.map { .init(text, $0) }])),
            .figure(HTMLFigure(drawing, description: text)),
            .section([.example([.paragraph(text)])]),
        ]
    }

    @Test func textStaysText() throws {
        let page = HTMLPage(title: Self.hostile, blocks: Self.blocks(Self.hostile))
        let html = try page.html()
        let names = Set(html.matches(of: /<([a-z][a-z0-9]*)/).map { String($0.1) })
        let known =
            "html head meta title style body h1 h2 p b table thead tbody tr th td figure img section div pre"
        #expect(names.isSubset(of: Set(known.split(separator: " ").map(String.init))), "\(names)")
        // Outside the values of attributes.
        #expect(!html.replacing(/"[^"]*"/, with: "").contains(/<[^>]*\son[a-z]+=/))
        #expect(!html.contains("\u{202E}") && !html.contains("\u{1B}"))
        // Title, heading 1, 8 blocks of text with 10 places in all, 5 cells, 1 description, 1 in the example.
        let escaped = "&lt;script&gt;alert(1)&lt;/script&gt;"
        #expect(html.components(separatedBy: escaped).count - 1 == 16)
    }

    @Test func nothingIsLoadedFromElsewhere() throws {
        let html = try HTMLPage(title: "A report", blocks: Self.blocks("text")).html()
        #expect(html.contains("content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\""))
        #expect(!html.contains("http:") && !html.contains("https:") && !html.contains("url("))
        #expect(html.contains("<title>A report</title>") && html.contains("<h1>A report</h1>"))
    }

    @Test func figuresAreImagesInTheFile() throws {
        let red = Drawing(width: 20, height: 10, background: Colour(red: 1, green: 0, blue: 0)) { _ in }
        func bytes(isDense: Bool) throws -> Data {
            let page = HTMLPage(
                title: "", blocks: [.figure(HTMLFigure(red, description: "red", isDense: isDense))])
            let html = try page.html()
            let type = isDense ? "png" : "svg[+]xml"
            let pattern = try Regex(
                "<figure><img src=\"data:image/\(type);base64,([^\"]+)\" width=\"20\" height=\"10\" alt=\"red\">"
            )
            let found = try #require(html.firstMatch(of: pattern)?[1].substring)
            return try #require(Data(base64Encoded: String(found)))
        }
        #expect(String(decoding: try bytes(isDense: false), as: UTF8.self).contains("<svg"))
        let image = try PixelImage(decoding: Array(bytes(isDense: true)), name: "figure")
        #expect((image.width, image.height) == (40, 20))
        #expect(image[5, 5, 0] == 255 && image[5, 5, 1] == 0)
    }

    @Test func headingsHaveLevelsThatExist() throws {
        let html = try HTMLPage(
            title: "", blocks: [.heading("low", level: 0), .heading("high", level: 9)]
        ).html()
        #expect(html.contains("<h1>low</h1>") && html.contains("<h6>high</h6>"))
    }

    @Test func textIsCutWhereItsLimitLies() throws {
        let long = String(repeating: "x", count: 5_000_000)
        let html = try HTMLPage(
            title: "",
            blocks: [
                .paragraph(HTMLParagraph(long, limit: 3)), .preformatted(long),
                .table(HTMLTable(rows: [[.init(long, limit: 5)]])),
            ]
        ).html()
        #expect(html.contains("<p>xxx… (5000000 bytes in all)</p>"))
        #expect(html.contains("<td>xxxxx… (5000000 bytes in all)</td>"))
        #expect(html.utf8.count < 5000)
    }

    @Test func whatCannotBeDrawnOrWrittenIsAnError() {
        struct Refusal: Error {}
        let refusing = Drawing(width: 5, height: 5) { _ in throw Refusal() }
        let page = HTMLPage(title: "", blocks: [.section([.figure(HTMLFigure(refusing, description: ""))])])
        #expect(throws: Refusal.self) { try page.html() }
        let path = "/nonexistent-folder/page.html"
        let error = #expect(throws: (any Error).self) { try HTMLPage(title: "").write(to: path) }
        #expect(error.map { "\($0)" }?.contains(path) == true)
    }
}
