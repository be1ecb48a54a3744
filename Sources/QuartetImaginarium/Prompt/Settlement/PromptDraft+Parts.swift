extension PromptRule {
    /// Gives each colour its role.
    static let colourRoles = PromptRule("colour roles") { draft in
        draft.reading.request.colours = draft.colours.finish(draft.catalogs.colours)
    }

    /// A second colour on plain cloth goes to a part: the skirt of a dress, the sleeves of a top.
    static let spareColours = PromptRule("spare colours") { draft in
        guard draft.hasOneColour else { return }
        let part = draft.sparePart
        var isUsed = draft.reading.request.colours.contains { $0.part == part }
        var colours: [RequestedColour] = []
        for colour in draft.reading.request.colours {
            guard colour.role == .second else {
                colours.append(colour)
                continue
            }
            guard let part, !isUsed else {
                draft.setAside(colour.name, "plain cloth has one colour; name a pattern or a part for it")
                continue
            }
            isUsed = true
            draft.understand(colour.name, "colour of the \(part)")
            colours.append(RequestedColour(name: colour.name, hex: colour.hex, role: .accent, part: part))
        }
        draft.reading.request.colours = colours
    }
}

/// The parts of the garment that colours belong to.
extension PromptDraft {
    /// Records that a part of the garment was named.
    mutating func notePart(_ part: String, _ mention: PromptMention) {
        let noun = mention.lastWord
        // "a collar in quilted satin": an adjective leaves the part as it was.
        let isAdjective = mention.isParticiple && partBefore != nil
        if !isAdjective { partBefore = partNouns.contains(noun) ? part : nil }
        // "une veste beige à boutons dorés": French colours stand behind their noun.
        if language == "fr" { colours.pause() }
        colours.notePart(
            part, isNoun: partNouns.contains(noun),
            isPlural: noun.hasSuffix("s"), joiners: mention.joiners)
    }

    /// The phrase of the part that a cloth's phrase belongs to, behind it and its colour: "satin lapels", "a plain white
    /// collar".
    static func partNoun(after index: Int, in mentions: [PromptMention], nouns: Set<String>) -> PromptMention?
    {
        for (before, next) in zip(mentions[index...], mentions[(index + 1)...]) {
            guard !next.isNegated, before.pause == .none, next.range.lowerBound == before.range.upperBound
            else { return nil }
            if next.isAbsence { return nil }
            if nouns.contains(next.lastWord) { return next }
            guard next.isColouring else { return nil }
        }
        return nil
    }

    /// The part that a cloth belongs to: the one behind it, or the one before it in "a collar of velvet".
    func partOfItsOwn(_ index: Int) -> String? {
        let mention = mentions[index]
        if let noun = Self.partNoun(after: index, in: mentions, nouns: partNouns) { return part(of: noun) }
        let next = index + 1 < mentions.count ? mentions[index + 1] : nil
        if let next, let id = next.garment(), id != garment.id, isInner(next),
            next.range.lowerBound == mention.range.upperBound
        {
            return next.lastWord.hasPrefix("skirt") ? "skirt" : "bodice"
        }
        // "a shawl collar, wool": behind a comma it is the garment's again.
        if mention.joiners.isEmpty, index > 0, mentions[index - 1].isBarePart,
            mentions[index - 1].pause != .none
        {
            return nil
        }
        return mention.joiners.allSatisfy {
            ["in", "of", "is", "are", "the", "a", "from", "aus", "en"].contains($0)
        }
            ? partBefore : nil
    }

    /// The name of the part that a phrase names.
    func part(of mention: PromptMention) -> String? {
        for meaning in mention.meanings {
            switch meaning {
            case .sleeves: return "sleeves"
            case .part(let id): return id
            case .detail(let kind): return kind.colouredPart
            case .style(.collar, let id):
                return id == "hood" ? "hood" : mention.words.contains("lapel") ? "lapels" : "collar"
            case .style(.closure, let id): return id.contains("zip") ? "zip" : "buttons"
            default: continue
            }
        }
        return nil
    }

    /// Whether the cloth, given the garment and its material, shows only one colour.
    fileprivate var hasOneColour: Bool {
        let request = reading.request
        let material = catalogs.fabrics.material(request.material ?? garment.material)
        let id = request.pattern ?? garment.pattern ?? material?.pattern
        let palette = catalogs.colours.palettes.first { $0.id == request.palette }
        let isTonal =
            id.flatMap(catalogs.fabrics.pattern).map { $0.form(request.patternVariant).paint == .tonal }
            ?? true
        return isTonal && palette?.pattern == nil
    }

    /// The part that takes a colour without a place of its own.
    fileprivate var sparePart: String? {
        if garment.parts.isSuperset(of: [.bodice, .skirt]) { return "skirt" }
        let sleeves = reading.request.styles[.sleeveLength] ?? garment.defaults[.sleeveLength]
        return garment.has(.sleeveLength) && sleeves != "none" ? "sleeves" : nil
    }
}
