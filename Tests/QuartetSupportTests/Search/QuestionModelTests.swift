import Foundation
import QuartetSupport
import QuartetTestSupport
import Testing

@Suite struct QuestionModelTests {
    /// Vectors that the encoder of a test gives to texts.
    private static let encoder = PassageEncoder(fingerprint: "test") { texts in
        texts.map { text in ["label", "days", "wash"].map { text.contains($0) ? Float(1) : 0 } }
    }
    private static let questions = [
        QuestionRecord("print a label", article: "returns", heading: "Labels"),
        QuestionRecord("where is my label", article: "returns", heading: "Labels"),
        QuestionRecord("how many days", article: "returns", heading: "Deadlines"),
        QuestionRecord("days to decide", article: "returns", heading: "Deadlines"),
        QuestionRecord("wash it", article: "care", heading: nil),
    ]

    @Test func theHeadTellsSectionsOfAnArticle() throws {
        let head = try #require(try QuestionTraining(Self.encoder).head(of: Self.questions))
        let words = QuestionWords(totals: ["returns": 12, "care": 2], vocabulary: 12)
        let prediction = QuestionModel(head: head, words: words)([0, 1, 0], counts: [["returns": 2]])
        #expect(prediction.information(on: ["Deadlines"], of: "returns") == 0)
        #expect(prediction.information(on: ["Labels"], of: "returns") < -1)
        // A passage whose heading no question names is as far behind as can be.
        #expect(prediction.information(on: ["Other"], of: "returns") == -3)
        // An article without questions is neither nearer nor farther.
        #expect(prediction.information(on: "delivery") == nil)
        #expect(prediction.information(on: [], of: "delivery") == 0)
        let returns = prediction.information(on: "returns") ?? 0
        #expect(returns > 0 && returns <= log(2))
    }

    @Test func wordsAloneTellArticles() {
        let words = QuestionWords(totals: ["returns": 100, "care": 100, "": 50], vocabulary: 80)
        let model = QuestionModel(head: nil, words: words)
        let prediction = model(nil, counts: [["returns": 9, "care": 1], ["returns": 5]])
        #expect(prediction.nearestArticles(2) == ["returns", "care"])
        #expect(abs(prediction.articles.values.reduce(0, +) - 1) < 1e-9)
        #expect(prediction.sections.isEmpty)
        // p(w | a) = (n + 0.2) / (total + 0.2 vocabulary), to the power of 0.4.
        let (mine, other) = (9.2 * 5.2, 1.2 * 0.2)
        let expected = 1 / (1 + pow(other / mine, 0.4))
        #expect(abs(prediction.articles["returns", default: 0] - expected) < 1e-9)
    }

    @Test func aHeadComesBackFromItsFile() throws {
        try inFolder { folder in
            let head = try #require(try QuestionTraining(Self.encoder).head(of: Self.questions))
            try head.write(to: folder + "/head.safetensors")
            let found = try QuestionHead(path: folder + "/head.safetensors")
            #expect(found.sections == head.sections && found.encoder == "test")
            #expect(found.questions == QuestionTraining.fingerprint(of: Self.questions))
            let other = Self.questions.dropLast() + [QuestionRecord("wash it", article: "returns")]
            #expect(found.questions != QuestionTraining.fingerprint(of: Array(other)))
        }
    }

    @Test func questionsToOneArticleAloneTeachNothing() throws {
        let same = [QuestionRecord("a", article: "returns"), QuestionRecord("b", article: "returns")]
        #expect(try QuestionTraining(Self.encoder).head(of: same) == nil)
    }

    @Test func questionsThatAreHeldBackAreCounted() throws {
        let questions = (0..<40).map { index in
            index % 2 == 0
                ? QuestionRecord("label \(index)", article: "returns")
                : QuestionRecord("wash \(index)", article: "care")
        }
        let outcome = try #require(try QuestionTraining(Self.encoder)(questions))
        #expect(outcome.heldOut.article == 1 && outcome.heldOut.section == 1)
    }
}
