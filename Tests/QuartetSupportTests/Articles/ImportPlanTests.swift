import Glibc
import QuartetFiles
import QuartetSupport
import QuartetTestSupport
import Testing

@Suite struct ImportPlanTests {
    private let folder = TemporaryFolder()

    private func read(_ name: String = "in") throws -> ReadArticles {
        try ArticleFiles().read([folder.file(name)])
    }

    private func stored(_ read: ReadArticles) -> [ImportPlan.Stored] {
        read.entries.map { .init(id: $0.article.id, fingerprint: $0.article.fingerprint, source: $0.source) }
    }

    private func writeShop() throws {
        try folder.write("# Returns\nYou can send goods back within 30 days.", to: "in/returns.md")
        try folder.write("# Delivery times\nStandard delivery takes 3 working days.", to: "in/delivery.md")
    }

    /// The case of an export that doubled everything when it was imported, and of articles that came back.
    @Test func importingAgainDoublesNothing() throws {
        try writeShop()
        let first = try read()
        var plan = ImportPlan(existing: [], removedByHand: [], read: first)
        #expect(plan.new.map(\.article.id) == ["delivery", "returns"])
        let existing = stored(first)
        try ArticleExport.write(first.articles, to: folder.file("out"))
        for name in ["out", "in"] {
            plan = ImportPlan(existing: existing, removedByHand: [], read: try read(name))
            #expect(
                plan.unchanged == ["delivery", "returns"] && plan.new.isEmpty && plan.changed.isEmpty
                    && plan.gone.isEmpty)
        }
        plan = ImportPlan(
            existing: existing.filter { $0.id == "returns" }, removedByHand: ["delivery"], read: try read())
        #expect(plan.keptRemoved == ["delivery"] && plan.new.isEmpty && plan.unchanged == ["returns"])
        plan = ImportPlan(
            existing: existing.filter { $0.id == "returns" }, removedByHand: ["delivery"], read: try read(),
            restores: true)
        #expect(plan.new.map(\.article.id) == ["delivery"] && plan.keptRemoved.isEmpty)
    }

    @Test func saysWhatChangedAndWhatIsGone() throws {
        try writeShop()
        let existing = stored(try read()) + [.init(id: "other", fingerprint: "1", source: "/elsewhere")]
        try folder.write("# Returns\nYou can send goods back within 28 days.", to: "in/returns.md")
        try remove("in/delivery.md")
        let plan = ImportPlan(existing: existing, removedByHand: [], read: try read())
        #expect(
            plan.changed.map(\.article.id) == ["returns"] && plan.gone == ["delivery"] && plan.unsure.isEmpty)
    }

    /// A file that could not be read may be the one that an article came from.
    @Test func nothingIsGoneWhereAFileWasRefused() throws {
        try writeShop()
        let existing = stored(try read())
        try folder.write([0xFF, 0xFF], to: "in/delivery.md")
        let plan = ImportPlan(existing: existing, removedByHand: [], read: try read())
        #expect(plan.gone.isEmpty && plan.unsure == ["delivery"] && plan.unchanged == ["returns"])
    }

    @Test func everyValueCounts() {
        let plain = Article(id: "a", title: "A", blocks: [.paragraph("x")])
        let changes: [(inout Article) -> Void] = [
            { $0.id = "b" }, { $0.title = "B" }, { $0.language = "de" }, { $0.audience = .staff },
            { $0.handover = .never },
            { $0.validUntil = CalendarDay("2027-08-31") }, { $0.tags = ["a", "b"] }, { $0.tags = ["a"] },
            { $0.synonyms = ["a", "b"] },
            { $0.synonyms = ["a"] }, { $0.tags = ["ab"] }, { $0.address = "https://shop.example" },
            { $0.blocks = [.paragraph("y")] },
            { $0.blocks = [.item("x", depth: 0, number: nil)] }, { $0.blocks = [] },
        ]
        let changed = changes.map { change -> String in
            var article = plain
            change(&article)
            return article.fingerprint
        }
        #expect(Set(changed + [plain.fingerprint]).count == changes.count + 1)
    }

    private func remove(_ name: String) throws { try #require(unlink(folder.file(name)) == 0) }

    // MARK: Export

    @Test func exportsEqualArticles() throws {
        var random = SeededGenerator(9)
        let ids = [
            "returns", "help/sizes", "../up", ".hidden", "a b", "C#: \"quoted\"", "%2F", "返品", "con",
            "trailing.", "v1.2", "-dash",
            String(repeating: "long", count: 50), "\u{1F600}", "no", "Returns", "a\\b", "*", "'",
        ]
        let articles = ids.map { id in
            var article = Article(
                id: id,
                title: [id + " title", "# Hash", "- dash: #1", "1. a"].randomElement(using: &random) ?? id,
                blocks: BlockBuilder.normalised((0..<6).map { _ in RandomBlocks.block(&random) }),
                language: "no")
            article.tags = ["a, b", "\"c\"", "d: e", "*f"]
            article.synonyms = id == "returns" ? [] : ["null", "~", "back\\slash"]
            article.address = "https://shop.example/?q=a#b"
            article.audience = Bool.random(using: &random) ? .staff : .customers
            article.handover = .never
            article.validUntil = CalendarDay("2027-08-31")
            return article
        }
        let paths = try ArticleExport.write(articles, to: folder.file("out"))
        #expect(paths.count == ids.count)
        #expect(paths.allSatisfy { $0.hasPrefix(folder.file("out") + "/") && $0.hasSuffix(".md") })
        let read = try read("out")
        #expect(read.problems.isEmpty, "\(read.problems)")
        let byID = Dictionary(read.articles.map { ($0.id, $0) }) { first, _ in first }
        for article in articles { #expect(byID[article.id] == article) }
        #expect(try folder.names(in: "out").count == ids.count)
        // Again, into the same folder.
        try ArticleExport.write(articles, to: folder.file("out"))
        #expect(try self.read("out").articles.count == ids.count)
    }

    @Test func exportsNothingAmongOtherArticles() throws {
        try writeShop()
        #expect(throws: FileError.self) {
            try ArticleExport.write([Article(id: "a", title: "A", blocks: [])], to: folder.file("in"))
        }
        #expect(try folder.names(in: "in") == ["delivery.md", "returns.md"])
    }
}
