import QuartetCatalogs

extension PromptRule {
    /// Reads the phrases from left to right.
    static let phrases = PromptRule("phrases") { draft in
        var index = 0
        while index < draft.mentions.count { index += try draft.readPhrase(at: index) }
    }
}

/// The meaning of one phrase for the garment.
extension PromptDraft {
    /// Reads the phrase at an index, and returns the number of phrases read.
    fileprivate mutating func readPhrase(at index: Int) throws -> Int {
        let mention = mentions[index]
        let next = index + 1 < mentions.count ? mentions[index + 1] : nil
        settling = nil
        colours.pass(mention.joiners)
        // "camel, wool, notch lapels": a colour before a comma is not the lapels'.
        if index > 0, mentions[index - 1].pause != .none, mention.colour() == nil { colours.pause() }
        if let next, let joined = joinedSleeves(mention, next) {
            try choose(.sleeveLength, joined.length, words: joined.words)
            if joined.isNextUsed { notePart("sleeves", next) }
            return joined.isNextUsed ? 2 : 1
        }
        defer { if !keepsPart(mention) { partBefore = nil } }
        if mention.isNegated {
            negate(mention, next)
            colours.noteOther()
        } else if let meaning = applicableMeaning(of: mention) {
            try settle(meaning, at: index)
        } else {
            colours.noteOther()
            setAside(mention.written, "does not apply to \(garment.nameWithArticle)")
        }
        return 1
    }

    private mutating func settle(_ meaning: PromptMeaning, at index: Int) throws {
        let mention = mentions[index]
        let next = index + 1 < mentions.count ? mentions[index + 1] : nil
        let words = mention.written
        settling = meaning
        switch meaning {
        case .garment(let id): try settleGarment(id, mention)
        case .style(let attribute, let id): try settleStyle(attribute, id, mention)
        case .detail(let kind): settleDetail(kind, mention)
        case .sleeves: try settleSleeves(mention)
        case .part(let id):
            understand(words, "part: \(id)")
            notePart(id, mention)
        case .pattern(let id, let variant):
            try settlePattern(id, variant, mention, ofPart: partOfItsOwn(index))
        case .material(let id): try settleMaterial(id, mention, ofPart: partOfItsOwn(index))
        case .colour(let name):
            // "a collar that is white", "collar gold", "col blanc"; but "a collar, red buttons".
            let isLinked = mention.joiners.allSatisfy { Self.linking.contains($0) }
            let belongsBehind =
                next.map { isNoun($0) && !$0.isParticiple && $0.range.lowerBound == mention.range.upperBound }
                ?? false
            let isBehind = partBefore != nil && isLinked && (!belongsBehind || language == "fr")
            colours.add(
                name, words: language == "en" ? mention.words : name,
                joiners: mention.joiners.filter { $0 != "in" } + (isBehind ? ["in"] : []))
            if !isBehind { partBefore = nil }
            understand(words, "colour: \(name)")
        case .modifier(let id): settleModifier(id, mention, next)
        case .palette(let id): settlePalette(id, words)
        case .number(let number): settleNumber(number, at: index)
        case .quantity(let quantity): try settleQuantity(quantity, at: index)
        case .outfit: understand(words, "outfit")
        case .aside(let reason):
            setAside(words, reason)
            // "elegant black shoes": the colour is theirs.
            if reason == Self.otherThings, index > 0, mentions[index - 1].colour() != nil,
                mentions[index - 1].range.upperBound == mention.range.lowerBound
            {
                colours.dropLast()
                reading.understood.removeAll { $0.words == mentions[index - 1].written }
                setAside(mentions[index - 1].written, reason)
            }
        case .negation, .stop: break
        }
    }

    /// The reason for things that do not belong to the garment.
    private static let otherThings = "not part of the garment"

    /// Small words between a part and its colour.
    private static let linking: Set<String> = [
        "in", "is", "are", "be", "to", "of", "should", "ought", "the", "that", "that's", "whose", "which",
        "a", "an", "please", "it's",
        "just",
        "all", "en", "de", "est", "sont", "ist", "sind", "aus",
    ]

    private func isNoun(_ mention: PromptMention) -> Bool {
        mention.garment() != nil || mention.isBarePart || mention.meanings.contains { $0.kind == "pattern" }
    }

    /// Whether a part that was named stays what the next phrase may be said of: over its colour and its cloth.
    private func keepsPart(_ mention: PromptMention) -> Bool {
        mention.isBarePart || mention.colour() != nil
            || mention.meanings.contains { ["material", "pattern", "modifier"].contains($0.kind) }
    }

    /// The most likely meaning that applies to the garment: the tagger's where it is sure, else the catalogs' first.
    private func applicableMeaning(of mention: PromptMention) -> PromptMeaning? {
        let applicable = mention.meanings.filter { meaning in
            switch meaning {
            case .detail(let kind): return garment.canHave(garment.own(kind))
            case .part(let part): return garment.canHave(part: part)
            case .sleeves: return garment.has(.sleeveLength)
            case .garment(let id) where mention.meanings.count > 1:
                // "button up" is a shirt, but not before another garment.
                return id == garment.id && !isClearlyNamed || isInner(mention)
            case .style(.length, let id):
                return catalogs.garments.style(.length, id).flatMap {
                    catalogs.garments.drop(of: $0, for: garment.family)
                } != nil
            case .style(let attribute, _): return garment.has(attribute)
            default: return true
            }
        }
        return mention.kinds?.clearChoice(among: applicable) ?? applicable.first
    }

    /// "long puffed sleeves", "short sleeves": a length before sleeves is the sleeves' length.
    private func joinedSleeves(
        _ mention: PromptMention, _ next: PromptMention
    ) -> (length: String, words: String, isNextUsed: Bool)? {
        guard garment.has(.sleeveLength), !mention.isNegated,
            next.range.lowerBound - mention.range.upperBound <= 1
        else { return nil }
        let isBare = next.meanings.contains(.sleeves)
        let isShaped = next.meanings.contains { meaning in
            if case .style(.sleeveShape, _) = meaning { next.words.contains("sleeve") } else { false }
        }
        guard isBare || isShaped,
            let length = catalogs.garments.styles[.sleeveLength]?.first(where: {
                $0.entry.list("adjectives").contains(mention.words)
            })
        else { return nil }
        let words = isBare ? mention.written + " " + next.written : mention.written
        return (length.id, words, isBare)
    }

    private mutating func settleModifier(_ id: String, _ mention: PromptMention, _ next: PromptMention?) {
        guard let next, !next.isNegated, next.colour() != nil || next.meanings.contains(where: \.isModifier)
        else { return setAside(mention.written, "no colour follows it") }
        colours.add(modifier: id, words: mention.words, joiners: mention.joiners)
    }
}

extension PromptMeaning {
    fileprivate var isModifier: Bool { if case .modifier = self { true } else { false } }
}
