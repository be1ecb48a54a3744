import QuartetFiles
import QuartetSupport
import QuartetTestSupport
import Testing

@Suite struct ArticleFilesTests {
    private let folder = TemporaryFolder()
    private let files = ArticleFiles(schema: Checkout.file("catalogs/support/articles.rng"))

    @Test func readsAFolderInTheOrderOfItsNames() throws {
        try folder.write("# B\nb", to: "b.md")
        try folder.write("# A\na", to: "deep/er/a.markdown")
        try folder.write("question,answer\nC?,c\n", to: "a.csv")
        try folder.write("x", to: "notes.docx")
        try folder.write("# Hidden\nx", to: ".git/hidden.md")
        let read = try files.read([folder.path + "/"])
        #expect(read.articles.map(\.id) == ["c", "b", "a"])
        #expect(read.entries.map(\.file) == ["a.csv", "b.md", "deep/er/a.markdown"].map { folder.file($0) })
        #expect(read.problems.map(\.what) == ["1 other file (.docx)"])
        #expect(read.problems[0].outcome == .leftOut && read.sources == [folder.path])
    }

    /// Other data in the folder is no reason to think that an article could not be read.
    @Test func leavesOutWhatIsNoArticle() throws {
        try folder.write("<urlset><url/></urlset>", to: "sitemap.xml")
        try folder.write("{\"name\": \"Shop\"}", to: "manifest.json")
        try folder.write("number,status\n1,sent\n", to: "orders.csv")
        let read = try files.read([folder.path])
        #expect(read.articles.isEmpty && read.problems.count >= 3)
        #expect(read.problems.allSatisfy { $0.outcome == .leftOut }, "\(read.problems)")
        #expect(try files.read([folder.file("orders.csv")]).problems.map(\.outcome) == [.refused])
    }

    @Test func missingPathsAreErrors() throws {
        #expect(throws: FileError.self) { try files.read([folder.file("missing.md")]) }
        #expect(throws: FileError.self) { try files.read([folder.file("missing/")]) }
    }

    @Test func theFirstOfTwoArticlesWithOneIDHolds() throws {
        let one = try folder.write("---\nid: returns\n---\nFirst.", to: "a.md")
        let other = try folder.write("Second.", to: "b/returns.md")
        let read = try files.read([folder.path])
        #expect(read.articles.map(\.blocks) == [[.paragraph("First.")]])
        #expect(read.problems.map(\.file) == [other])
        #expect(read.problems[0].what.contains(one) && read.problems[0].outcome == .refused)
    }

    @Test(
        arguments: [
            ("empty.md", [], "an empty file"),
            ("zip.html", Array("PK\u{3}\u{4}\u{14}\u{0}".utf8), "a ZIP archive"),
            ("picture.md", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A], "a PNG picture"),
            ("binary.md", Array("text\u{0}\u{1}\u{2}".utf8), "no text"),
            ("latin.md", Array("Gr".utf8) + [0xF6, 0xDF, 0x65], "line 1 is not UTF-8"),
            ("wide.html", [0xFF, 0xFE, 0x3C, 0x00, 0x70, 0x00], "UTF-16"),
            ("wide.csv", [0xFE, 0xFF, 0x00, 0x61], "UTF-16"),
            ("blank.md", Array("  \n\u{200B}\n".utf8), "no text was found"),
            ("page.csv", Array("<!doctype html><p>Log in".utf8), "web page"),
            ("page.json", Array("<html>".utf8), "web page"),
            ("unknown.bin", Array("text".utf8), "unknown kind"),
            ("broken.xml", Array("<articles><article".utf8), "broken.xml:1"),
        ] as [(String, [UInt8], String)])
    func saysWhatIsWrongWithAFile(_ name: String, _ bytes: [UInt8], _ reason: String) throws {
        let good = try folder.write("# Good\nText.", to: "good.md")
        let read = try files.read([folder.write(bytes, to: name), good])
        #expect(read.articles.map(\.id) == ["good"])
        #expect(!read.problems.isEmpty && read.problems.allSatisfy { $0.outcome == .refused })
        #expect("\(read.problems[0])".contains(reason), "\(read.problems)")
    }

    @Test func saysThatAnArticleIsLarge() throws {
        let text = "# Long\n" + String(repeating: "Words and words.\n\n", count: (5 << 20) / 18)
        var read = ReadArticles()
        let time = try ContinuousClock().measure {
            read = try files.read([folder.write(text, to: "long.md")])
        }
        #expect(read.articles.first?.blocks.count == (5 << 20) / 18)
        #expect(read.problems.map(\.what) == ["an article of 4.7 MB"])
        #expect(time < .seconds(4))
        let huge = try folder.write(
            [UInt8](repeating: 0x61, count: ArticleFiles.byteLimit + 1), to: "huge.md")
        #expect("\(try files.read([huge]).problems)".contains("16 MB"))
    }

    @Test func recognisesPagesByTheirContent() throws {
        let path = try folder.write(
            "\n<!DOCTYPE html><title>Returns</title><p>Within 30 days.", to: "returns.md")
        #expect(try files.read([path]).articles.first?.title == "Returns")
        let bare = try folder.write("<html><p>Within 30 days.</p></html>", to: "bare")
        #expect(try files.read([bare]).articles.first?.id == "bare")
    }

    @Test func readsCatalogs() throws {
        let path = try folder.write(
            """
            <articles language="de">
                <article id="returns" title="Rückgabe" tags="a, b" audience="staff" handover="never" validUntil="2027-08-31">
                    <paragraph>Innerhalb von
                        30 Tagen.</paragraph>
                    <heading>So geht es</heading>
                    <item number="1">Drucken.</item><item depth="1">Falten.</item>
                    <table><header><cell>Land</cell><cell/></header><row><cell>Spanien</cell><cell>5 €</cell></row></table>
                </article>
                <article id="empty" title="Empty" language="en"/>
            </articles>
            """, to: "articles.xml")
        let read = try files.read([path])
        #expect(read.problems.isEmpty)
        var article = Article(
            id: "returns", title: "Rückgabe",
            blocks: [
                .paragraph("Innerhalb von 30 Tagen."), .heading(level: 2, "So geht es"),
                .item("Drucken.", depth: 0, number: 1),
                .item("Falten.", depth: 1, number: nil),
                .table(header: ["Land", ""], rows: [["Spanien", "5 €"]]),
            ], language: "de")
        (article.tags, article.audience, article.handover) = (["a", "b"], .staff, .never)
        article.validUntil = CalendarDay("2027-08-31")
        #expect(read.articles == [article, Article(id: "empty", title: "Empty", blocks: [])])
    }

    @Test(arguments: [
        ("<articles>\n<article id='a' title='A' audience='all'/></articles>", 2, "customers, staff"),
        ("<articles>\n<article title='A'/></articles>", 2, "id"),
        ("<articles>\n<article id='a' title='A'><p>x</p></article></articles>", 2, "paragraph"),
        ("<articles>\n<article id='a' title='A' validUntil='2027-02-30'/></articles>", 2, "expected a day"),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]>\n<articles/>", 1, "document type"), ("<site/>", 1, "articles"),
    ])
    func refusesCatalogs(_ text: String, _ line: Int, _ reason: String) throws {
        let read = try files.read([folder.write(text, to: "articles.xml")])
        #expect(read.articles.isEmpty)
        #expect(read.problems.first?.line == line && "\(read.problems)".contains(reason), "\(read.problems)")
    }
}
