internal import QuartetEngine

/// Whether what is asked is drawn, for the words of the catalogs.
struct WordFigures {
    let catalogs: DesignCatalogs
    let source: any FabricSource
    let isQuick: Bool
    let quiet: Bool

    func section() throws -> EvaluationSection {
        let words = try CatalogueWords(catalogs: catalogs, source: source)
        let step = isQuick ? 10 : 1
        let bar = ProgressReporter(
            "words", total: (words.phrases.count + step - 1) / step, unit: "words", quiet: quiet)
        let result = try words.run(step: step) { done, _ in bar.update(done) }
        bar.finish()
        // Every third wish, eight designs each.
        let some = stride(from: 0, to: result.shown.count, by: isQuick ? 1 : 3).map { result.shown[$0] }
        let held = try words.holding(some)
        func list(_ title: String, _ phrases: [CatalogueWords.Phrase]) -> [String] {
            guard !phrases.isEmpty else { return [] }
            let more = phrases.count > 40 ? " and \(phrases.count - 40) more" : ""
            return [title + phrases.prefix(40).map(\.words).joined(separator: ", ") + more + "."]
        }
        return EvaluationSection(
            title: "Asked = drawn",
            conditions:
                "For \(result.shown.count + result.missing.count) phrases of the catalogs: whether there is a garment whose "
                + "record with the word differs from the record without it in the field that the word names; and for "
                + "\(some.count) of them, whether what the word decides is the same in eight designs of a call.",
            figures: [
                EvaluationFigure("words that change their field", .share, atLeast: 1, values: [result.share]),
                EvaluationFigure("wishes that hold in all designs", .share, atLeast: 1, values: [held.share]),
            ],
            notes: list("Without effect: ", result.missing) + list("Not in all designs: ", held.broken))
    }
}
