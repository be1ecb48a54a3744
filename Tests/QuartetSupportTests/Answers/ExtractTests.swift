import QuartetSupport
import Testing

/// Which statements are cut out of a passage.
@Suite struct ExtractTests {
    /// In a language that the encoder does not know the cosines mislead; the kind of answer decides.
    @Test func unreadCosinesDoNotHideTheAnswer() {
        let statements = [
            "Standard: Preis 9,95 £, Dauer 4 bis 6 Werktage.",
            "Die Preise gelten für alle Bestellungen, die an einer Adresse in Deutschland oder Österreich ankommen.",
            "Wir liefern nicht an Postfächer, nicht an Packstationen und nicht an die Rezeption eines Hotels.",
            "Der Zusteller kommt zweimal und bringt das Paket danach in einen Paketshop in der Nähe des Kunden.",
        ]
        var found = FoundPassage(
            id: 1,
            passage: Passage(
                article: "versand", place: 0, title: "Versand", headings: [], statements: statements),
            article: ArticleHeader(Article(id: "versand", title: "Versand", blocks: [], language: "de")))
        found.statements = [0: 0.1, 1: 0.2, 2: 0.5, 3: 0.45]
        func first(trust: Float) -> Int? {
            var limits = Extract.Limits()
            limits.trust = trust
            limits.statements = 1
            return Extract(
                from: found, question: "Wie lange dauert die Lieferung?", scores: found.statements,
                kind: .duration, limits: limits
            ).pieces.first?.statement
        }
        #expect(first(trust: 1) == 2)
        #expect(first(trust: Extract.Limits.unreadTrust) == 0)
    }
}
