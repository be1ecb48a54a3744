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

    /// A word that is right although no article has it is another subject, not a mistake.
    @Test func leavesOrdinaryWordsAlone() {
        let repair = SpellingRepair(vocabulary: ["purses": 3, "personalausweis": 2]) {
            ["nurses", "ausweis"].contains($0)
        }
        #expect(repair.repaired("nurses") == nil && repair.repaired("pursess") == "purses")
        #expect(repair.repaired("ausweis") == "personalausweis")
    }

    /// Known words, short words, numbers, and words that are far from all others stay.
    @Test(arguments: ["return", "cot", "boot", "bitcoin", "10424", "the", "norway", "dlvry"])
    func leavesOthersAlone(_ word: String) { #expect(repair.repaired(word) == nil) }
}

@Suite struct WordRarityTests {
    @Test func partsOfCompoundsAreCovered() {
        let rarity = WordRarity(documents: ["ausweis": 1, "kosten": 4], passages: 9)
        let title = ["personalausweis"]
        #expect(rarity.coverage(of: ["ausweis"], by: Set(title)) == 0)
        #expect(rarity.coverage(of: ["ausweis"], byPartsOf: title) == 1)
        let share = rarity.coverage(of: ["ausweis", "kosten"], byPartsOf: title)
        #expect(abs(share - rarity["ausweis"] / (rarity["ausweis"] + rarity["kosten"])) < 1e-9)
        // Of three letters a part says nothing.
        #expect(rarity.coverage(of: ["aus"], byPartsOf: title) == 0)
    }
}
