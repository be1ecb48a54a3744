import Foundation
import GRDB
import QuartetSupport
import QuartetTestSupport
import Testing

@Suite struct ArticleStoreTests {
    @Test func anArticleComesBackAsItWasGiven() throws {
        let fixture = try StoreFixture()
        var article = StoreFixture.boots
        article.record.audience = .staff
        article.record.handover = .always
        article.record.validUntil = CalendarDay("2027-08-31")
        article.record.tags = ["care", "\"quoted\"", "日本"]
        article.record.address = "https://example.com/boots"
        article.record.markdown += "\u{0}end"
        try fixture.apply(article)
        var expected = article.record
        // What follows a NUL is kept.
        expected.markdown = expected.markdown.replacing("\u{0}", with: "\u{FFFD}")
        var found = try #require(try fixture.base.article("boots"))
        #expect(found.importedAt == StoreFixture.at(0))
        found = try #require(try fixture.base.articles().first)
        #expect(found.markdown == expected.markdown && found.tags == expected.tags)
        #expect(
            found.validUntil == expected.validUntil && found.handover == .always && found.audience == .staff)
        #expect(try fixture.base.passages(of: "boots").map(\.passage) == article.passages)
        #expect(try fixture.base.article("shoes") == nil)
    }

    @Test func importingAgainUpdatesAndKeepsTheNumbersOfPassages() throws {
        let fixture = try StoreFixture()
        try fixture.apply(StoreFixture.returns, StoreFixture.boots)
        let before = try fixture.base.passages(of: "returns").map(\.id)
        let counter = try fixture.base.changeCounter()
        #expect(try fixture.articles(having: "refunds") == ["returns"])
        try fixture.apply(
            StoreFixture.article(
                "returns", "Returns",
                [
                    ["You can send goods back within 60 days."], ["Refunds take a week."],
                    ["Vouchers are final."],
                ]))
        let after = try fixture.base.passages(of: "returns")
        #expect(after.map(\.id).prefix(2) == before.prefix(2) && after.count == 3)
        #expect(try fixture.base.counts() == (2, 4))
        #expect(try fixture.base.changeCounter() > counter)
        // Old words are gone from the index, new ones are there, and others are where they were.
        #expect(try fixture.articles(having: "label") == [])
        #expect(try fixture.articles(having: "vouchers") == ["returns"])
        #expect(try fixture.articles(having: "wax") == ["boots"])
        #expect(
            try fixture.base.documentFrequency(of: ["label", "returns", "refunds"]) == [
                "returns": 3, "refunds": 1,
            ])
        // Fewer passages.
        try fixture.apply(StoreFixture.article("returns", "Sending back", [["It is easy."]]))
        #expect(try fixture.base.passages(of: "returns").map(\.id) == Array(before.prefix(1)))
        #expect(try fixture.articles(having: "vouchers", "refunds", "returns") == [])
        #expect(try fixture.base.damage() == [])
    }

    /// An encoder cannot read a title of any length; the index has all of it.
    @Test func aPassageMayHaveAShorterTitle() throws {
        let fixture = try StoreFixture()
        var article = StoreFixture.boots
        article.record.title = "Caring for leather boots, and a title that goes on and on"
        try fixture.apply(article)
        #expect(try fixture.base.passages(of: "boots").map(\.passage) == article.passages)
        #expect(try fixture.articles(having: "goes") == ["boots"])
        article.passages[0].title = article.record.title
        try fixture.apply(article)
        #expect(try fixture.base.passages(of: "boots").map(\.passage) == article.passages)
        #expect(try fixture.articles(having: "goes") == ["boots"])
    }

    @Test func nothingToDoIsNothingDone() throws {
        let fixture = try StoreFixture()
        try fixture.apply(StoreFixture.returns)
        let counter = try fixture.base.changeCounter()
        try fixture.base.apply([], encoder: StoreFixture.encoder, at: StoreFixture.at(1))
        #expect(try fixture.base.changeCounter() == counter)
    }

    @Test func whatWasRemovedByHandIsRemembered() throws {
        let fixture = try StoreFixture()
        try fixture.apply(StoreFixture.returns, StoreFixture.boots)
        #expect(try fixture.base.remove("boots", at: StoreFixture.at(1)))
        #expect(try !fixture.base.remove("boots", at: StoreFixture.at(2)))
        #expect(try fixture.base.articles().map(\.id) == ["returns"])
        #expect(try fixture.base.removedArticles() == ["boots"])
        #expect(try fixture.articles(having: "wax", "polish") == [])
        #expect(try fixture.base.vocabulary()["leather"] == nil)
        // Gone from its folder is not removed by hand.
        try fixture.base.apply([], removing: ["returns", "unknown"], encoder: nil, at: StoreFixture.at(3))
        #expect(try fixture.base.counts() == (0, 0))
        #expect(try fixture.base.removedArticles() == ["boots"])
        // Asked back.
        try fixture.apply(StoreFixture.boots)
        #expect(try fixture.base.removedArticles() == [])
        #expect(try fixture.articles(having: "wax") == ["boots"])
    }

    @Test func vectorsAreThoseOfTheTexts() throws {
        let fixture = try StoreFixture()
        try fixture.base.apply(
            [StoreFixture.returns, StoreFixture.boots], encoder: StoreFixture.encoder, at: StoreFixture.at(0))
        let vectors = try fixture.base.vectors(of: "letters")
        // Two passages, one of two statements, and one of another article, which has a synonym.
        #expect(vectors.count == 9 && vectors.width == 8)
        let grains: [VectorTexts.Grain] = [
            .passage, .statement, .statement, .name, .passage, .name, .passage, .name, .name,
        ]
        #expect(vectors.grains.map { VectorTexts.Grain(rawValue: $0) } == grains)
        #expect(vectors.statements == [0, 0, 1, 0, 0, 0, 0, 0, 0])
        let ids = try fixture.base.passages(of: "returns").map(\.id)
        #expect(vectors.passages.prefix(6) == [ids[0], ids[0], ids[0], ids[0], ids[1], ids[1]])
        let passage = StoreFixture.returns.passages[0]
        let expected = try StoreFixture.encoder.vectors([passage.encoded(passage.statements[1])])[0]
        for (number, code) in zip(expected, vectors.codes[16..<24]) {
            #expect(abs(number - Float(code) * vectors.scales[2]) <= vectors.scales[2] / 2 + 1e-6)
        }
        #expect(try fixture.base.vectors(of: "another").count == 0)
        // An article that is imported without them has none; they are made afterwards, and only those.
        try fixture.apply(StoreFixture.returns)
        #expect(try fixture.base.vectors(of: "letters").count == 3)
        var reports: [[Int]] = []
        try fixture.base.makeVectors(by: StoreFixture.encoder) { reports.append([$0, $1]) }
        #expect(reports == [[1, 1]])
        #expect(try fixture.base.vectors(of: "letters").count == 9)
        try fixture.base.makeVectors(by: StoreFixture.encoder) { reports.append([$0, $1]) }
        #expect(reports.count == 1)
        // Another encoder takes the place of the first.
        var other = PassageEncoder(fingerprint: "other") { $0.map { _ in [1, -1] } }
        other.grains = [.passage]
        try fixture.base.makeVectors(by: other)
        #expect(try fixture.base.vectors(of: "letters").count == 0)
        let constant = try fixture.base.vectors(of: "other")
        #expect(constant.codes == [127, -127, 127, -127, 127, -127] && constant.width == 2)
    }

    /// A version that took texts apart in another way leaves words that could not be taken out any more.
    @Test func indexesOfAnotherVersionAreMadeAnew() throws {
        let fixture = try StoreFixture()
        try fixture.apply(StoreFixture.returns, StoreFixture.boots)
        try fixture.base.set("indexForm", to: "of another version")
        try DatabaseQueue(path: fixture.path).write { database in
            try database.execute(sql: "INSERT INTO passageWords(passageWords) VALUES('delete-all')")
        }
        #expect(try fixture.articles(having: "wax") == [])
        let base = try KnowledgeBase.open(fixture.path)
        #expect(try fixture.articles(having: "wax") == ["boots"])
        #expect(try base.wordMatches(["returns"], limit: 9).count == 2)
        #expect(try base.vocabulary()["refunds"] == 1)
    }

    @Test func anEncoderThatFailsStoresNothing() throws {
        let fixture = try StoreFixture()
        struct Stop: Error {}
        let counter = try fixture.base.changeCounter()
        let failing = PassageEncoder(fingerprint: "x") { _ in throw Stop() }
        let wrong = PassageEncoder(fingerprint: "x") { _ in [[1]] }
        #expect(throws: Stop.self) {
            try fixture.base.apply([StoreFixture.returns], encoder: failing, at: StoreFixture.at(0))
        }
        #expect(throws: StoreError.self) {
            try fixture.base.apply([StoreFixture.returns], encoder: wrong, at: StoreFixture.at(0))
        }
        #expect(try fixture.base.counts() == (0, 0) && fixture.base.changeCounter() == counter)
    }

    @Test func quantisingKeepsSevenBitsOfTheLargest() {
        let vector = QuantizedVector([0.5, -1, 0.25, 0])
        #expect(vector.codes == [64, -127, 32, 0] && vector.scale == 1 / 127)
        #expect(QuantizedVector([0, 0]) == QuantizedVector([.nan, 0]))
        #expect(QuantizedVector([.infinity, 1]).codes == [0, 0])
    }

    @Test func passagesKnowTheirArticles() throws {
        let fixture = try StoreFixture()
        try fixture.apply(StoreFixture.returns, StoreFixture.boots)
        #expect(try fixture.base.passageOwners().owners == [0, 1, 1])
        // A passage that came later has a number after those of other articles.
        try fixture.apply(StoreFixture.article("boots", "Boots", [["One."], ["Two."]]))
        let owners = try fixture.base.passageOwners()
        #expect(owners.articles == ["boots", "returns"] && owners.owners == [0, 0, 1, 1])
        let passages = try fixture.base.passages(owners.passages + [999])
        #expect(passages.count == 4)
        #expect(
            zip(owners.passages, owners.owners).allSatisfy { id, owner in
                passages[id]?.passage.article == owners.articles[Int(owner)]
            })
    }

    @Test func ownQuestionsAreReplaced() throws {
        let fixture = try StoreFixture()
        let questions = [
            QuestionRecord("how do I send it back", article: "returns"),
            QuestionRecord("who won", article: nil),
        ]
        try fixture.base.setQuestions([QuestionRecord("old", article: nil)])
        try fixture.base.setQuestions(questions)
        #expect(try fixture.base.questions() == questions)
    }

    @Test func ownQuestionsTeachTheirArticles() throws {
        let fixture = try StoreFixture()
        let encoder = PassageEncoder(fingerprint: "a") { texts in
            texts.map { $0.contains("send") ? [1, 0, 0] : $0.contains("wash") ? [0, 1, 0] : [0, 0, 1] }
        }
        let questions = [
            QuestionRecord("how do I send it back", article: "returns"),
            QuestionRecord("send the parcel to you", article: "returns"),
            QuestionRecord("how do I wash suede", article: "boots"),
            QuestionRecord("who won the match", article: nil),
        ]
        let head = try #require(try QuestionTraining(encoder).head(of: questions))
        try fixture.base.setQuestions(questions, head: head)
        let model = try #require(try fixture.base.questionModel(of: "a"))
        #expect(model.head == head)
        let counts = try fixture.base.questionCounts(of: ["send", "parcel", "unknown"])
        #expect(counts == [["returns": 2], ["returns": 1]])
        let sending = model([1, 0, 0], counts: counts)
        #expect(sending.nearestArticles(1) == ["returns"])
        #expect(sending.articles["returns", default: 0] > 0.7 && sending.answered > 0)
        #expect(model([0, 0, 1], counts: []).answered < 0)
        // A rejected article leaves its probability to the others.
        let other = model([1, 0, 0], counts: counts, excluding: ["returns"])
        #expect(other.articles == ["boots": 1])
        // Without the encoder that the head belongs to, the words of the questions tell.
        let byWords = try #require(try fixture.base.questionModel(of: "another"))
        #expect(byWords.head == nil && byWords(nil, counts: counts).nearestArticles(1) == ["returns"])
    }

    @Test func aKnowledgeBaseOfTheFirstVersionKeepsItsQuestions() throws {
        try inFolder { folder in
            let path = folder + "/old.sqlite"
            let first = try KnowledgeBase.open(path)
            try first.setQuestions([QuestionRecord("how do I send it back", article: nil)])
            // As the first version had it.
            try DatabaseQueue(path: path).write { database in
                try database.execute(sql: "ALTER TABLE question DROP COLUMN heading")
                for table in ["questionWord", "questionHead"] {
                    try database.execute(sql: "DROP TABLE \(table)")
                }
                try database.execute(sql: "PRAGMA user_version = 1")
            }
            let base = try KnowledgeBase.open(path)
            #expect(try base.questions().map(\.text) == ["how do I send it back"])
            // What they teach comes with the next import.
            #expect(try base.questionModel(of: "a") == nil)
        }
    }
}
