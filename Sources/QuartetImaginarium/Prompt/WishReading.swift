/// A wish as it was understood: one garment, or several that are worn together.
public struct WishReading: Sendable, Codable, Equatable {
    /// The garments in the wish's order; at least one.
    public var garments: [PromptReading]
    /// The language that it was read in: en, de or fr.
    public var language = "en"
    public var corrections: [PromptReading.Correction] = []
    /// Words that were not understood.
    public var unknown: [String] = []
    /// The phrases with their kinds, and words outside of the catalogs; empty without a tagger.
    public var tags: [WishTag] = []
    /// Requested number of designs.
    public var count: Int?

    /// Tags of words that were not understood, where the tagger is rather sure of them.
    public var unknownTags: [WishTag] {
        tags.filter { !$0.isKnown && $0.confidence >= 0.5 }
    }

    /// The first garment's request.
    public var request: DesignRequest { garments[0].request }
    public var understood: [PromptReading.Understanding] { garments.flatMap(\.understood) }
    /// What was understood and is not drawn on any garment.
    public var unused: [PromptReading.Unused] {
        var unused: [PromptReading.Unused] = []
        for (index, garment) in garments.enumerated() {
            for phrase in garment.unused where !unused.contains(where: { $0.words == phrase.words }) {
                let others = garments.enumerated().filter { $0.offset != index }.map(\.element)
                // A suit's lapels do not apply to its trousers, but to its jacket.
                if !others.contains(where: { $0.understood.contains { $0.words == phrase.words } }) {
                    unused.append(phrase)
                }
            }
        }
        return unused
    }
}
