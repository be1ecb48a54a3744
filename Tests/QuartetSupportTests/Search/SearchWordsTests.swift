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

    /// Short words are mended only to words with which one asks, others to compounds that they are a part of.
    @Test(arguments: [("waht", "what"), ("csot", "cost"), ("tiem", "time"), ("ration", "alteration")])
    func mendsShortAndPartialWords(_ wrong: String, _ right: String) {
        #expect(repair.repaired(wrong) == right)
    }

    /// Known words, short words, numbers, and words that are far from all others stay.
    @Test(arguments: ["return", "cot", "boot", "bitcoin", "10424", "the", "norway", "dlvry"])
    func leavesOthersAlone(_ word: String) { #expect(repair.repaired(word) == nil) }
}
