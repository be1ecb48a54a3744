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
        colours.notePart(
            part, isNoun: catalogs.garments.language.partNouns.contains(noun),
            isPlural: noun.hasSuffix("s"), joiners: mention.joiners)
    }

    /// Whether a phrase names a bare part, to which a cloth before it would belong.
    func isForPart(_ next: PromptMention?) -> Bool {
        next?.isBarePart == true && next?.isNegated == false
    }

    /// Whether the cloth, given the garment and its material, shows only one colour.
    fileprivate var hasOneColour: Bool {
        let request = reading.request
        let material = catalogs.fabrics.material(request.material ?? garment.material)
        let id = request.pattern ?? garment.pattern ?? material?.pattern
        let palette = catalogs.colours.palettes.first { $0.id == request.palette }
        let isTonal = id.flatMap(catalogs.fabrics.pattern).map { $0.paint == .tonal } ?? true
        return isTonal && palette?.pattern == nil
    }

    /// The part that takes a colour without a place of its own.
    fileprivate var sparePart: String? {
        if garment.parts.isSuperset(of: [.bodice, .skirt]) { return "skirt" }
        let sleeves = reading.request.styles[.sleeveLength] ?? garment.defaults[.sleeveLength]
        return garment.has(.sleeveLength) && sleeves != "none" ? "sleeves" : nil
    }
}
