import QuartetSupport
import Testing

@Suite struct ChoicePickTests {
    private let choices = [
        Reply.Choice(article: "a", title: "Returning an item"),
        Reply.Choice(article: "b", title: "When your refund arrives"),
        Reply.Choice(article: "c", title: "Gift cards"),
    ]

    @Test(arguments: [
        ("2", 1), ("the second one", 1), ("number 3 please", 2), ("the last", 2), ("first", 0),
        ("gift cards", 2), ("the refund", 1),
        ("das zweite", 1),
    ])
    func picks(_ message: String, _ index: Int) {
        #expect(ChoicePick.index(of: message, among: choices, affirms: false) == index)
    }

    @Test(arguments: [
        "4", "none of them", "how long does delivery take?", "where is my refund",
        "I bought 2 dresses on the 3rd of May", "",
    ])
    func leavesOtherMessages(_ message: String) {
        #expect(ChoicePick.index(of: message, among: choices, affirms: false) == nil)
    }

    @Test func yesPicksTheOnlyOne() {
        #expect(ChoicePick.index(of: "yes", among: [choices[0]], affirms: true) == 0)
        #expect(ChoicePick.index(of: "yes", among: choices, affirms: true) == nil)
    }
}
