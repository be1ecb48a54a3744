internal import QuartetImaging

/// The colours of one design, as `#rrggbb`, all decided.
public struct ColourPlan: Sendable, Codable, Equatable {
    /// Ground of the cloth and of plain parts.
    public var ground: String
    /// Further colours of the pattern, in order of weight.
    public var motifs: [String]
    /// Colours of parts that the prompt names.
    public var parts: [String: String]
    /// Topstitching; where it is absent, a shade of the ground, or tobacco on denim.
    public var thread: String?
    /// The palette that open choices came from.
    public var palette: String?
}

extension ColourPlan {
    /// Decides what the prompt leaves open: harmonising colours from a palette that suits the ground and the
    /// pattern, chosen by the seed.
    init(
        request: DesignRequest, pattern: FabricPattern, material: FabricMaterial, catalog: ColourCatalog,
        seed: UInt64
    ) {
        var random = SeededRandom(seed: seed, label: "palette")
        let cloth = request.colours.filter { $0.role != .accent }
        var asked = cloth.compactMap { Colour(hex: $0.hex) }
        let accents = request.colours.filter { $0.role == .accent }.compactMap { Colour(hex: $0.hex) }
        // "a skirt with red dots" leaves the ground open: one that the figures stand out from.
        if let figure = asked.first, cloth.first?.role == .second {
            asked.insert(Self.contrast(to: figure, step: 0), at: 0)
        }
        let palette = Self.palette(request, asked.first, pattern, material, catalog, &random)
        let own = palette?.colours.map(\.colour) ?? []
        // Palettes begin with the colour that leads them; a general one may be led by any of its first three.
        let isOwn = palette?.purpose != nil
        let lead = isOwn ? 0 : random.index(min(3, max(own.count, 1)))
        // An open ground differs from the parts that have a colour.
        let turned = own.indices.map { own[($0 + lead) % own.count] }
        let ground =
            asked.first ?? turned.first { Self.isDistinct($0, from: accents) } ?? turned.first
            ?? Colour(grey: 0.6)
        var motifs = Array(asked.dropFirst())
        // Who names the figures' colours wants those and no others.
        let namesFigures = pattern.paint == .motifs && !motifs.isEmpty
        let showsAll = palette?.pattern != nil && pattern.paint != .tonal
        let wanted =
            namesFigures ? motifs.count : max(pattern.colourCount, showsAll ? own.count : 0) - 1
        let candidates = showsAll ? own : Self.candidates(own, pattern, ground: ground)
        for colour in candidates where motifs.count < wanted {
            if Self.isDistinct(colour, from: [ground] + motifs) { motifs.append(colour) }
        }
        while motifs.count < wanted { motifs.append(Self.contrast(to: ground, step: motifs.count)) }
        // A single asked colour against a pattern of two: plain light or dark reads best.
        if asked.count == 1, wanted == 1, !isOwn { motifs = [Self.contrast(to: ground, step: 0)] }
        self.ground = ground.hex
        self.motifs = motifs.map(\.hex)
        self.palette = asked.count > wanted ? nil : palette?.id
        var parts: [String: String] = [:]
        for colour in request.colours where colour.role == .accent {
            if let part = colour.part { parts[part] = colour.hex }
        }
        self.parts = parts
        thread = nil
    }

    private static func palette(
        _ request: DesignRequest, _ ground: Colour?, _ pattern: FabricPattern, _ material: FabricMaterial,
        _ catalog: ColourCatalog, _ random: inout SeededRandom
    ) -> ColourCatalog.Palette? {
        if let id = request.palette { return catalog.palettes.first { $0.id == id } }
        let family = ground.flatMap { catalog.nearest(to: $0)?.family }
        func suits(_ palette: ColourCatalog.Palette) -> Bool {
            guard let family else { return true }
            return palette.colours.prefix(palette.purpose == nil ? palette.colours.count : 1)
                .contains { $0.family == family }
        }
        let variant = catalog.palettes.filter {
            $0.purpose != nil && $0.purpose == request.patternVariant && suits($0)
        }
        if !variant.isEmpty { return variant[random.index(variant.count)] }
        let own = catalog.palettes.filter { $0.purpose == pattern.id && suits($0) }
        if !own.isEmpty { return own[random.index(own.count)] }
        if ground == nil {
            let cloth = catalog.palettes.filter { $0.purpose == material.id }
            if !cloth.isEmpty { return cloth[random.index(cloth.count)] }
        }
        // Figures in several tints need a palette that has them.
        let enough = pattern.paint == .motifs ? min(pattern.colourCount + 1, 5) : 2
        let general = catalog.palettes.filter { $0.purpose == nil && $0.colours.count >= enough }
        let suitable = general.filter(suits)
        let choice = suitable.isEmpty ? general : suitable
        return choice.isEmpty ? nil : choice[random.index(choice.count)]
    }

    /// The palette's other colours, those first that stand out most from the ground.
    private static func candidates(_ own: [Colour], _ pattern: FabricPattern, ground: Colour) -> [Colour] {
        if pattern.paint == .sett || pattern.paint == .blend { return own }
        let lab = ground.lab
        return own.sorted {
            abs($0.lab.lightness - lab.lightness) > abs($1.lab.lightness - lab.lightness)
        }
    }

    private static func isDistinct(_ colour: Colour, from others: [Colour]) -> Bool {
        others.allSatisfy { $0.lab.distance(to: colour.lab) > 20 }
    }

    /// Light on dark and dark on light; further steps lie between.
    private static func contrast(to ground: Colour, step: Int) -> Colour {
        var lab = ground.lab
        let isDark = lab.lightness < 66
        switch step {
        case 0:
            lab.lightness = isDark ? 95 : max(lab.lightness - 58, 18)
            lab.a *= isDark ? 0.08 : 0.9
            lab.b = isDark ? lab.b * 0.08 + 3 : lab.b * 0.9
        case 1:
            lab.lightness = isDark ? lab.lightness + (90 - lab.lightness) * 0.45 : lab.lightness - 24
            lab.a *= 0.9
            lab.b *= 0.9
        default:
            lab.lightness = isDark ? max(lab.lightness - 16, 8) : lab.lightness - 42
        }
        return lab.colour
    }

    /// Denim is sewn in tobacco; other cloth in a shade of its own colour.
    static func thread(_ ground: Colour, _ texture: ClothTexture) -> Colour {
        var lab = ground.lab
        if texture == .denim {
            return LabColour(lightness: lab.lightness > 60 ? 52 : 64, a: 16, b: 42).colour
        }
        lab.lightness += lab.lightness < 50 ? 24 : -24
        lab.a *= 0.8
        lab.b *= 0.8
        return lab.colour
    }
}
