public import QuartetImaging

/// The pictures of one design.
public struct DesignPictures: Sendable {
    /// The garment, 1200 pixels wide and 1100 to 1600 high.
    public let picture: PixelImage
    /// The seamless cloth.
    public let swatch: PixelImage
    /// The garment as vectors.
    public let svg: [UInt8]
}

/// Makes records from requests and pictures from records.
public struct DesignComposer {
    private let catalogs: DesignCatalogs
    private let source: any FabricSource

    public init(catalogs: DesignCatalogs, source: any FabricSource) {
        self.catalogs = catalogs
        self.source = source
    }

    /// Decides everything that a request leaves open.
    ///
    /// - Parameter variation: which design of a call it is; without one, the garment is the catalog's usual.
    /// - Throws: ``DesignError/noSuchCloth(_:known:)`` where the source makes neither the pattern nor any of its
    ///   fallbacks, ``CatalogError`` where the catalog lacks a number.
    public func record(_ request: DesignRequest, seed: UInt64, variation: DesignVariation? = nil) throws
        -> DesignRecord
    {
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
        var random = SeededRandom(seed: seed, label: "fabric")
        let scale = (variant?.scale ?? 1) * (1 + random.around(0.10))
        // Six colours in turn want more than one field's stripes.
        let fields = palette?.pattern != nil ? max(pattern.fields, 3) : pattern.fields
        let fabric = FabricPaint(
            pattern: wanted, cloth: pattern.cloth, seed: random.next() >> 11,
            structureSize: 64 * fields, paint: pattern.paint,
            run: variant?.run ?? Self.run(pattern, garment.family), share: variant?.share,
            width: pattern.repeatWidth * Double(fields) * scale, texture: material.texture,
            sheen: material.sheen, drape: material.drape, source: source.identity)
        let colours = ColourPlan(
            request: request, pattern: pattern, material: material, catalog: catalogs.colours, seed: seed)
        return DesignRecord(
            prompt: request.prompt, request: request, seed: seed, garment: parameters, colours: colours,
            fabric: fabric)
    }

    /// Stripes run along trousers and jackets and across everything else.
    private static func run(_ pattern: FabricPattern, _ family: GarmentFamily) -> PatternRun? {
        guard pattern.run != nil, pattern.cloth == .striped else { return pattern.run }
        return [.trousers, .shorts, .outerwear].contains(family) ? .along : pattern.run
    }

    /// Draws a record. Equal records give equal pictures.
    ///
    /// - Throws: ``DesignError/otherWeights(found:expected:)`` where the record's fabric came from another
    ///   source, and what the source and the drawing throw.
    public func draw(_ record: DesignRecord) throws -> DesignPictures {
        guard record.fabric.source == source.identity else {
            throw DesignError.otherWeights(found: source.identity, expected: record.fabric.source)
        }
        let structure = try source.structure(
            of: record.fabric.cloth, seed: record.fabric.seed, size: record.fabric.structureSize)
        let colouring = try FabricColouring(paint: record.fabric, colours: record.colours)
        let swatch = colouring.swatch(structure)
        let plain = colouring.plainSwatch()
        let ground = try FabricColouring.colour(record.colours.ground)
        let parts = try record.colours.parts.mapValues(FabricColouring.colour)
        let thread =
            try record.colours.thread.map(FabricColouring.colour)
            ?? ColourPlan.thread(ground, record.fabric.texture)
        let cloth = DesignCloth(
            swatch: swatch, swatchWidth: record.fabric.width, plain: plain.picture, plainWidth: plain.width,
            ground: ground, parts: parts, thread: parts["topstitching"] ?? thread, sheen: record.fabric.sheen,
            drape: record.fabric.drape, cutsPartsFromFabric: true)
        let garment = GarmentDrafter.draft(record.garment)
        let picture = try DesignRenderer(garment: garment, cloth: cloth, seed: record.seed).picture()
        let vector = try VectorRenderer(garment: garment, cloth: cloth).svg()
        return DesignPictures(
            picture: picture.pixelImage(), swatch: swatch.pixelImage(), svg: vector)
    }
}
