import QuartetSupport
import QuartetTestSupport
import Testing

@Suite struct HTMLArticlesTests {
    private func read(_ text: String) throws -> ReadArticles {
        let folder = TemporaryFolder()
        return try withExtendedLifetime(folder) {
            try ArticleFiles().read([folder.write(text, to: "page.html")])
        }
    }

    private func article(_ text: String) throws -> Article { try #require(try read(text).articles.first) }

    private func blocks(_ body: String) throws -> [ArticleBlock] {
        try article("<!doctype html><title>Page</title><body>\(body)").blocks
    }

    @Test func readsTheContentOfAPage() throws {
        let article = try article(
            """
            <!DOCTYPE html>
            <html lang="en-GB"><head><title>Returns | Shop</title><style>p { color: red }</style>
            <link rel="canonical" href="https://shop.example/returns"></head>
            <body><header><a href="/">Shop</a></header><nav><ul><li>Home</ul></nav>
            <div class="menu" role="navigation">Menu</div><p hidden>Hidden</p><p style="display: none">Not shown</p>
            <main><header><h1>Returns &amp; refunds</h1></header>
            <p>Within <b>30&nbsp;days</b>,
            see <a href="sizes.html">sizes</a> or <a href="https://post.example">the post</a>.<p>Unclosed &eacute;
            <script>var x = "<p>no</p>";</script><form><input value="no"><button>Send</button>Your name</form>
            <aside>Related</aside></main>
            <p>Outside.</p><footer>© Shop</footer></body></html>
            """)
        #expect(article.title == "Returns & refunds")
        #expect(
            article.language == "en" && article.address == "https://shop.example/returns"
                && article.id == "page")
        #expect(
            article.blocks == [
                .paragraph("Within 30 days, see sizes or the post (https://post.example)."),
                .paragraph("Unclosed é"),
            ])
    }

    @Test(arguments: [
        ("<title>Only a title</title><p>Text", "Only a title"), ("<p>Text", "Page"),
        ("<h2>Below</h2><p>Text", "Below"),
        ("<title>A</title><h1><svg><title>icon</title></svg>B</h1><p>Text", "B"),
    ])
    func findsTheTitle(_ page: String, _ title: String) throws { #expect(try article(page).title == title) }

    @Test func readsListsAndTerms() throws {
        #expect(
            try blocks(
                """
                <ul><li>Card<ul><li>Visa</ul><li><p>Invoice</p><p>In 14 days.</p></ul>
                <ol start="3"><li>Third<li value="7">Seventh<li>Eighth</ol>
                <dl><dt>Material<dd>Cotton<dt>Do you ship?<dd>Yes.</dl>
                <details><summary>May I?</summary>You may.</details>
                <h3><button aria-expanded="false">When?</button></h3><div>Now.</div>
                """)
                == [
                    .item("Card", depth: 0, number: nil), .item("Visa", depth: 1, number: nil),
                    .item("Invoice\nIn 14 days.", depth: 0, number: nil), .item("Third", depth: 0, number: 3),
                    .item("Seventh", depth: 0, number: 7), .item("Eighth", depth: 0, number: 8),
                    .paragraph("Material:"), .item("Cotton", depth: 0, number: nil),
                    .heading(level: 2, "Do you ship?"),
                    .item("Yes.", depth: 0, number: nil), .heading(level: 2, "May I?"),
                    .paragraph("You may."),
                    .heading(level: 3, "When?"), .paragraph("Now."),
                ])
    }

    @Test func readsTables() throws {
        #expect(
            try blocks(
                """
                <table><caption>Sizes</caption><thead><tr><th rowspan=2>Size<th colspan=2>Bust</tr><tr><th>cm<th>in</thead>
                <tr><td>12<td>91<td>36<tr><td rowspan=2>14<td>96<td>38<tr><td>97<td>39</table>
                <table><tr><th>Colour<td>Red<tr><th>Fit<td>Slim</table>
                <table><tr><td><h2>Layout</h2><p>One.<td><ul><li>Two</ul></table>
                <table><tr><td>Single<tr><td>column</table>
                """)
                == [
                    .paragraph("Sizes"),
                    .table(
                        header: ["Size", "Bust cm", "Bust in"],
                        rows: [["12", "91", "36"], ["14", "96", "38"], ["14", "97", "39"]]),
                    .table(header: ["", ""], rows: [["Colour", "Red"], ["Fit", "Slim"]]),
                    .heading(level: 2, "Layout"), .paragraph("One."), .item("Two", depth: 0, number: nil),
                    .paragraph("Single"), .paragraph("column"),
                ])
    }

    @Test func choosesTheMainContent() throws {
        let teaser = "<article><h2>Other</h2><p>Read this.</p></article>"
        let text = "<div><p>The answer is a long text that stands beside a short teaser.</p></div>"
        #expect(try blocks(text + teaser).count == 3)
        #expect(try blocks("<p>Menu</p><article><p>The answer is in the article.</p></article>").count == 1)
        #expect(try blocks("<p>Menu</p><div role=main><p>Main</p></div>") == [.paragraph("Main")])
        // Some systems put the whole page into a form.
        #expect(try blocks("<form><p>All.</p><input></form>") == [.paragraph("All.")])
        #expect(try blocks("<p>Text.</p><form><p>Search here</p></form>") == [.paragraph("Text.")])
    }

    @Test func keepsLinesAndDropsWhatIsStruckOut() throws {
        #expect(
            try blocks(
                "<p>Shop<br>12 High Street</p><pre>a\n  b</pre><p>Now <s>£30</s> £25<img src=x alt=' new'></p>"
            )
                == [.paragraph("Shop\n12 High Street"), .paragraph("a\nb"), .paragraph("Now £25 new")])
    }

    @Test(arguments: ["ISO-8859-1", "windows-1252", "latin1"])
    func readsEncodingsThatThePageNames(_ charset: String) throws {
        let folder = TemporaryFolder()
        let page =
            Array("<html><meta charset='\(charset)'><p>Gr".utf8) + [0xF6, 0xDF] + Array("e 12 ".utf8) + [0x80]
        let path = try folder.write(page, to: "page.html")
        #expect(try ArticleFiles().read([path]).articles.first?.blocks == [.paragraph("Größe 12 €")])
    }

    @Test(arguments: [
        (String(repeating: "<div>\n", count: 10_000) + "deep", "nested more than"),
        (String(repeating: "<ul><li>", count: 10_000) + "deep", "nested more than"),
        (String(repeating: "<table><tr><td>", count: 10_000) + "deep", "nested more than"),
        ("<p " + (0..<20_000).map { "a\($0)=x " }.joined() + ">text", "attributes"),
        ("<html><body><nav>only a menu</nav>", "no text"), ("<html>", "no text"),
        ("<script>alert(1)</script>", "no text"),
    ])
    func refuses(_ page: String, _ reason: String) throws {
        let read = try read(page)
        #expect(read.articles.isEmpty)
        #expect(read.problems.count == 1 && read.problems[0].what.contains(reason), "\(read.problems)")
    }

    @Test(arguments: [
        String(repeating: "</p><p></x>y", count: 100_000), String(repeating: "&", count: 300_000) + "x",
        String(repeating: "<!-- x", count: 100_000), String(repeating: "<", count: 500_000),
        String(repeating: "<a ", count: 300_000),
        String(repeating: "<tr><td rowspan=1000 colspan=50>x", count: 10_000),
        "<p a=\"" + String(repeating: "x", count: 3_000_000) + "\">text",
        "<table>" + String(repeating: "<td>x", count: 400) + String(repeating: "<tr><td>x", count: 50_000)
            + "</table>",
    ])
    func readsOrRefusesQuickly(_ page: String) throws {
        let time = try ContinuousClock().measure { _ = try read(page) }
        #expect(time < .seconds(4))
    }

    @Test func readsFiveMegabytes() throws {
        let paragraph = "<p>Paragraph with some words on <a href='x.html'>returns</a> and 30 days.</p>\n"
        let count = (5 << 20) / paragraph.utf8.count
        var read = ReadArticles()
        let time = try ContinuousClock().measure {
            read = try self.read(String(repeating: paragraph, count: count))
        }
        #expect(read.articles.first?.blocks.count == count)
        #expect(read.problems.map(\.outcome) == [.read])
        #expect(read.problems.first?.what.contains("MB") == true)
        #expect(time < .seconds(4))
    }

    @Test func readsAnyBytes() throws {
        var random = SeededGenerator(5)
        let pieces = [
            "<p>", "</p>", "<table>", "<tr>", "<td>", "</table>", "<ul>", "<li>", "</ul>", "<h1>", "</h1>",
            "<a href=x>", "</a>", "text ",
            "<!--", "-->", "<script>", "</script>", "<main>", "</main>", "<pre>", "\n", "&lt;", "<b", "'",
            "\"", ">", "<dl><dt>", "<dd>",
            "<form>", "</form>", "<title>", "</title>", "\u{0}", "é", "<details><summary>", "</summary>",
            "<br>", "<button>", "</body>",
        ]
        let folder = TemporaryFolder()
        for index in 0..<200 {
            let page = (0..<60).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            let read = try ArticleFiles().read([folder.write(page, to: "\(index).html")])
            for article in read.articles {
                #expect(BlockBuilder.normalised(article.blocks) == article.blocks)
                #expect(MarkdownText.blocks(of: MarkdownText.text(of: article.blocks)) == article.blocks)
            }
        }
    }
}
