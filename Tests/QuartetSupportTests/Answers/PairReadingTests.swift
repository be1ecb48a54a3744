import QuartetModels
import QuartetSupport
import QuartetTestSupport
import Testing

/// What the pair encoder read can be read again, to see what it attended to.
@Suite struct PairReadingTests {
    @Test func theBestPassageKeepsWhatWasRead() throws {
        let fixture = try StoreFixture()
        try fixture.apply(StoreFixture.returns, StoreFixture.boots)
        let small = try PairEncoder(folder: Checkout.file("Fixtures/reference/encoders/bert-pair"))
        let desk = try Desk(
            fixture.base, models: DeskModels(pairs: SharedPairEncoder(small, name: "small")))
        let found = try desk.finder.reranking(.always)("how long do refunds take when I send goods back?")
        let reading = try #require(found.best?.reading)
        #expect(reading.question.contains("refunds") && found.best?.pair != nil)
        let attention = try #require(try desk.pairs?.attention(of: reading.question, with: reading.text))
        #expect(attention.question == reading.question.split(separator: " ").map { String($0) })
        // This encoder reads a few words only.
        let words = reading.text.split(separator: " ").map { String($0) }
        #expect(!attention.passage.isEmpty && words.starts(with: attention.passage))
        #expect(attention.weights.count == attention.question.count * attention.passage.count)
        let score = try small.scores(of: reading.question, with: [reading.text])[0]
        #expect(abs(score - (found.best?.pair ?? 0)) < 1e-3)
    }
}
