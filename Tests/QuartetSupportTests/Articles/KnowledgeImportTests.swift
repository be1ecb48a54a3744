import Foundation
import QuartetSupport
import QuartetTestSupport
import Testing

@Suite struct KnowledgeImportTests {
    private let fixture: StoreFixture

    init() throws { fixture = try StoreFixture() }

    private func imported(_ paths: String...) throws -> KnowledgeImport.Report {
        try KnowledgeImport(into: fixture.base, encoder: nil)(paths, at: StoreFixture.at(0))
    }

    @Test func theTextTellsTheLanguageWhereNoKeyDoes() throws {
        let texts = [
            "de": "# Rückgabe\nSie können Artikel innerhalb von 30 Tagen zurückgeben.",
            "fr": "# Retours\nVous pouvez retourner un article dans les 30 jours.",
            "es": "# Devoluciones\nPuede devolver un artículo dentro de los 30 días.",
            "en": "# Returns\nYou can send goods back within 30 days.",
        ]
        for (language, text) in texts { try fixture.folder.write(text, to: "in/\(language).md") }
        // A key holds whatever the text is in; where the text leaves doubt it is English.
        try fixture.folder.write("---\nlanguage: it\n---\n" + texts["de", default: ""], to: "in/it.md")
        try fixture.folder.write("# BR-1\nXL 42", to: "in/code.md")
        _ = try imported(fixture.folder.file("in"))
        let languages = try Dictionary(
            uniqueKeysWithValues: fixture.base.articles().map { ($0.id, $0.language) })
        #expect(
            languages == ["de": "de", "fr": "fr", "es": "es", "en": "en", "it": "it", "code": "en"])
    }

    /// Ten thousand passages that did not change are read and compared, and nothing is stored.
    @Test func importingTheSameAgainIsQuick() throws {
        let words = [
            "parcel", "refund", "label", "order", "coat", "wool", "till", "receipt", "courier", "door",
        ]
        for article in 0..<1000 {
            var generator = SeededGenerator(UInt64(article))
            let sections = (0..<10).map { part in
                "## Part \(part)\n\n"
                    + (0..<50).map { _ in words.randomElement(using: &generator) ?? "" }.joined(
                        separator: " ")
            }
            try fixture.folder.write(
                "# Article \(article)\n\n" + sections.joined(separator: "\n\n"), to: "in/a\(article).md")
        }
        let path = fixture.folder.file("in")
        let first = try imported(path)
        #expect(first.new.count == 1000 && first.passages >= 10_000)
        let counter = try fixture.base.changeCounter()
        let begin = ContinuousClock.now
        let again = try imported(path)
        let time = ContinuousClock.now - begin
        print("importing \(first.passages) unchanged passages again: \(time)")
        #expect(again.unchanged == 1000 && again.passages == 0)
        #expect(try fixture.base.changeCounter() == counter)
        // 2 s alone on a machine of two cores; other tests run beside it.
        #expect(time < .seconds(10))
    }

    /// What comes out of bad files is said, and what can be read is there.
    @Test func badFilesStopNoOther() throws {
        let rows = (0..<2000).map { "| item \($0) | £\($0) |" }.joined(separator: "\n")
        let files: [String: [UInt8]] = [
            "large.md": Array(
                ("# Large\n" + String(repeating: "Words and more words. ", count: 250_000)).utf8),
            "table.md": Array("# Prices\n\n| item | price |\n| --- | --- |\n\(rows)\n".utf8),
            "deep.html": Array((String(repeating: "<div>", count: 10_000) + "deep").utf8),
            "zip.html": Array("PK\u{3}\u{4}".utf8) + [0, 1, 2, 255],
            "open.csv": Array("question,answer\nOne?,Yes.\nTwo?,\"No.\n".utf8),
            "one.md": Array("---\nid: same\n---\n# One\nFirst.".utf8),
            "two.md": Array("---\nid: same\n---\n# Two\nSecond.".utf8),
            "good.md": Array("# Good\nIt can be read.".utf8),
        ]
        for (name, bytes) in files { try fixture.folder.write(bytes, to: "in/" + name) }
        try FileManager.default.createSymbolicLink(
            atPath: fixture.folder.file("in/loop"), withDestinationPath: fixture.folder.file("in"))
        let begin = ContinuousClock.now
        let report = try imported(fixture.folder.file("in"))
        #expect(ContinuousClock.now - begin < .seconds(60))
        #expect(Set(report.new).isSuperset(of: ["large", "table", "same", "good", "one"]), "\(report.new)")
        for name in ["deep.html", "zip.html", "open.csv", "two.md"] {
            #expect(report.problems.contains { $0.contains(name) }, "\(name): \(report.problems)")
        }
        #expect(try fixture.articles(having: "£1999", "1999") == ["table"])
        #expect(try fixture.base.article("same")?.title == "One")
    }
}
