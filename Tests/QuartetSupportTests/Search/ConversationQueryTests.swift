import QuartetSupport
import Testing

/// Whether a message leans on the one before it.
@Suite struct ConversationQueryTests {
    private static let previous = "Do you do express delivery?"

    /// Both searches name an article about as clearly, so that the wording decides.
    private func leans(
        _ message: String, own: ConversationQuery.Clarity = .init(best: 0.8, margin: 0.1),
        joined: ConversationQuery.Clarity = .init(best: 0.8, margin: 0.1), unknownShare: Double = 0
    ) -> Bool {
        ConversationQuery(message, after: Self.previous)
            .leans(own: own, joined: joined, unknownShare: unknownShare) > 0.5
    }

    @Test(arguments: [
        "by when do I have to order for that?", "and to Norway?", "how long does that take?",
        "what about shoes", "what if it's on sale?", "und nach Wien?", "is it free?",
        "can I still change it?", "et pour la Belgique ?", "for under 18s as well?", "every week?",
        "while I wait?", "at what price?", "leather too?", "only online?",
    ])
    func somePhrasesLean(_ message: String) {
        #expect(leans(message))
        let query = ConversationQuery(message, after: Self.previous)
        #expect(query.joined == Self.previous + " " + message && query.own == message)
    }

    @Test(arguments: [
        "ok, do you repair zips", "thanks. student discount", "what does a licence cost?",
        "do you sell gift cards", "where is the London store", "is there a sauna and what does it cost?",
    ])
    func othersStandByThemselves(_ message: String) { #expect(!leans(message)) }

    /// A name alone is a subject of its own where it names an article clearly.
    @Test func whatEachFindsDecides() {
        #expect(!leans("gift wrap?", own: .init(best: 1.3, margin: 0.6)))
        #expect(leans("gift wrap?", own: .init(best: 0.5, margin: 0), joined: .init(best: 1.2, margin: 0.4)))
    }

    /// Words that no article has are a subject that the articles do not have.
    @Test func unknownWordsStandByThemselves() {
        #expect(leans("only online?"))
        #expect(!leans("only online?", unknownShare: 1))
    }

    @Test(arguments: [
        "I want to return the dress that I bought last week in your Bristol store, is this possible",
        "", "👠👠", "\"",
    ])
    func longAndEmptyOnesAreNotJoined(_ message: String) {
        #expect(ConversationQuery(message, after: Self.previous).joined == nil)
    }

    @Test func hasNothingToLeanOnAtTheBeginning() {
        #expect(ConversationQuery("how long does that take?", after: nil).joined == nil)
    }
}
