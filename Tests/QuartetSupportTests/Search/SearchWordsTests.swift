import QuartetSupport
import Testing

@Suite struct SearchWordsTests {
    @Test(arguments: [
        ("Où est ma commande ?", ["ou", "est", "ma", "commande"]), ("BR-104-2217", ["br", "104", "2217"]),
        ("Größe 38,5", ["große", "38", "5"]), ("it's £4.50!", ["it", "s", "4", "50"]), ("返品について", ["返品について"]),
        ("\"; DROP TABLE articles; --", ["drop", "table", "articles"]), ("😀 ?!", []),
    ])
    func splitsAsTheIndexDoes(_ text: String, _ words: [String]) { #expect(SearchWords(text).words == words) }

    @Test func leavesFunctionWordsOut() {
        #expect(
            SearchWords("how long does the delivery take to Norway, and the delivery to Spain?").content == [
                "long", "delivery", "take", "norway", "spain",
            ])
    }
}

@Suite struct SpellingRepairTests {
    private let repair = SpellingRepair(vocabulary: [
        "return": 9, "returns": 4, "refund": 7, "delivery": 12, "cashmere": 3, "coat": 5, "coats": 2,
        "boots": 3, "alteration": 2,
    ])

    @Test(arguments: [
        ("retrun", "return"), ("refnud", "refund"), ("delivry", "delivery"), ("cashmeer", "cashmere"),
        ("alterration", "alteration"),
        ("altreation", "alteration"), ("alltreation", "alteration"),
    ])
    func mendsByTheVocabulary(_ wrong: String, _ right: String) { #expect(repair.repaired(wrong) == right) }

    /// Known words, short words, numbers, and words that are far from all others stay.
    @Test(arguments: ["return", "cot", "boot", "bitcoin", "10424", "the", "norway", "dlvry"])
    func leavesOthersAlone(_ word: String) { #expect(repair.repaired(word) == nil) }
}

@Suite struct ConversationQueryTests {
    @Test(arguments: [
        "by when do I have to order for that?", "and to Norway?", "how long does that take?",
        "what about shoes", "what if it's on sale?",
        "how long?", "und nach Wien?", "is it free?", "can I still change it?", "et pour la Belgique ?",
    ])
    func refersBack(_ message: String) {
        let query = ConversationQuery(message, after: "Do you do express delivery?")
        #expect(query.joined == "Do you do express delivery? " + message)
        #expect(query.own == message)
    }

    @Test(arguments: [
        "waxing boots", "gift wrap?", "opening times bristol", "how long does delivery take?",
        "do you sell gift cards",
        "where is my order",
        "I want to return the dress that I bought last week in your Bristol store, is this possible",
    ])
    func beginsAfresh(_ message: String) {
        #expect(ConversationQuery(message, after: "Do you do express delivery?").joined == nil)
    }

    @Test func hasNothingToReferToAtTheBeginning() {
        #expect(ConversationQuery("how long does that take?", after: nil).joined == nil)
    }
}
