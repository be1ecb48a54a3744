import QuartetSupport
import Testing

@Suite struct SlotReaderTests {
    private let reader = SlotReader(
        order: "BR-[0-9]{3}-[0-9]{4}", products: ["dress", "coat", "boots", "Kleid"])
    private let today = CalendarDay("2026-11-29")

    private func slots(_ message: String, _ known: [String: String] = [:]) -> [String: String] {
        reader.slots(of: message, known: known, today: today)
    }

    @Test func findsWhatIsStated() {
        #expect(
            slots("the dress from order br-104-2217, size 12, for £49.50, came yesterday") == [
                "order": "BR-104-2217", "size": "12", "amount": "£49.50", "date": "2026-11-28",
                "product": "dress",
            ])
    }

    @Test(arguments: ["no, 2217", "2217", "sorry, it ends in 2217", "nein, 2217"])
    func correctsTheLastGroup(_ message: String) {
        #expect(slots(message, ["order": "BR-104-2271"])["order"] == "BR-104-2217")
    }

    @Test(arguments: ["I was born in 1987 and want a red coat", "2217"])
    func correctsNothingUnasked(_ message: String) { #expect(slots(message)["order"] == nil) }

    @Test(arguments: [
        ("bought on 3 May", "2026-05-03"), ("am 3. Dezember", "2026-12-03"),
        ("le 14 juillet 2025", "2025-07-14"), ("2026-10-01", "2026-10-01"),
        ("since tomorrow", "2026-11-30"),
    ])
    func readsDates(_ message: String, _ date: String) { #expect(slots(message)["date"] == date) }

    @Test func mayIsAlsoAVerb() { #expect(slots("may I return it")["date"] == nil) }
}
