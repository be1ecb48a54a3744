internal import QuartetFiles
internal import QuartetImaging

/// All colours of one design, as `#rrggbb`.
public struct ColourPlan: Sendable, Codable, Equatable {
    /// Colour of the ground and of plain parts.
    public var ground: String
    /// Further colours of the pattern, in order of weight.
    public var motifs: [String]
    /// Colours of parts that the prompt names.
    public var parts: [String: String]
    /// Topstitching; by default a shade of the ground, or tobacco on denim.
    public var thread: String?
    /// The palette from which colours were chosen.
    public var palette: String?
}

extension ColourPlan {
    /// Chooses the colours that the prompt leaves open from a palette that suits the ground and the pattern; the seed
    /// chooses among several.
    init(
        request: DesignRequest, pattern: FabricPattern, material: FabricMaterial, catalog: ColourCatalog,
        seed: UInt64
    ) {
        var random = PhiloxGenerator(seed: seed, stream: "palette")
        let cloth = request.colours.filter { $0.role != .accent }
        var requested = cloth.compactMap { Colour(hex: $0.hex) }
        let accents = request.colours.filter { $0.role == .accent }.compactMap { Colour(hex: $0.hex) }
        // "a skirt with red dots" leaves the ground open: choose one that the figures stand out from.
        if let figure = requested.first, cloth.first?.role == .second {
            requested.insert(Self.contrast(to: figure, step: 0), at: 0)
        }
        let palette = Self.palette(request, requested.first, pattern, material, catalog, &random)
        let avoided = request.avoided?.colours ?? []
        let own = (palette?.colours.map(\.colour) ?? []).filter { !catalog.isAvoided($0, avoided) }
        // The first colour of a palette leads; in a general palette it may be any of the first three.
        let isOwn = palette?.purpose != nil
        let lead = isOwn ? 0 : Int.random(in: 0..<min(3, max(own.count, 1)), using: &random)
        // A ground that is chosen here differs from parts with a colour of their own.
        let turned = own.indices.map { own[($0 + lead) % own.count] }
        let ground =
            requested.first ?? turned.first { Self.isDistinct($0, from: accents) } ?? turned.first
            ?? Colour(grey: 0.6)
        var motifs = Array(requested.dropFirst())
        // A prompt that names the figures' colours wants no others.
        let namesFigures = pattern.paint == .motifs && !motifs.isEmpty
        let showsAll = palette?.pattern != nil && pattern.paint != .tonal
        let wanted =
            namesFigures ? motifs.count : max(pattern.colourCount, showsAll ? own.count : 0) - 1
        let candidates = showsAll ? own : Self.candidates(own, pattern, ground: ground)
        for colour in candidates where motifs.count < wanted {
            if Self.isDistinct(colour, from: [ground] + motifs) { motifs.append(colour) }
        }
        while motifs.count < wanted { motifs.append(Self.contrast(to: ground, step: motifs.count)) }
        // One requested colour in a pattern of two: plain light or dark reads best beside it.
        if requested.count == 1, wanted == 1, !isOwn { motifs = [Self.contrast(to: ground, step: 0)] }
        // Of what was chosen here nothing may be a colour that is not wanted.
        func allowed(_ colour: Colour, beside others: [Colour]) -> Colour {
            requested.contains(colour) || avoided.isEmpty
                ? colour : catalog.allowed(colour, avoided, beside: others)
        }
        let shown = allowed(ground, beside: requested)
        self.ground = shown.hex
        self.motifs = motifs.reduce(into: [shown]) { chosen, colour in
            chosen.append(allowed(colour, beside: chosen))
        }.dropFirst().map(\.hex)
        self.palette = requested.count > wanted ? nil : palette?.id
        var parts: [String: String] = [:]
        for colour in request.colours where colour.role == .accent {
            if let part = colour.part { parts[part] = colour.hex }
        }
        self.parts = parts
        thread = nil
    }

    private static func palette(
        _ request: DesignRequest, _ ground: Colour?, _ pattern: FabricPattern, _ material: FabricMaterial,
        _ catalog: ColourCatalog, _ random: inout PhiloxGenerator
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
        if !variant.isEmpty { return random.pick(variant) }
        let own = catalog.palettes.filter { $0.purpose == pattern.id && suits($0) }
        if !own.isEmpty { return random.pick(own) }
        if ground == nil {
            let cloth = catalog.palettes.filter { $0.purpose == material.id }
            if !cloth.isEmpty { return random.pick(cloth) }
        }
        // Figures in several colours need a palette with enough of them.
        let enough = pattern.paint == .motifs ? min(pattern.colourCount + 1, 5) : 2
        let general = catalog.palettes.filter { $0.purpose == nil && $0.colours.count >= enough }
        let suitable = general.filter(suits)
        let choice = suitable.isEmpty ? general : suitable
        return choice.isEmpty ? nil : random.pick(choice)
    }

    /// The palette's colours, beginning with those that stand out most from the ground.
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

    /// Light on dark and dark on light; further steps are closer to the ground.
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
