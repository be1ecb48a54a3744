import QuartetCatalogs

/// Divides the phrases of a wish among its garments: "a navy blazer over a white shirt and grey trousers" are three.
///
/// A garment's phrases begin with the adjectives before its noun and end where those of the next begin. What is said of
/// "both" or "all" belongs to each. Outfits, such as a suit, stand for several garments with the same phrases.
struct OutfitSplit {
    /// One garment with its phrases.
    struct Part {
        let garment: GarmentTemplate
        var mentions: [PromptMention]
        /// The outfit that the garment comes from.
        var outfit: String?
    }

    let garments: GarmentCatalog
    /// The phrases with a meaning, in the wish's order.
    let content: [PromptMention]

    /// The garments in the wish's order; none where the wish names none.
    func parts() -> [Part] {
        let heads = heads()
        var starts = heads.indices.map {
            $0 == 0 ? 0 : start(before: heads[$0].index, after: heads[$0 - 1].index)
        }
        starts.append(content.count)
        var parts: [Part] = []
        for (place, head) in heads.enumerated() {
            let mentions = Array(content[starts[place]..<starts[place + 1]])
            for garment in head.garments {
                let own = mentions.map {
                    head.isOutfit && $0.range == content[head.index].range ? $0.naming(garment) : $0
                }
                parts.append(Part(garment: garment, mentions: own, outfit: head.outfit))
            }
        }
        return alike(shared(parts, from: starts.dropLast().last ?? 0))
    }

    // MARK: Nouns

    private struct Head {
        var index: Int
        var garments: [GarmentTemplate]
        var outfit: String?
        var isOutfit: Bool { outfit != nil }
    }

    private func heads() -> [Head] {
        let named = content.indices.filter { !content[$0].isNegated && isNoun(content[$0]) }
        // "button up" is a shirt only where no other garment is named.
        let clear = named.filter { content[$0].meanings.count == 1 || content[$0].outfit() != nil }
        var heads: [Head] = []
        for index in clear.isEmpty ? named : clear { add(index, to: &heads) }
        // "a school uniform: navy blazer, grey skirt": the garments are listed.
        let listed = heads.filter { !$0.isOutfit }
        guard let outfit = heads.firstIndex(where: \.isOutfit), !listed.isEmpty else { return heads }
        let missing = heads[outfit].garments.filter { one in
            !listed.contains { $0.garments.contains { one.isReplaced(by: $0) } }
        }
        if outfit == 0, content[heads[outfit].index].pause == .stop || missing.isEmpty {
            heads.remove(at: outfit)
        } else {
            heads[outfit].garments = missing
        }
        return heads
    }

    private func isNoun(_ mention: PromptMention) -> Bool {
        mention.garment() != nil || mention.outfit() != nil
    }

    private func add(_ index: Int, to heads: inout [Head]) {
        let mention = content[index]
        if let id = mention.outfit(), let outfit = garments.outfit(id) {
            if !heads.contains(where: { $0.outfit == id }) {
                heads.append(Head(index: index, garments: outfit.garments, outfit: id))
            }
            return
        }
        guard let id = mention.garment(), let garment = garments.garment(id) else { return }
        guard let last = heads.last, let before = last.garments.first else {
            return heads.append(Head(index: index, garments: [garment]))
        }
        if heads.contains(where: { !$0.isOutfit && $0.garments.contains { $0.id == garment.id } }) { return }
        if names(mention, aPartOf: before) { return }
        if isPart(content[last.index], of: garment, mention) {
            heads[heads.count - 1] = Head(index: index, garments: [garment])
            return
        }
        // "polo t-shirt", "gown dress": adjacent words are one garment if one is a kind of the other.
        if mention.range.lowerBound == content[last.index].range.upperBound,
            content[last.index].pause == .none
        {
            if garments.isKind(garment, of: before) {
                heads[heads.count - 1] = Head(index: index, garments: [garment])
                return
            }
            if garments.isKind(before, of: garment) { return }
        }
        heads.append(Head(index: index, garments: [garment]))
    }

    /// "a dress with a pleated skirt": the second garment names a part. A jacket is worn over what follows.
    private func names(_ mention: PromptMention, aPartOf garment: GarmentTemplate) -> Bool {
        let last = PromptTokens.singular(mention.lastWord)
        guard garment.family != .outerwear,
            garment.innerWords.contains(where: { PromptTokens.singular($0) == last })
        else { return false }
        let (joiners, before) = start(of: mention)
        // "a dress with bishop sleeves and a ruffled skirt": another part after a part.
        if joiners.contains("and"), let before, before.isPart { return true }
        return !joiners.contains { Self.separating.contains($0) }
    }

    /// "a gathered skirt dress", "lace bodice and tulle skirt, an ivory gown": the garment before names a part.
    private func isPart(_ before: PromptMention, of garment: GarmentTemplate, _ mention: PromptMention)
        -> Bool
    {
        let last = PromptTokens.singular(before.lastWord)
        guard garment.innerWords.contains(where: { PromptTokens.singular($0) == last }) else { return false }
        let isAdjacent = before.range.upperBound == mention.range.lowerBound && before.pause == .none
        return isAdjacent
            || content.contains {
                $0.meanings.contains(.part("bodice")) && $0.range.lowerBound < before.range.lowerBound
            }
    }

