import Glibc
import QuartetFiles
import QuartetSupport
import QuartetTestSupport
import Testing

@Suite struct SavedWebsiteTests {
    private func page(_ name: String, _ text: String) -> String {
        """
        <html lang=en><head><title>\(name) – Quartet Shop</title></head><body>
        <div class=bar>We use cookies. <a href=privacy.html>More</a></div>
        <ul><li><a href=returns.html>Returns</a><li><a href=help/sizes.html>Sizes</a><li><a href=index.html>Home</a></ul>
        <h1>Quartet Shop</h1><div>\(text)</div>
        <table><tr><td>Mon<td>9–17<tr><td>Sun<td>closed</table>
        <p>© 2027 Quartet Shop</p></body></html>
        """
    }

    private func site() throws -> TemporaryFolder {
        let folder = TemporaryFolder()
        try folder.write(page("Home", "<p>Welcome.</p><p>We answer on weekdays.</p>"), to: "index.html")
        try folder.write(
            page("Returns", "<p>Within 30 days.</p><p>We answer on weekdays.</p>"), to: "returns.html")
        try folder.write(page("Sizes", "<h2>Women</h2><p>See the table.</p>"), to: "help/sizes.html")
        try folder.write(page("Privacy", "<p>We keep little.</p>"), to: "privacy.html")
        try folder.write("body { }", to: "style.css")
        return folder
    }

    @Test func dropsWhatStandsOnMostPages() throws {
        let folder = try site()
        let read = try ArticleFiles().read([folder.path])
        #expect(read.problems.isEmpty)
        #expect(read.articles.map(\.id) == ["help/sizes", "index", "privacy", "returns"])
        #expect(read.articles.map(\.title) == ["Sizes", "Home", "Privacy", "Returns"])
        #expect(
            read.articles.map(\.blocks) == [
                [.heading(level: 2, "Women"), .paragraph("See the table.")],
                [.paragraph("Welcome."), .paragraph("We answer on weekdays.")],
                [.paragraph("We keep little.")],
                [.paragraph("Within 30 days."), .paragraph("We answer on weekdays.")],
            ])
        #expect(read.entries.allSatisfy { $0.source == folder.path })
    }

    @Test func keepsAllOfTwoPages() throws {
        let folder = TemporaryFolder()
        for name in ["a", "b"] { try folder.write("<p>Shared.</p><p>Page \(name).</p>", to: "\(name).html") }
        #expect(try ArticleFiles().read([folder.path]).articles.map(\.blocks.count) == [2, 2])
    }

    @Test func readsEachPageOnceWhateverLeadsToIt() throws {
        let folder = try site()
        // Links between folders in a loop, one that leads out, and one that leads nowhere.
        let outside = TemporaryFolder()
        try outside.write("<p>Secret.</p>", to: "secret.html")
        try link(folder.path, to: folder.file("help/up"))
        try link(outside.file("secret.html"), to: folder.file("secret.html"))
        try link("missing", to: folder.file("nowhere.html"))
        let read = try ArticleFiles().read([folder.path, folder.path, folder.file("returns.html")])
        #expect(read.articles.map(\.id) == ["help/sizes", "index", "privacy", "returns"])
        #expect(
            read.problems.contains {
                $0.what == "a link that leads out of the folder" && $0.outcome == .refused
            })
        #expect(read.problems.contains { $0.file.hasSuffix("nowhere.html") })
    }

    private func link(_ target: String, to path: String) throws {
        try #require(symlink(target, path) == 0)
    }

    @Test func oneBadPageStopsNoOther() throws {
        let folder = try site()
        try folder.write(Array("PK\u{3}\u{4}".utf8) + [0xFF, 0x00, 0xFE], to: "archive.html")
        try folder.write(String(repeating: "<div>", count: 10_000) + "deep", to: "deep.html")
        let read = try ArticleFiles().read([folder.path])
        #expect(read.articles.count == 4)
        #expect(read.problems.count == 2 && read.problems.allSatisfy { $0.outcome == .refused })
        #expect(read.problems[0].what.contains("ZIP archive"))
    }
}
