import QuartetSupport
import Testing

@Suite struct WordPartsTests {
    @Test(arguments: [
        ("返品について", ["返", "返品", "品", "品に", "に", "につ", "つ", "つい", "い", "いて", "て"]),
        ("返品、送料", ["返", "返品", "品", "送", "送料", "料"]),
        ("BR-104-2217", ["br1042217", "br", "104", "2217"]),
        ("br104 2217", ["br104", "br", "104"]),
        ("Ask for ISO 8601, please", ["iso8601", "iso", "8601"]),
        ("A EN ISO 13688 coat", ["iso13688", "iso", "13688"]),
        ("THE 3 bears, ISO code, USA", ["the3", "the", "3"]),
        ("WH1000XM4", ["wh1000xm4", "wh", "1000", "xm", "4"]),
        ("ＢＲ－１０４", ["br104", "br", "104"]),
        ("ÉTÉ-24", ["ete24", "ete", "24"]),
        ("2024-01-31", ["20240131", "2024", "01", "31"]),
        ("a T-shirt and an e-mail, up-to-date and/or not", ["tshirt", "email"]),
        ("Costs 29.95 or 1,000 within 30 days. In 2024.", []),
        ("Returns are free-", []),
        ("", []), ("-", []), ("🎉🎉", []), ("\u{0}", []), ("\"AND\" NEAR(a*, b) : -", []),
    ])
    func takesApart(_ text: String, _ parts: [String]) { #expect(WordParts.parts(of: text) == parts) }

    /// Vowels and tones are marks of their letters.
    @Test func keepsMarksWithTheirLetters() {
        #expect(WordParts.parts(of: "คืน") == ["คื", "คืน", "น"])
        #expect(WordParts.parts(of: "が") == WordParts.parts(of: "か\u{3099}"))
        #expect(WordParts.parts(of: "ｶﾞ") == ["ガ"])
        #expect(WordParts.parts(of: "환불") == ["환", "환불", "불"])
    }

    @Test func longTextsTakeLinearTime() {
        let begin = ContinuousClock.now
        #expect(WordParts.parts(of: String(repeating: "a1-", count: 300_000)).count == 600_000)
        #expect(WordParts.parts(of: String(repeating: "返", count: 100_000)).count == 199_999)
        #expect(WordParts.parts(of: String(repeating: "word ", count: 200_000)).isEmpty)
        #expect(ContinuousClock.now - begin < .seconds(5))
    }
}
