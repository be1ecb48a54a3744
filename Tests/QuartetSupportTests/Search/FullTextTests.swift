import QuartetSupport
import QuartetTestSupport
import Testing

@Suite struct FullTextTests {
    private func fixture() throws -> StoreFixture {
        let fixture = try StoreFixture()
        try fixture.apply(
            StoreFixture.returns, StoreFixture.boots,
            StoreFixture.article(
                "order-numbers", "Where is my order number?",
                [["The order number has the form BR-104-2217 and stands at the top of the e-mail."]]),
            StoreFixture.article(
                "henpin", "返品について", [["商品到着後14日以内であれば返品できます。", "送料はお客様の負担です。"]]),
            StoreFixture.article("wapsi", "वापसी", [["पैसा सात दिन में वापस।", "Ça coûte 5 €."]]))
        return fixture
    }

    @Test func ranksByWeightedColumns() throws {
        let fixture = try fixture()
        #expect(try fixture.articles(having: "boots") == ["boots"])
        // Synonyms, which no text has.
        #expect(try fixture.articles(having: "polish") == ["boots"])
        #expect(try fixture.articles(having: "order", "returns").first == "order-numbers")
        #expect(try fixture.articles(having: "coute") == ["wapsi"])
        #expect(try fixture.articles(having: "ÇA") == ["wapsi"])
        let matches = try fixture.base.wordMatches(["days", "returns"], limit: 10)
        #expect(
            matches.map(\.score) == matches.map(\.score).sorted(by: >) && matches.allSatisfy { $0.score > 0 })
        #expect(try fixture.base.wordMatches(["days", "returns"], limit: 1) == Array(matches.prefix(1)))
        #expect(try fixture.base.wordMatches(["returns"], limit: 0) == [])
        let first = try #require(matches.first).passage
        let others = try fixture.base.wordMatches(["days", "returns"], limit: 1) { $0 != first }
        #expect(others.count == 1 && others.first?.passage != first)
    }

    /// A word's vowel signs are marks: without them one word would be several.
    @Test func wordsOfOtherScriptsAreWhole() throws {
        let fixture = try fixture()
        #expect(try fixture.articles(having: "पैसा") == ["wapsi"])
        #expect(try fixture.articles(having: "प") == [])
    }

    @Test func findsPartsOfRunsAndCodes() throws {
        let fixture = try fixture()
        func articles(_ text: String) throws -> [String] {
            try fixture.articles(fixture.base.partMatches(WordParts.parts(of: text), limit: 10))
        }
        #expect(try articles("返品") == ["henpin"])
        #expect(try articles("返品の送料は誰が払いますか").first == "henpin")
        #expect(try articles("br1042217") == ["order-numbers"])
        #expect(try articles("BR–104–2217 or br-104-2217") == ["order-numbers"])
        #expect(try articles("email") == [])
        #expect(try fixture.articles(fixture.base.partMatches(["email"], limit: 10)) == ["order-numbers"])
    }

    /// Whatever a customer types is looked for, and is never an order to the index.
    @Test(arguments: [
        "\"", "\"\"", "'", "'; DROP TABLE article; --", "AND", "OR", "NOT", "NEAR(", "NEAR(returns boots, 5)",
        "-", "*",
        "returns*", ":", "title:returns", "title : returns", "^returns", "{title} : returns", "+", "(", ")",
        "🎉", "\u{0}",
        "re\u{0}turns", "\u{202E}snruter", "\u{FFFD}", "returns\" OR \"boots", "a\"b", "é\u{301}\u{301}", "%",
        "_", "\\",
    ])
    func anyTextIsOnlyAText(_ text: String) throws {
        let fixture = try fixture()
        for tokens in [[text], [text, "boots"], ["boots", text, text]] {
            let found = try fixture.articles(fixture.base.wordMatches(tokens, limit: 10))
            if tokens.count > 1 { #expect(found.contains("boots")) }
            _ = try fixture.base.partMatches(tokens, limit: 10)
            _ = try fixture.base.documentFrequency(of: tokens)
        }
        #expect(try fixture.base.counts() == (5, 6))
    }

    @Test func longMessagesAreBounded() throws {
        let fixture = try fixture()
        let begin = ContinuousClock.now
        let long = String(repeating: "a-", count: 5 << 20)
        #expect(try fixture.base.wordMatches([long], limit: 10) == [])
        #expect(try fixture.base.wordMatches([long, "boots"], limit: 10).count == 1)
        let many = (0..<1_000_000).map { "w\($0)" }
        #expect(try fixture.base.wordMatches(["boots"] + many, limit: 10).count == 1)
        // Beyond the limit nothing is read.
        #expect(
            try fixture.base.wordMatches(many.prefix(KnowledgeBase.tokenLimit) + ["boots"], limit: 10) == [])
        #expect(try fixture.base.wordMatches([], limit: 10) == [])
        #expect(ContinuousClock.now - begin < .seconds(5))
    }

    @Test func vocabularyHasTheWordsOfTheIndex() throws {
        let fixture = try fixture()
        let vocabulary = try fixture.base.vocabulary()
        #expect(vocabulary["returns"] == 2 && vocabulary["leather"] == 1 && vocabulary["coute"] == 1)
        #expect(vocabulary["returned"] == nil && vocabulary["Returns"] == nil)
    }
}
