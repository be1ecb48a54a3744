/// What the cloth is made of and shows: a design has one pattern, one material and one palette.
extension PromptSettlement {
    /// Words for any pattern, which give way to an exact one: "a floral print", "a patterned shirt".
    private static let vague: Set<String> = ["print", "printed", "patterned", "graphic"]

    mutating func settlePattern(
        _ id: String, _ variant: String?, _ mention: PromptMention, _ next: PromptMention?
    ) throws {
        defer { colours.notePattern() }
        let written = mention.written
        let fabrics = catalogs.fabrics
        if let previous = reading.request.pattern, previous != id, let before = pattern {
            if previous == fabrics.defaultPattern.id || id == fabrics.defaultPattern.id {
                throw PromptError.contradiction(about: "pattern", words: [before.written, written])
            }
            if isForPart(next) { return leave(written, "parts in another pattern are not drawn") }
            // The general word gives way: "gingham check", "zigzag stripes".
            if Self.vague.contains(mention.words) || fabrics.isForm(previous, of: id) {
                return understand(written, "pattern: \(previous)")
            }
            if takesAsMaterial(id, written) { return }
            let gaveWay = Self.vague.contains(before.words) || fabrics.isForm(id, of: previous)
            guard gaveWay || takesAsMaterial(previous, nil) else {
                throw PromptError.onlyOne("pattern", words: [before.written, written])
            }
        }
        if reading.request.pattern != id { reading.request.patternVariant = nil }
        reading.request.pattern = id
        if let variant { reading.request.patternVariant = variant }
        pattern = (written, mention.words)
        understand(written, "pattern: \(id)" + (variant.map { " (\($0))" } ?? ""))
    }

    /// A knitted, woven or lacy surface beside a pattern is what the cloth is made of.
    private mutating func takesAsMaterial(_ id: String, _ written: String?) -> Bool {
        guard let surface = catalogs.fabrics.pattern(id), surface.paint == .tonal,
            catalogs.fabrics.material(id) != nil,
            reading.request.material == nil || reading.request.material == id
        else { return false }
        reading.request.material = id
        if let written { understand(written, "material: \(id)") }
        return true
    }

    mutating func settleMaterial(_ id: String, _ mention: PromptMention, _ next: PromptMention?) throws {
        defer { colours.noteMaterial() }
        if let previous = reading.request.material, previous != id, let before = material {
            if isForPart(next) { return leave(mention.written, "parts in another material are not drawn") }
            // "silk satin", "cotton jersey": neighbours are one cloth, the later word says which.
            guard before.end == mention.range.lowerBound else {
                throw PromptError.onlyOne("material", words: [before.written, mention.written])
            }
        }
        reading.request.material = id
        material = (mention.written, mention.range.upperBound)
        understand(mention.written, "material: \(id)")
    }

    mutating func settlePalette(_ id: String, _ words: String) {
        if let previous = reading.request.palette, previous != id {
            return leave(words, "the palette is already \(previous)")
        }
        reading.request.palette = id
        understand(words, "palette: \(id)")
    }

    /// "without stripes" leaves the cloth plain unless another pattern is asked for.
    mutating func settleAbsentPatterns() throws {
        guard let first = absentPatterns.first else { return }
        if let id = reading.request.pattern, let absent = absentPatterns.first(where: { $0.id == id }) {
            throw PromptError.contradiction(
                about: "pattern", words: [pattern?.written ?? id, absent.written])
        }
        if reading.request.pattern == nil {
            reading.request.pattern = catalogs.fabrics.defaultPattern.id
            understand(first.written, "pattern: plain")
        }
    }

    /// A second colour on plain cloth goes to a part: the skirt of a dress, the sleeves of a top.
    mutating func settleSpareColours() {
        let request = reading.request
        let material = catalogs.fabrics.material(request.material ?? garment.material)
        let id = request.pattern ?? garment.pattern ?? material?.pattern
        let palette = catalogs.colours.palettes.first { $0.id == request.palette }
        let isTonal = id.flatMap(catalogs.fabrics.pattern).map { $0.paint == .tonal } ?? true
        guard isTonal, palette?.pattern == nil else { return }
        var isUsed = false
        reading.request.colours = request.colours.map { colour in
            guard colour.role == .second else { return colour }
            let hasSleeves = (request.styles[.sleeveLength] ?? garment.defaults[.sleeveLength]) != "none"
            let part =
                garment.parts.isSuperset(of: [.bodice, .skirt])
                ? "skirt"
                : garment.has(.sleeveLength) && hasSleeves ? "sleeves" : nil
            let isTaken = request.colours.contains { $0.part == part }
            guard let part, !isUsed, !isTaken else {
                leave(colour.name, "plain cloth has one colour; name a pattern or a part for it")
                return colour
            }
            isUsed = true
            understand(colour.name, "colour of the \(part)")
            return RequestedColour(name: colour.name, hex: colour.hex, role: .accent, part: part)
        }
        reading.request.colours.removeAll { $0.role == .second }
    }

    private func isForPart(_ next: PromptMention?) -> Bool {
        next?.isBarePart == true && next?.isNegated == false
    }
}
