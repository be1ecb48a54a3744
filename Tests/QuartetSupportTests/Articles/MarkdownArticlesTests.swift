import QuartetSupport
import QuartetTestSupport
import Testing

/// Front matter and titles.
@Suite struct MarkdownArticlesTests {
    private func read(_ text: String, as name: String = "size-exchange.md") throws -> ReadArticles {
        let folder = TemporaryFolder()
        return try withExtendedLifetime(folder) { try ArticleFiles().read([folder.write(text, to: name)]) }
    }

    @Test func takesEveryKey() throws {
        let read = try read(
            """
            ---
            id: swap            # for citations
            title: "Exchanges: sizes"
            tags: [sizes, "swap, change"]
            language: pt-BR
            audience: staff
            handover: always
            validUntil: 2027-08-31
            synonyms: wrong size, too small
            address: https://shop.example/swap
            ---
            # Exchanges: sizes
            Within 30 days.
            """)
        var article = Article(
            id: "swap", title: "Exchanges: sizes", blocks: [.paragraph("Within 30 days.")], language: "pt")
        article.tags = ["sizes", "swap, change"]
        (article.audience, article.handover) = (.staff, .always)
        article.validUntil = CalendarDay("2027-08-31")
        article.synonyms = ["wrong size", "too small"]
        article.address = "https://shop.example/swap"
        #expect(read.articles == [article])
        #expect(read.problems.isEmpty)
    }

    @Test(arguments: [
        ("# Exchanges\nText.", "Exchanges", 1), ("## Exchanges\nText.", "Exchanges", 1),
        ("Text.", "Size exchange", 1),
        ("Text.\n# Exchanges\nMore.", "Exchanges", 3),
        ("---\ntitle: Swap\n---\n# Exchanges\nText.", "Swap", 2),
        ("---\n---\n# Exchanges\nText.", "Exchanges", 1), ("---\n# Exchanges", "Exchanges", 0),
        ("\u{FEFF}---\r\ntitle: Swap\r\n---\r\nText.", "Swap", 1),
        ("---\n\nA rule above a text.\n\n---\n", "Size exchange", 1),
        ("---\ntitle: no\n...\nText.", "no", 1),
    ])
    func findsTheTitle(_ text: String, _ title: String, _ blocks: Int) throws {
        let article = try #require(try read(text).articles.first)
        #expect(article.title == title)
        #expect(article.blocks.count == blocks)
        #expect(article.id == "size-exchange")
    }

    /// Keys without which the article is still safe to read.
    @Test(arguments: [
        ("colour: red", 2, "unknown key 'colour'; expected one of: id, title"),
        ("tag: a", 2, "unknown key 'tag'"),
        ("synonym: a", 2, "write 'synonyms'"), ("title: \"\"", 2, "title is ''"),
        ("language: english", 2, "expected a code such as en"),
        ("address: javascript:alert(1)", 2, "expected an address"), ("\nid: [a, b]", 3, "id is 'a, b'"),
    ])
    func reportsKeys(_ line: String, _ number: Int, _ reason: String) throws {
        let read = try read("---\n\(line)\n---\n# Exchanges\nText.")
        let problem = try #require(read.problems.first)
        #expect(problem.line == number && problem.outcome == .read)
        #expect(problem.description.contains(reason), "\(problem)")
        #expect(read.articles.count == 1)
    }

    /// An article whose readers are in doubt reaches nobody.
    @Test(arguments: [
        ("audience: everyone", "expected one of: customers, staff"),
        ("audience: Staff", "audience is 'Staff'"), ("audience:", "audience is ''"),
        ("audience: [staff]x", "no YAML"), ("audience: [staff, customers]", "audience is"),
        ("audience: {for: staff}", "keys of its own"),
        ("Audience: staff", "write 'audience'"), ("audiance: staff", "write 'audience'"),
        ("visibility: staff", "write 'audience'"),
        ("handover: allways", "expected one of: always, never"), ("validUntil: 31.08.2027", "expected a day"),
        ("validUntil: 2027-02-30", "expected a day"), ("valid_until: 2027-08-31", "write 'validUntil'"),
        ("title: Exchanges: sizes", "quotes"), ("audience: staff\naudience: customers", "twice"),
        ("\t- x", "no YAML"),
        ("- a\n- b", "without keys"), ("? [a, b]\n: c", "no word"),
        ("a: &x [1]\nb: *x", "references"), ("audience: \"\\uD800\"", "no YAML"),
    ])
    func refusesWhatItCannotTrust(_ keys: String, _ reason: String) throws {
        let read = try read("---\n\(keys)\n---\n# Exchanges\nText.")
        #expect(read.articles.isEmpty)
        let problem = try #require(read.problems.first { $0.outcome == .refused })
        #expect(problem.line != nil)
        #expect(problem.description.contains(reason), "\(problem)")
    }

    @Test(arguments: ["---\naudience: staff\n# Exchanges\nText.", "---\n\naudience: staff\nText."])
    func refusesFrontMatterWithoutAnEnd(_ text: String) throws {
        let read = try read(text)
        #expect(read.articles.isEmpty)
        #expect(read.problems.first?.what == "front matter that does not end")
    }

    @Test func refusesHugeOrDeepFrontMatter() throws {
        for value in [String(repeating: "[", count: 5000), String(repeating: "x", count: 100_000)] {
            let read = try read("---\ntags: \(value)\n---\nText.")
            #expect(read.articles.isEmpty && read.problems.count == 1)
        }
        // Each level doubles the one below it.
        let bomb = (0..<40).map { "a\($0): &a\($0) [*a\(max(0, $0 - 1)), *a\(max(0, $0 - 1))]" }.joined(
            separator: "\n")
        #expect(try self.read("---\n\(bomb)\n? *a39\n: 1\n---\nText.").articles.isEmpty)
    }

    @Test func guessesTheLanguageOfTheText() throws {
        let folder = TemporaryFolder()
        let paths = try [
            folder.write("# Rückgabe\nInnerhalb von 30 Tagen.", to: "a.md"),
            folder.write("---\nlanguage: fr\n---\nTexte.", to: "b.md"),
            folder.write("Text.", to: "c.md"),
        ]
        let files = ArticleFiles { text in text.contains("Tagen") ? "de" : nil }
        #expect(try files.read(paths).articles.map(\.language) == ["de", "fr", "en"])
    }
}
