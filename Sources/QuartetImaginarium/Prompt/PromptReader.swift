import QuartetCatalogs

/// Turns English text into a ``DesignRequest``, using the words of the catalogs.
///
/// The reader finds the longest phrases of the vocabulary from left to right (with a hyphen, a space or
/// nothing between the words of a phrase, singular or plural, with typing mistakes in longer words). Then the
/// rules of ``PromptSettlement`` decide what each phrase means. Reading is deterministic, and
/// ``PromptReading`` explains it.
public struct PromptReader: Sendable {
    /// Longest prompt, in characters.
    public static let characterLimit = 2000
    /// Largest number of designs for one prompt.
    public static let countLimit = 64

    let catalogs: DesignCatalogs
    private let vocabulary: Vocabulary

    /// Throws ``CatalogError/invalid(path:mistakes:)`` where the catalogs give one phrase two meanings.
    public init(_ catalogs: DesignCatalogs) throws {
        self.catalogs = catalogs
        self.vocabulary = try Vocabulary(catalogs)
    }

    /// Reads a prompt; throws ``PromptError`` where it does not name a garment, or wishes exclude each other.
    public func read(_ prompt: String) throws -> PromptReading {
        try PromptSettlement.settle(draft(of: prompt))
    }

    /// The reading as it stands after each rule of the settlement, in their order.
    package func steps(_ prompt: String) throws -> [(rule: String, reading: PromptReading)] {
        try PromptSettlement.steps(draft(of: prompt))
    }

    /// The prompt's phrases and its garment, before any rule is applied.
    private func draft(of prompt: String) throws -> PromptDraft {
        guard prompt.count <= Self.characterLimit else {
            throw PromptError.tooLong(found: prompt.count, limit: Self.characterLimit)
        }
        let text = Array(prompt)
        var tokens = PromptTokens.tokens(text)
        guard !tokens.isEmpty else { throw PromptError.empty }
        let corrections = correct(&tokens, of: text)
        var (mentions, unknown) = mentions(in: tokens, of: text)
        Self.spreadNegations(&mentions)
        let garment = try garment(
            in: mentions, tokens: tokens.map { String(text[$0.range]) }, unknown: unknown)
        var reading = PromptReading(request: DesignRequest(prompt: prompt, garment: garment.id))
        reading.corrections = corrections
        reading.unknown = unknown
        return PromptDraft(catalogs: catalogs, garment: garment, mentions: mentions, reading: reading)
    }

    /// Puts words into their usual spelling and corrects typing mistakes.
    private func correct(_ tokens: inout [PromptToken], of text: [Character]) -> [PromptReading.Correction] {
        var corrections: [PromptReading.Correction] = []
        for index in tokens.indices {
            let usual = vocabulary.spelling(of: tokens[index].word)
            tokens[index].word = usual
            guard !vocabulary.contains(usual), let read = vocabulary.correction(of: usual) else { continue }
            corrections.append(
                PromptReading.Correction(
                    written: String(text[tokens[index].range]), read: read.word, others: read.others))
            tokens[index].word = read.word
        }
        return corrections
    }

    /// The phrases of the vocabulary, the longest at each place, and the words outside of them.
    private func mentions(
        in tokens: [PromptToken], of text: [Character]
    ) -> (mentions: [PromptMention], unknown: [String]) {
        var mentions: [PromptMention] = []
        var unknown: [String] = []
        var index = 0
        let words = tokens.map(\.word)
        func written(_ range: Range<Int>) -> String {
            String(
                text[
                    tokens[range.lowerBound].range.lowerBound..<tokens[range.upperBound - 1].range.upperBound]
            )
        }
        func add(_ range: Range<Int>, _ meanings: [PromptMeaning]) {
            mentions.append(
                PromptMention(
                    range: range, words: words[range].joined(separator: " "), written: written(range),
                    meanings: meanings))
        }
        while index < tokens.count {
            let longest = min(vocabulary.longestPhrase, tokens.count - index)
            var range = index..<index + 1
            var found: [PromptMeaning]?
            for length in stride(from: longest, through: 1, by: -1) where found == nil {
                range = index..<index + length
                found = vocabulary.meanings(of: words[range])
            }
            if let found {
                add(range, found)
            } else if let number = Int(words[index]) {
                add(range, [.number(number)])
            } else if words[index].hasPrefix("#"), let colour = Self.hexColour(words[index]) {
                add(range, [.colour(colour)])
            } else if words[index].hasSuffix("%") {
                add(range, [.stop])
            } else {
                unknown.append(written(range))
            }
            index = range.upperBound
        }
        return (mentions, unknown)
    }

    /// `#rgb` and `#rrggbb` as `#rrggbb`.
    private static func hexColour(_ word: String) -> String? {
        let digits = word.dropFirst()
        guard digits.count == 3 else { return String(word) }
        return "#" + digits.map { "\($0)\($0)" }.joined()
    }

    /// Marks the phrases after "without", "no" and so on, up to the next "with" or "but"; "or" extends the
    /// negation, "and" only to a bare part of the garment.
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

    /// The garment that the prompt describes.
    private func garment(
        in mentions: [PromptMention], tokens: [String], unknown: [String]
    ) throws -> GarmentTemplate {
        var chosen: (template: GarmentTemplate, mention: PromptMention)?
        // "button up" is a shirt only where no other garment is named.
        let named = mentions.filter { !$0.isNegated && $0.garment() != nil }
        let clear = named.filter { $0.meanings.count == 1 }
        for mention in clear.isEmpty ? named : clear {
            guard let id = mention.garment(), let template = catalogs.garments.garment(id) else { continue }
            guard let first = chosen else {
                chosen = (template, mention)
                continue
            }
            if template.id == first.template.id { continue }
            // "a dress with a pleated skirt": the second garment names a part.
            let last = PromptTokens.singular(mention.lastWord)
            if first.template.innerWords.contains(where: { PromptTokens.singular($0) == last }) { continue }
            // "polo t-shirt", "gown dress": adjacent words are one garment if one is a kind of the other.
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
            throw PromptError.onlyOne("garment", words: [first.mention.written, mention.written])
        }
        guard let chosen else {
            throw PromptError.noGarment(
                words: tokens, suggestions: vocabulary.suggestions(for: unknown),
                garments: catalogs.garments.garments.compactMap(\.words.first))
        }
        return materialForm(of: chosen.template, mentions)
    }

    /// The garment's form in the requested material: trousers of denim are jeans.
    private func materialForm(of template: GarmentTemplate, _ mentions: [PromptMention]) -> GarmentTemplate {
        for mention in mentions where !mention.isNegated {
            for case .material(let material) in mention.meanings {
                if let other = catalogs.garments.garments.first(where: {
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
            current = catalogs.garments.garment(id)?.like
        }
        return false
    }
}

extension PromptMention {
    /// Whether it is a bare part of a garment, such as "collar" or "pockets".
    var isBarePart: Bool {
        meanings.contains { meaning in
            switch meaning {
            case .detail, .sleeves, .part, .style(.collar, _), .style(.closure, _): true
            default: false
            }
        }
    }
}
