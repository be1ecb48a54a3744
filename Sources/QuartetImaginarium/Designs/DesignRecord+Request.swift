internal import QuartetFiles

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
        let material =
            catalogs.fabrics.material(request.material ?? garment.material)
            ?? catalogs.fabrics.defaultMaterial
        let palette = catalogs.colours.palettes.first { $0.id == request.palette }
        let wanted =
            request.pattern ?? palette?.pattern ?? garment.pattern ?? material.pattern
            ?? catalogs.fabrics.defaultPattern.id
        guard let pattern = catalogs.fabrics.drawable(wanted, classes: Set(source.classes)) else {
            throw DesignError.noSuchCloth(wanted, known: source.classes)
        }
        let variant = pattern.variants.first { $0.id == request.patternVariant }
        let choices = variation?.choices(for: request, garment) ?? request
        let parameters = try GarmentParameters(
            request: choices, garment: garment, catalog: catalogs.garments, material: material, seed: seed
        )
        var random = PhiloxGenerator(seed: seed, stream: "fabric")
        let scale = (variant?.scale ?? 1) * (1 + random.around(0.10))
        // Six colours in turn need the stripes of more than one field.
        let fields = palette?.pattern != nil ? max(pattern.fields, 3) : pattern.fields
        let fabric = FabricPaint(
            pattern: wanted, cloth: pattern.cloth, seed: random.next() >> 11,
            structureSize: 64 * fields, paint: pattern.paint,
            run: variant?.run ?? Self.run(pattern, garment.family), share: variant?.share,
            width: pattern.repeatWidth * Double(fields) * scale, texture: material.texture,
            sheen: material.sheen, drape: material.drape, source: source.identity)
        let colours = ColourPlan(
            request: request, pattern: pattern, material: material, catalog: catalogs.colours, seed: seed)
        self.init(
            prompt: request.prompt, request: request, seed: seed, garment: parameters, colours: colours,
            fabric: fabric)
    }

    /// Stripes run along trousers and jackets and across everything else.
    private static func run(_ pattern: FabricPattern, _ family: GarmentFamily) -> PatternRun? {
        guard pattern.run != nil, pattern.cloth == .striped else { return pattern.run }
        return [.trousers, .shorts, .outerwear].contains(family) ? .along : pattern.run
    }
}
