extension PromptRule {
    /// "without stripes" leaves the cloth plain unless the prompt names another pattern.
    static let absentPatterns = PromptRule("absent patterns") { draft in
        guard let first = draft.cloth.absentPatterns.first else { return }
        let plain = draft.catalogs.fabrics.defaultPattern.id
        guard let id = draft.reading.request.pattern else {
            guard first.id != plain else { return }
            draft.reading.request.pattern = plain
            return draft.understand(first.written, "pattern: plain")
        }
        if let absent = draft.cloth.absentPatterns.first(where: { $0.id == id }) {
            let wanted = draft.cloth.pattern ?? (id, id)
            // "flowers, but no roses": kinds of one pattern are not told apart.
            let stems = [wanted.words, absent.words].map(PromptTokens.stem)
            let shared = zip(stems[0], stems[1]).prefix { $0 == $1 }.count
            // "striped" and "stripes" are one word.
            guard shared >= max(3, min(stems[0].count, stems[1].count) - 1) else {
                draft.reading.request.avoided?.patterns.removeAll { $0 == id }
                return draft.setAside(
                    "no " + absent.words,
                    "kinds of \(id) cloth are not told apart; look for them in the designs")
            }
            throw PromptError.contradiction(about: "pattern", words: [wanted.written, absent.written])
        }
    }
}

/// Pattern, material and palette, of which a design has one each.
extension PromptDraft {
    /// Words for any pattern, which give way to a specific one: "a floral print", "a patterned shirt".
    private static let vague: Set<String> = ["print", "printed", "patterned", "graphic"]
    /// Ways of printing, which say nothing of the figures and are not drawn.
    private static let techniques: Set<String> = [
        "watercolour", "watercolor", "painterly", "brush strokes", "brushstrokes", "brushstroke", "batik",
        "swirly", "abstract",
    ]

    mutating func settlePattern(
        _ id: String, _ variant: String?, _ mention: PromptMention, ofPart part: String?
    ) throws {
        let written = mention.written
        let fabrics = catalogs.fabrics
        if let part {
            reading.request.partCloths = reading.request.partCloths ?? [:]
            reading.request.partCloths?[part, default: PartCloth()].pattern = id
            return understand(written, "pattern of the \(part): \(id)")
        }
        defer { colours.notePattern() }
        partBefore = nil
        if let previous = reading.request.pattern, previous != id, let before = cloth.pattern {
            // "cable knit, solid": the surface of plain cloth.
            if id == fabrics.defaultPattern.id, fabrics.pattern(previous)?.paint == .tonal {
                return understand(written, "one colour")
            }
            let isSurface = fabrics.pattern(id)?.paint == .tonal
            if previous == fabrics.defaultPattern.id && !isSurface || id == fabrics.defaultPattern.id {
                throw PromptError.contradiction(about: "pattern", words: [before.written, written])
            }
            // The general word gives way: "gingham check", "zigzag stripes".
            if Self.techniques.contains(mention.words) {
                return setAside(written, "the technique is not drawn; the pattern is \(previous)")
            }
            if Self.techniques.contains(before.words) {
                reading.understood.removeAll { $0.words == before.written }
                setAside(before.written, "the technique is not drawn; the pattern is \(id)")
                reading.request.pattern = nil
                cloth.pattern = nil
                return try settlePattern(id, variant, mention, ofPart: nil)
            }
            if Self.vague.contains(mention.words) || fabrics.isForm(previous, of: id) {
                return understand(written, "pattern: \(previous)")
            }
            let wasPlain = previous == fabrics.defaultPattern.id
            if !wasPlain, takesAsMaterial(id, written) { return }
            let gaveWay = wasPlain || Self.vague.contains(before.words) || fabrics.isForm(id, of: previous)
            guard gaveWay || takesAsMaterial(previous, nil) else {
                throw PromptError.onlyOne("pattern", words: [before.written, written])
            }
        }
        if reading.request.pattern != id { reading.request.patternVariant = nil }
        reading.request.pattern = id
        if let variant { reading.request.patternVariant = variant }
        cloth.pattern = (written, mention.words)
        understand(written, "pattern: \(id)" + (variant.map { " (\($0))" } ?? ""))
    }

    /// A knitted, woven or lacy surface beside a pattern is the material.
    private mutating func takesAsMaterial(_ id: String, _ written: String?) -> Bool {
        guard let surface = catalogs.fabrics.pattern(id), surface.paint == .tonal,
            catalogs.fabrics.material(id) != nil,
            reading.request.material == nil || reading.request.material == id
        else { return false }
        reading.request.material = id
        if let written { understand(written, "material: \(id)") }
        return true
    }

    mutating func settleMaterial(_ id: String, _ mention: PromptMention, ofPart part: String?) throws {
        if let share = openShare {
            openShare = nil
            addFibre(mention.words, percent: share, mention.written)
            // The first fibre is the one that is seen.
            guard reading.request.material == nil else { return }
        }
        if let part {
            reading.request.partCloths = reading.request.partCloths ?? [:]
            reading.request.partCloths?[part, default: PartCloth()].material = id
            return understand(mention.written, "material of the \(part): \(id)")
        }
        defer { colours.noteMaterial() }
        partBefore = nil
        if let previous = reading.request.material, previous != id, let before = cloth.material {
            // "sheer in tulle", "a shiny velvet": a look gives way to a cloth.
            if Self.looks.contains(mention.words) {
                return understand(mention.written, "material: \(previous)")
            }
            // "silk satin", "sheer black tulle": neighbours are one cloth, and the later word decides. Fibres are a blend.
            let isOne =
                before.end == start(of: mention) || reading.request.composition != nil
                || Self.looks.contains(before.written.lowercased())
            guard isOne else {
                throw PromptError.onlyOne("material", words: [before.written, mention.written])
            }
        }
        reading.request.material = id
        cloth.material = (mention.written, mention.range.upperBound)
        understand(mention.written, "material: \(id)")
    }

    /// Words for how a cloth looks or feels, which name a usual cloth where no other is named.
    private static let looks: Set<String> = [
        "sheer", "see through", "transparent", "shiny", "glossy", "satiny", "silky", "velvety", "stretch",
        "stretchy",
        "chunky", "flowy", "floaty", "flowing", "airy", "fluffy", "fuzzy", "metallic", "shimmery",
        "shimmering",
        "waterproof", "woolly",
    ]

    /// The place where a phrase begins with the colours before it.
    private func start(of mention: PromptMention) -> Int {
        guard var index = mentions.firstIndex(where: { $0.range == mention.range }) else {
            return mention.range.lowerBound
        }
        while index > 0, mentions[index - 1].isColouring, mentions[index - 1].pause == .none,
            mentions[index - 1].range.upperBound == mentions[index].range.lowerBound
        {
            index -= 1
        }
        return mentions[index].range.lowerBound
    }

    mutating func settlePalette(_ id: String, _ words: String) {
        if let previous = reading.request.palette, previous != id {
            return setAside(words, "the palette is already \(previous)")
        }
        reading.request.palette = id
        understand(words, "palette: \(id)")
    }
}
