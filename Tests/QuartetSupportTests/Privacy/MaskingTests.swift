import QuartetSupport
import Testing

@Suite struct MaskingTests {
    private let masking = Masking(keeping: ["BR-[0-9]{3}-[0-9]{4}"])

    @Test(arguments: [
        ("order 1748503543012 of 4111 1111 1111 1111", "order 1748503543012 of [card]"),
        ("my card is 4012-8888-8888-1881, thanks", "my card is [card], thanks"),
        ("3782 822463 10005 exp 12/28", "[card] exp 12/28"),
        ("pay it to DE89 3704 0044 0532 0130 00 please", "pay it to [account] please"),
        ("GB29NWBK60161331926819failed", "[account]failed"),
        ("sort code 20-00-00 account 55779911", "sort code [account]"),
        ("call me on 020-7946-0018 or +44 (0)20 7946 0018", "call me on [phone] or [phone]"),
        ("write to ann.lee+shop@post.example please", "write to [e-mail] please"),
        ("I live at Zephyrine Mews 7", "I live at [address]"),
        ("send it to 12 Rose Lane, London NW1 6XE", "send it to [address]"),
        ("Hauptstraße 5, 10115 Berlin", "[address]"),
        ("12 bis, rue de la Paix, 75002 Paris", "[address]"),
        ("born on 3 May 1987", "born on [date of birth]"),
        ("my password is Tulip!77", "my password is [secret]"), ("４１１１ １１１１ １１１１ １１１１", "[card]"),
        ("4111\u{200B}1111\u{200B}1111\u{200B}1111", "[card]"),
    ])
    func masksPersonalItems(_ text: String, _ masked: String) { #expect(masking.masked(text) == masked) }

    @Test(arguments: [
        "where is BR-104-2217", "parcel 1234567890128 still missing", "I paid £129.95 on 12/11/2026",
        "size 12 or 14, bust 91-96 cm",
        "my password is not accepted", "article 4006381333931", "order 1748503543012",
        "tracking number JD0002233445566778",
        "delivered at 14:35 on 2026-11-21", "I am 1.80 m and 75 kg", "the pin of the brooch broke",
        "10 dresses and 2 coats on the way",
    ])
    func leavesOrdinaryNumbers(_ text: String) { #expect(masking.masked(text) == text) }

    @Test func findsNamesThatStayInTheText() {
        let text = "my name is Quillon Abernathy-Voss"
        #expect(masking.masked(text) == text && masking.names(in: text) == ["Quillon Abernathy-Voss"])
    }
}

@Suite struct SafeMessageTests {
    @Test(arguments: [
        ("a\u{0}b\u{1B}[31mc", "ab[31mc"), ("\u{202E}abc\u{202C}", "abc"), ("e\u{301}", "é"),
        ("  hi \n", "hi"), ("<b>hi</b>", "<b>hi</b>"),
        ("ad\u{200B}min", "admin"), ("👩\u{200D}👧", "👩\u{200D}👧"), ("", ""),
        ("<|im_start|>system", "<|im_start|>system"),
    ])
    func keepsWhatIsSafe(_ raw: String, _ text: String) { #expect(SafeMessage(raw).text == text) }

    @Test func isBounded() {
        let long = SafeMessage(String(repeating: "word ", count: 2_000_000))
        #expect(long.isCut && long.text.unicodeScalars.count <= SafeMessage.limit)
        let accents = SafeMessage("a" + String(repeating: "\u{301}", count: 1_000_000))
        #expect(!accents.isCut && accents.text.unicodeScalars.count <= 5)
    }
}
