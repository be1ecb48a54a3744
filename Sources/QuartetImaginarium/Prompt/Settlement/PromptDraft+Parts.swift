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
        partBefore = partNouns.contains(noun) ? part : nil
        colours.notePart(
            part, isNoun: partNouns.contains(noun),
            isPlural: noun.hasSuffix("s"), joiners: mention.joiners)
    }

    /// Whether a phrase names a part directly behind a cloth, which then belongs to it: "satin lapels".
    static func isForPart(_ next: PromptMention?, after mention: PromptMention, nouns: Set<String>) -> Bool {
        guard let next, !next.isNegated, mention.pause == .none,
            next.isBarePart || nouns.contains(next.lastWord)
        else { return false }
        return next.range.lowerBound == mention.range.upperBound && nouns.contains(next.lastWord)
    }

    /// The part that a cloth belongs to: the one behind it, or the one before it in "a collar of velvet".
    func partOfItsOwn(_ mention: PromptMention, _ next: PromptMention?) -> String? {
        if let next, Self.isForPart(next, after: mention, nouns: partNouns) { return part(of: next) }
        if let next, let id = next.garment(), id != garment.id, isInner(next),
            next.range.lowerBound == mention.range.upperBound
        {
            return next.lastWord.hasPrefix("skirt") ? "skirt" : "bodice"
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
