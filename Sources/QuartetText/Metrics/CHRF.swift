/// chrF of a corpus, as the public tool sacrebleu computes it by default (chrF2: 6 characters, no words, β = 2).
///
/// 100 · (1 + β²) · P · R / (β² · P + R), where P and R are precision and recall of character n-grams, averaged over the
/// orders n = 1…6 that both sides have; white space is ignored. With several references, the one that gives a text the
/// best score counts. Popović, "chrF: character n-gram F-score for automatic MT evaluation" (2015).
public struct CHRF: Sendable, Equatable {
    /// From 0 to 100.
    public let score: Double

    private static let longest = 6
    private static let betaSquared = 4.0

    /// Compares translations with one reference each.
    public init(_ translations: [String], references: [String]) throws {
        try self.init(translations, references: references.map { [$0] })
    }

    /// Compares translations with one or more references each.
    ///
    /// - Throws: ``TokenizerError/setting(_:found:expected:)`` if there are no texts, or the number of references differs.
    public init(_ translations: [String], references: [[String]]) throws {
        try TextMetric.check(translations, references)
        var sum = [Statistics](repeating: Statistics(), count: Self.longest)
        for (translation, references) in zip(translations, references) {
            let characters = Self.characters(translation)
            var best: (score: Double, statistics: [Statistics])?
            for reference in references {
                let other = Self.characters(reference)
                let statistics = (1...Self.longest).map { Statistics(characters, other, order: $0) }
                let score = Self.score(statistics)
                if score > best?.score ?? -1 { best = (score, statistics) }
            }
            for (index, statistics) in (best?.statistics ?? []).enumerated() { sum[index].add(statistics) }
        }
        score = Self.score(sum)
    }

    private struct Statistics {
        var translated = 0
        var reference = 0
        var matched = 0

        init() {}

        init(_ translation: [UInt32], _ reference: [UInt32], order: Int) {
            let (grams, others) = (NGrams.count(translation, order), NGrams.count(reference, order))
            // Orders that the reference is too short for do not count against the translation.
            translated = others.isEmpty ? 0 : grams.values.reduce(0, +)
            self.reference = others.values.reduce(0, +)
            matched = grams.reduce(0) { $0 + min($1.value, others[$1.key] ?? 0) }
        }

        mutating func add(_ other: Statistics) {
            translated += other.translated
            reference += other.reference
            matched += other.matched
        }
    }

    private static func characters(_ text: String) -> [UInt32] {
        text.unicodeScalars.lazy.map(\.value).filter { !MTEvalWords.isSpace($0) }
    }

    private static func score(_ statistics: [Statistics]) -> Double {
        let counted = statistics.filter { $0.translated > 0 && $0.reference > 0 }
        guard !counted.isEmpty else { return 0 }
        let orders = Double(counted.count)
        let precision = counted.reduce(0) { $0 + Double($1.matched) / Double($1.translated) } / orders
        let recall = counted.reduce(0) { $0 + Double($1.matched) / Double($1.reference) } / orders
        guard precision + recall > 0 else { return 0 }
        return 100 * (1 + betaSquared) * precision * recall / (betaSquared * precision + recall)
    }
}