    /// The small words before the phrase and its adjectives, and the phrase before those.
    private func start(of mention: PromptMention) -> (joiners: [String], before: PromptMention?) {
        guard var index = content.firstIndex(where: { $0.range == mention.range }) else { return ([], nil) }
        while index > 0, content[index].joiners.isEmpty, content[index - 1].pause == .none,
            !isNoun(content[index - 1])
        {
            index -= 1
        }
        return (content[index].joiners, index > 0 ? content[index - 1] : nil)
    }

    // MARK: Borders

    /// Where the adjectives of a noun begin.
    private func start(before head: Int, after previous: Int) -> Int {
        var index = head
        while index - 1 > previous {
            let mention = content[index]
            let before = content[index - 1]
            if mention.joiners.contains(where: Self.beginning.contains) { break }
            // "a black and white shirt", but "gold buttons and trousers".
            let joins = mention.joiners.contains { Self.separating.contains($0) } || before.pause != .none
            let isPair =
                before.isAdjective && mention.isAdjective && before.pause == .none
                && mention.meanings.first?.kind == before.meanings.first?.kind
            // "a shirt in blue, white trousers", "a shirt in blue and white trousers".
            if joins, !isPair || before.joiners.contains(where: { ["in", "of"].contains($0) }) { break }
            if !before.isAdjective { break }
            index -= 1
        }
        return index
    }

    /// Small words that begin a noun's phrase.
    private static let beginning: Set<String> = [
        "a", "an", "the", "with", "over", "under", "on", "plus", "worn with", "to", "my", "some", "ein",
        "eine", "einen",
        "einer", "einem", "der", "die", "das", "mit", "un", "une", "le", "la", "avec",
    ]
    private static let separating: Set<String> = ["and", "plus", "over", "under", "or", "und", "et", "also"]

    /// Gives "a matching scarf", "trousers in the same cloth" and the garments of a set the cloth of the one before, where
    /// their own is not said.
    private func alike(_ parts: [Part]) -> [Part] {
        let isSet =
            parts.last?.mentions.last?.trailers.contains("set") == true
            || parts.contains { $0.outfit == "co-ord" }
        return parts.indices.dropFirst().reduce(into: parts) { parts, place in
            let own = parts[place].mentions
            let words = own.flatMap(\.joiners) + (own.last?.trailers ?? [])
            guard isSet || words.contains("matching") || words.contains("same") else { return }
            let cloth = parts[place - 1].mentions.filter { mention in
                mention.isCloth && !mention.isNegated
                    && !own.contains { $0.isCloth && $0.meanings.first?.kind == mention.meanings.first?.kind }
            }
            parts[place].mentions.insert(contentsOf: cloth, at: 0)
        }
    }

    /// Adds what is said of "both" or "all" to each garment, as in "the same leaf print".
    private func shared(_ parts: [Part], from start: Int) -> [Part] {
        let words: Set<String> = ["both", "all", "each", "same", "beide", "alle", "alles", "tous", "tout"]
        guard parts.count > 1,
            let index = content.indices.first(where: { index in
                index > start
                    && content[index].joiners.contains { words.contains($0) }
            })
        else { return parts }
        return parts.map { part in
            var part = part
            for mention in content[index...]
            where !part.mentions.contains(where: { $0.range == mention.range }) {
                part.mentions.append(mention)
            }
            return part
        }
    }
}

extension PromptMention {
    /// The same phrase where it names one garment of its outfit.
    fileprivate func naming(_ garment: GarmentTemplate) -> PromptMention {
        var mention = self
        mention.meanings = [.garment(garment.id)]
        return mention
    }

    /// A part of a garment, or the shape of one: "bishop sleeves".
    fileprivate var isPart: Bool {
        isBarePart || meanings.contains { ["sleeveShape", "sleeveLength", "neckline"].contains($0.kind) }
    }

    /// A colour, a pattern or a material.
    fileprivate var isCloth: Bool {
        meanings.contains { ["colour", "modifier", "pattern", "material"].contains($0.kind) }
    }

    /// A colour, a cloth, or a style that stands before a noun.
    fileprivate var isAdjective: Bool {
        // "a turtleneck sweater": a garment's word that is also a style.
        (garment() == nil || meanings.count > 1) && outfit() == nil && (!isBarePart || isParticiple)
    }
}

extension GarmentTemplate {
    /// Whether a garment that is listed stands for this one of an outfit: a jacket for the plain top of a set.
    fileprivate func isReplaced(by listed: GarmentTemplate) -> Bool {
        listed.family == family || id == "top" && listed.parts.contains(.bodice)
    }
}

extension GarmentCatalog {
    /// Whether a garment is like another, directly or through others.
    func isKind(_ garment: GarmentTemplate, of ancestor: GarmentTemplate) -> Bool {
        var current = garment.like
        while let id = current {
            if id == ancestor.id { return true }
            current = self.garment(id)?.like
        }
        return false
    }
}
