import QuartetSupport
import Testing

@Suite struct MessageReaderTests {
    private func meaning(of message: String) throws -> MessageMeaning {
        let fixture = try StoreFixture()
        var catalog = DeskCatalog(name: "Shop")
        catalog.tools = [
            ToolDeclaration(
                name: "status", needs: .order, source: .table(file: "orders.csv", sql: "SELECT 1"),
                sentences: [:],
                messages: ["where is my order", "when does my order arrive"],
                counterexamples: ["by when do I have to order", "can I cancel my order"])
        ]
        let reader = try MessageReader(catalog, encoder: nil, cues: Cues(nil), knowledge: fixture.base)
        return try reader.meaning(of: message, known: [:], today: nil)
    }

    @Test func aCounterexampleAsksForNoTool() throws {
        #expect(try meaning(of: "where is my order?").tool == "status")
        #expect(try meaning(of: "can I cancel my order?").tool == nil)
    }

    @Test(arguments: ["are you a bot?", "am I talking to a robot"])
    func whoIsThereIsNoWishForAPerson(_ message: String) throws {
        let meaning = try meaning(of: message)
        #expect(!meaning.wishesForPerson && meaning.smallTalk == .bot)
    }
}
