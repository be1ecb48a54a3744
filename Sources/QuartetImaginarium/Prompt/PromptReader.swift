import QuartetCatalogs

/// Turns English text into a ``DesignRequest`` by the words of the catalogues.
///
/// The reader looks for the longest known phrases from left to right (a hyphen, a space or nothing between
/// the words of a phrase, singular or plural, one typing mistake in longer words), then settles what each
/// phrase means beside its neighbours. It is deterministic and explains itself in ``PromptReading``.
public struct PromptReader: Sendable {
    /// Longest prompt that is read, in characters.
    public static let characterLimit = 2000
    /// Most designs that one prompt may ask for.
    public static let countLimit = 64

    let catalogues: DesignCatalogues
    private let vocabulary: Vocabulary

    /// Throws ``CatalogError/invalid(path:mistakes:)`` where the catalogues give one phrase two meanings.
    public init(_ catalogues: DesignCatalogues) throws {
        self.catalogues = catalogues
        self.vocabulary = try Vocabulary(catalogues)
    }

    /// Reads a prompt; throws ``PromptError`` where there is nothing to draw or the wishes exclude each other.
    public func read(_ prompt: String) throws -> PromptReading {
        guard prompt.count <= Self.characterLimit else {
            throw PromptError.tooLong(found: prompt.count, limit: Self.characterLimit)
        }
        let written = PromptTokens.split(prompt)
        guard !written.isEmpty else { throw PromptError.empty }

        var corrections: [PromptReading.Correction] = []
        let tokens = written.map { word in
            let usual = vocabulary.spelling(of: word)
            if vocabulary.knows(usual) { return usual }
            guard let read = vocabulary.correction(of: usual) else { return usual }
            corrections.append(PromptReading.Correction(written: word, read: read))
            return read
        }
        var (mentions, unknown) = mentions(in: tokens)
        Self.spreadNegations(&mentions)
        let garment = try garment(in: mentions, tokens: tokens, unknown: unknown)
        var settled = PromptSettlement(catalogues: catalogues, garment: garment, prompt: prompt)
        try settled.read(mentions)
        unknown += settled.unknown
        var reading = settled.reading
        reading.corrections = corrections
        reading.unknown = unknown
        return reading
    }

    /// The known phrases, longest first at each place, and the words that belong to none.
    private func mentions(in tokens: [String]) -> (mentions: [PromptMention], unknown: [String]) {
        var mentions: [PromptMention] = []
        var unknown: [String] = []
        var index = 0
        while index < tokens.count {
            let longest = min(vocabulary.longestPhrase, tokens.count - index)
            var found = false
            for length in stride(from: longest, through: 1, by: -1) {
                let slice = tokens[index..<index + length]
                guard let meanings = vocabulary.meanings(of: slice) else { continue }
                mentions.append(
                    PromptMention(
                        range: index..<index + length, words: slice.joined(separator: " "),
                        meanings: meanings))
                index += length
                found = true
                break
            }
            if found { continue }
            if let number = Int(tokens[index]) {
                mentions.append(
                    PromptMention(
                        range: index..<index + 1, words: tokens[index], meanings: [.number(number)]))
            } else {
                unknown.append(tokens[index])
            }
            index += 1
        }
        return (mentions, unknown)
    }

    /// Marks what stands behind "without", "no" and the like, up to the next "with" or "but"; "or" carries the
    /// negation on, "and" only to a bare part of the garment.
    private static func spreadNegations(_ mentions: inout [PromptMention]) {
        var active = false
        var spent = false
        for index in mentions.indices {
            let mention = mentions[index]
            if mention.meanings.contains(.negation) {
                (active, spent) = (true, false)
                mentions[index].meanings = [.stop]
            } else if mention.isStop {
                switch mention.words {
                case "or", "nor": spent = false
                case "and":
                    let next = index + 1 < mentions.count ? mentions[index + 1] : nil
                    if next?.isBarePart == true { spent = false } else if spent { active = false }
                case "with", "but", "in": active = false
                default: break
                }
            } else if active, !spent {
                mentions[index].isNegated = true
                spent = true
            } else {
                active = false
            }
        }
    }

    /// The one garment that the prompt is about.
    private func garment(
        in mentions: [PromptMention], tokens: [String], unknown: [String]
    ) throws -> GarmentTemplate {
        var chosen: (template: GarmentTemplate, mention: PromptMention)?
        for mention in mentions where !mention.isNegated {
            guard let id = mention.garment(), let template = catalogues.garments.garment(id) else { continue }
            guard let first = chosen else {
                chosen = (template, mention)
                continue
            }
            if template.id == first.template.id { continue }
            // "a dress with a pleated skirt": the last word names a part.
            let last = mention.words.split(separator: " ").last.map { PromptTokens.singular(String($0)) }
            if first.template.innerWords.contains(where: { PromptTokens.singular($0) == last }) { continue }
            // "polo t-shirt", "gown dress": neighbours of which one is like the other are one garment.
            if mention.range.lowerBound == first.mention.range.upperBound {
                if isLike(template, first.template) {
                    chosen = (template, mention)
                    continue
                }
                if isLike(first.template, template) {
                    chosen = (first.template, mention)
                    continue
                }
            }
            throw PromptError.contradiction(about: "garment", words: [first.mention.words, mention.words])
        }
        guard let chosen else {
            let suggestions = vocabulary.suggestions(for: unknown)
            throw PromptError.noGarment(
                words: tokens,
                suggestions: suggestions.isEmpty ? ["dress", "skirt", "t-shirt", "trousers"] : suggestions)
        }
        return materialForm(of: chosen.template, mentions)
    }

    /// Trousers of denim are jeans: the garment that stands in where a material is asked for.
    private func materialForm(of template: GarmentTemplate, _ mentions: [PromptMention]) -> GarmentTemplate {
        for mention in mentions where !mention.isNegated {
            for case .material(let material) in mention.meanings {
                if let other = catalogues.garments.garments.first(where: {
                    $0.like == template.id && $0.forMaterial == material
                }) {
                    return other
                }
            }
        }
        return template
    }

    private func isLike(_ template: GarmentTemplate, _ ancestor: GarmentTemplate) -> Bool {
        var current = template.like
        while let id = current {
            if id == ancestor.id { return true }
            current = catalogues.garments.garment(id)?.like
        }
        return false
    }
}

extension PromptMention {
    /// A part of a garment without anything said about it, such as "collar" or "pockets".
    var isBarePart: Bool {
        meanings.contains { meaning in
            switch meaning {
            case .detail, .sleeves, .style(.collar, _), .style(.closure, _): true
            default: false
            }
        }
    }
}
