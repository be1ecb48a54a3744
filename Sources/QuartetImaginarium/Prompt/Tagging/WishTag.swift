/// What the tagger makes of a phrase, whether the catalogs know it or not.
public struct WishTag: Sendable, Codable, Equatable {
    /// As written.
    public let words: String
    public let kind: WishKind
    /// The part of the garment that it is said of, as written; nil for the garment.
    public var part: String?
    /// Its probability.
    public let confidence: Double
    /// Whether the words stand in the catalogs.
    public let isKnown: Bool
}

/// The probabilities of a phrase's classes, the mean over its words.
struct KindProbabilities: Sendable, Equatable {
    private var probabilities: [WishLabel: Double]

    init(_ probabilities: [WishLabel: Double]) { self.probabilities = probabilities }

    init(mean words: some Collection<KindProbabilities>) {
        probabilities = words.reduce(into: [:]) { sum, word in
            sum.merge(word.probabilities.mapValues { $0 / Double(words.count) }, uniquingKeysWith: +)
        }
    }

    /// Of the garment or of a part.
    subscript(kind: WishKind) -> Double {
        (probabilities[WishLabel(kind: kind)] ?? 0)
            + (probabilities[WishLabel(kind: kind, isOfPart: true)] ?? 0)
    }

    /// Of a meaning; techniques are patterns or details in the catalogs.
    subscript(meaning: PromptMeaning) -> Double {
        guard let kind = WishKind(meaning) else { return 1 }
        return [.pattern, .detail].contains(kind) ? self[kind] + self[.technique] : self[kind]
    }

    /// The likeliest kind; nil where it is likelier that the phrase has none.
    var best: (kind: WishKind, probability: Double)? {
        let ranked = WishKind.allCases.map { ($0, self[$0]) }.max { $0.1 < $1.1 }
        guard let (kind, probability) = ranked else { return nil }
        return probability > 1 - probabilities.values.reduce(0, +) ? (kind, probability) : nil
    }

    /// Whether a kind is likelier said of a part than of the garment.
    func isOfPart(_ kind: WishKind) -> Bool {
        let own = probabilities[WishLabel(kind: kind)] ?? 0
        return probabilities[WishLabel(kind: kind, isOfPart: true)] ?? 0 > own
    }

    /// The meaning that the tagger is sure of among meanings of different kinds; nil where it is not sure.
    func clearChoice(among meanings: [PromptMeaning]) -> PromptMeaning? {
        guard Set(meanings.compactMap { WishKind($0) }).count > 1 else { return nil }
        let ranked = meanings.map { (meaning: $0, probability: self[$0]) }
        guard let best = ranked.max(by: { $0.probability < $1.probability }) else { return nil }
        let rivals = ranked.filter { WishKind($0.meaning) != WishKind(best.meaning) }
        let most = rivals.reduce(0) { max($0, $1.probability) }
        return best.probability >= 0.8 && most <= 0.1 ? best.meaning : nil
    }
}
