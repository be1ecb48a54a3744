import Foundation
import QuartetSupport
import QuartetTestSupport
import Testing

@Suite struct DamageTests {
    /// A knowledge base of a few hundred pages, closed.
    private func closedBase(in folder: TemporaryFolder, articles: Int = 200) throws -> String {
        let path = folder.file("kb.sqlite")
        let base = try KnowledgeBase.open(path)
        let text = (0..<40).map { "Sentence \($0) of an article that is long enough." }
        try base.apply(
            (0..<articles).map { StoreFixture.article("a\($0)", "Title \($0)", [text]) }, encoder: nil,
            at: StoreFixture.at(0))
        return path
    }

    @Test func aCutFileSaysSoAndGivesWhatIsLeft() throws {
        let folder = TemporaryFolder()
        let path = try closedBase(in: folder)
        let bytes = try folder.bytes("kb.sqlite")
        try folder.write(bytes.prefix(bytes.count / 2), to: "kb.sqlite")
        let error = #expect(throws: StoreError.self) { _ = try KnowledgeBase.open(path) }
        guard case .damaged = error else { throw try #require(error) }
        #expect(error?.description.contains("export saves") == true)
        let saved = try KnowledgeBase.salvage(path)
        #expect((10..<200).contains(saved.articles.count))
        #expect(saved.articles.allSatisfy { $0.markdown.contains("Sentence 39 of") })
        #expect(try folder.bytes("kb.sqlite").count == bytes.count / 2)
    }

    /// Bytes are overwritten at many places, one page after another.
    @Test func overwrittenPagesAreNoticedAndNeverEndTheProgram() throws {
        let folder = TemporaryFolder()
        let path = try closedBase(in: folder, articles: 60)
        let whole = try folder.bytes("kb.sqlite")
        var generator = SeededGenerator(3)
        var (noticed, saved) = (0, 0)
        for page in stride(from: 1, to: whole.count / 4096, by: 3) {
            var bytes = whole
            for index in 0..<64 { bytes[page * 4096 + index] = .random(in: 0...255, using: &generator) }
            for ending in ["-wal", "-shm"] { unlink(path + ending) }
            try folder.write(bytes, to: "kb.sqlite")
            do {
                let base = try KnowledgeBase.open(path)
                _ = try base.articles()
                _ = try base.wordMatches(["sentence"], limit: 3)
            } catch let error as StoreError {
                if case .damaged = error { noticed += 1 }
            }
            do {
                saved += try KnowledgeBase.salvage(path).articles.count
            } catch StoreError.damaged {
                // The list of tables itself.
            }
        }
        let rounds = stride(from: 1, to: whole.count / 4096, by: 3).underestimatedCount
        #expect(noticed > rounds * 3 / 4)
        #expect(saved > rounds * 40)
    }

    @Test func aWholeOneGivesAllOfItsArticles() throws {
        let folder = TemporaryFolder()
        let saved = try KnowledgeBase.salvage(try closedBase(in: folder, articles: 20))
        #expect(saved.articles.count == 20 && saved.lost == 0)
        #expect(throws: StoreError.self) {
            _ = try KnowledgeBase.salvage(folder.write("text", to: "notes.md"))
        }
    }
}
