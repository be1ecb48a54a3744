internal import QuartetFiles
internal import QuartetImaging

extension DesignRecord {
    /// Decides everything that a request leaves open.
    ///
    /// - Parameters:
    ///   - variation: which design of a call it is; without one, the garment is the catalog's usual.
    ///   - source: the fabrics to choose from; a pattern that it cannot make is replaced by its fallback.
    /// - Throws: ``DesignError/noSuchCloth(_:known:)`` where the source makes neither the pattern nor any of its
    ///   fallbacks, ``CatalogError`` where the catalog lacks a number.
    public init(
        _ request: DesignRequest, seed: UInt64, variation: DesignVariation? = nil, catalogs: DesignCatalogs,
        source: any FabricSource
    ) throws {
        guard let garment = catalogs.garments.garment(request.garment) else {
            throw DesignError.badRecord("the catalog has no garment \"\(request.garment)\"")
        }
        let avoided = request.avoided ?? Avoided()
        let material = catalogs.fabrics.material(for: request, garment)
        let palette = catalogs.colours.palettes.first { $0.id == request.palette }
        let wanted =
            [request.pattern, palette?.pattern, garment.pattern, material.pattern].compactMap(\.self)
            .first { !avoided.patterns.contains($0) } ?? catalogs.fabrics.defaultPattern.id
        guard
            let pattern = catalogs.fabrics.drawable(
                wanted, variant: request.patternVariant, classes: Set(source.classes))
        else {
            throw DesignError.noSuchCloth(wanted, known: source.classes)
        }
        let variant = pattern.variants.first { $0.id == request.patternVariant }
        let choices = variation?.choices(for: request, garment) ?? request
        let parameters = try GarmentParameters(
            request: choices, garment: garment, catalog: catalogs.garments, material: material, seed: seed
        )
        let colours = ColourPlan(
            request: request, pattern: pattern, material: material, catalog: catalogs.colours, seed: seed)
        let fabric = FabricPaint(
            wanted, drawn: pattern, variant: variant, material, on: garment.family,
            showsPalette: palette?.pattern != nil, inks: colours.motifs.count, seed: seed,
            source: source.identity)
        self.init(
            prompt: request.prompt, request: request, seed: seed, garment: parameters, colours: colours,
            fabric: fabric)
        for (part, cloth) in (request.partCloths ?? [:]).sorted(by: { $0.key < $1.key }) {
            let own = cloth.material.flatMap(catalogs.fabrics.material) ?? material
            let id = cloth.pattern ?? own.pattern ?? catalogs.fabrics.defaultPattern.id
            guard let drawn = catalogs.fabrics.drawable(id, classes: Set(source.classes)) else {
                throw DesignError.noSuchCloth(id, known: source.classes)
            }
            let colours = ColourPlan(
                request: request.forPart(
                    part, pattern: cloth.pattern,
                    ground: cloth.material == nil
                        ? colours.ground
                        : own.natural.flatMap(catalogs.colours.named)?.colour.hex ?? colours.ground),
                pattern: drawn,
                material: own, catalog: catalogs.colours, seed: seed)
            let fabric = FabricPaint(
                id, drawn: drawn, variant: nil, own, on: garment.family, showsPalette: false,
                inks: colours.motifs.count, seed: seed ^ 1, source: source.identity)
            partCloths = partCloths ?? [:]
            partCloths?[part] = PaintedCloth(fabric: fabric, colours: colours)
        }
    }
}

extension DesignRequest {
    /// The wish for a part's cloth: in the part's colour, or in the garment's.
    fileprivate func forPart(_ part: String, pattern: String?, ground: String) -> DesignRequest {
        var request = DesignRequest(prompt: prompt, garment: garment)
        request.pattern = pattern
        request.avoided = avoided
        let own = colours.filter { $0.part == part }
        request.colours =
            own.isEmpty
            ? [RequestedColour(name: "ground", hex: ground, role: .main)]
            : own.enumerated().map { index, colour in
                RequestedColour(name: colour.name, hex: colour.hex, role: index == 0 ? .main : .second)
            }
        return request
    }
}

extension FabricPaint {
    /// A pattern in a material: its seed, its size and its run.
    ///
    /// - Parameters:
    ///   - pattern: what was asked for; `drawn` is what the source can make of it.
    ///   - showsPalette: whether all colours of a palette take turns.
    ///   - inks: number of the figures' colours.
    fileprivate init(
        _ pattern: String, drawn: FabricPattern, variant: FabricPattern.Variant?, _ material: FabricMaterial,
        on family: GarmentFamily, showsPalette: Bool, inks: Int, seed: UInt64, source: FabricIdentity
    ) {
        var random = PhiloxGenerator(seed: seed, stream: "fabric")
        let scale = (variant?.scale ?? 1) * (1 + random.around(0.10))
        // Six colours in turn need the stripes of more than one field.
        let fields = showsPalette ? max(drawn.fields, 3) : drawn.fields
        self.init(
            pattern: pattern, cloth: drawn.cloth, seed: random.next() >> 11,
            structureSize: 64 * fields, paint: drawn.paint,
            run: variant?.run ?? Self.run(drawn, family), share: variant?.share,
            width: drawn.repeatWidth * Double(fields) * scale, texture: material.texture,
            sheen: material.sheen, drape: material.drape, source: source)
        guard !drawn.facts.isEmpty else { return }
        // Facts are in centimetres: cloth from them has one size.
        let facts = random.pick(drawn.facts).turning(through: inks)
        (self.facts, structureSize, width) = (facts, 64, facts.swatchWidth)
    }

    /// Stripes run along trousers and jackets and across everything else.
    private static func run(_ pattern: FabricPattern, _ family: GarmentFamily) -> PatternRun? {
        guard pattern.run != nil, pattern.id == "striped" else { return pattern.run }
        return [.trousers, .shorts, .outerwear].contains(family) ? .along : pattern.run
    }
}
