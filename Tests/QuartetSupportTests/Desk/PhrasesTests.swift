import QuartetSupport
import Testing

@Suite struct PhrasesTests {
    private let phrases: Phrases

    init() throws { phrases = try Phrases() }

    private static let names = [
        "greeting", "thanks", "goodbye", "wellbeing", "bot", "praise", "clarify.choices", "clarify.others",
        "clarify.rephrase",
        "clarify.offSubject", "clarify.order", "escalate.asked", "escalate.mood", "escalate.subject",
        "escalate.noSupport",
        "escalate.needsPerson", "escalate.failedTurns", "escalate.tool", "escalate.language", "waiting",
        "hours.back", "hours.backOn",
        "long", "advice", "partly", "translated.question", "translated.both",
    ]

    @Test(arguments: ["en", "de", "fr", "es"], names)
    func areThereInEveryLanguage(_ language: String, _ name: String) throws {
        let text = try #require(phrases.text(name, language: language))
        if language != "en" { #expect(text != phrases.text(name, language: "en")) }
    }

    @Test func neverRepeatTheLastWords() throws {
        let first = try #require(phrases.text("waiting", language: "en"))
        let second = try #require(phrases.text("waiting", language: "en", after: first))
        #expect(first != second)
    }

    @Test func fillPlaces() {
        #expect(
            phrases.text("status.order", language: "en", values: ["order": "7", "status": "sent"])
                == "Order 7: sent.")
    }

    @Test func aShopsGeneralWordingReplacesEveryReason() {
        let own = phrases.overridden(by: ["escalate": "Ada will look after you."])
        #expect(own.text("escalate.mood", language: "en") == "Ada will look after you.")
        #expect(own.text("escalate.mood", language: "de") == phrases.text("escalate.mood", language: "de"))
    }

    @Test func anUnknownLanguageHasEnglish() {
        #expect(phrases.text("greeting", language: "xx") == phrases.text("greeting", language: "en"))
    }
}

@Suite struct DeskCatalogTests {
    @Test func readsTheShopThatShips() throws {
        let desk = try DeskCatalog()
        #expect(desk.name == "Briar Row" && desk.order?.example == "BR-104-2217")
        #expect(desk.tools.map(\.name) == ["order status"] && desk.personSubjects.count == 3)
        #expect(Set(desk.help.keys) == ["en", "de", "fr", "es"])
    }
}
