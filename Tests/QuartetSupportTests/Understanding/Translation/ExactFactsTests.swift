import QuartetSupport
import Testing

@Suite struct ExactFactsTests {
    @Test(arguments: [
        ("It costs £4.50 within 30 days.", "Costa 4,50 £ entro 30 giorni."),
        ("Order BR-104-2217 left at 14:00.", "L'ordine BR-104-2217 è partito alle 14:00."),
        ("Write to help@shop.example.", "Scrivi a help@shop.example"),
        ("5 and 30 days", "5 e 30 giorni"), ("Goods come back.", "La merce torna."),
    ]) func survive(_ text: String, _ translation: String) {
        for readsWords in [true, false] {
            #expect(
                ExactFacts(text, readsWords: readsWords) == ExactFacts(translation, readsWords: readsWords))
        }
    }

    @Test(arguments: [
        ("It costs £4.50.", "Costa £4.05."), ("Within 30 days.", "Entro 3 giorni."),
        ("Within 30 days.", "Entro giorni."), ("It costs something.", "Costa 5."),
        ("Order BR-104-2217 left.", "L'ordine BR-104-2271 è partito."), ("5 and 5", "5"),
        ("Sale 14 days, others 30.", "Saldi 30 giorni, altri 14."),
        ("Write to help@shop.example.", "Scrivi a aiuto@shop.example"),
    ]) func areLost(_ text: String, _ translation: String) {
        for readsWords in [true, false] {
            #expect(
                ExactFacts(text, readsWords: readsWords) != ExactFacts(translation, readsWords: readsWords))
        }
    }

    /// Nothing vouches for what is written in letters.
    @Test(arguments: [
        ("It takes two days.", "Ci vogliono tre giorni."), ("It costs 5 euros.", "Costa 5 dollars."),
        ("DHL brings it.", "Lo porta UPS."),
    ]) func wordsCountInAnswers(_ text: String, _ translation: String) {
        #expect(ExactFacts(text, readsWords: true) != ExactFacts(translation, readsWords: true))
        #expect(ExactFacts(text, readsWords: false) == ExactFacts(translation, readsWords: false))
    }
}
