public import QuartetImaging

/// The pictures of one design: a garment, or several side by side.
///
/// The fabric model makes a structure map, one channel that separates ground from figure. ``FabricColouring``
/// paints it with the design's colours, figures and threads to a seamless swatch. ``DesignRenderer`` and
/// ``VectorRenderer`` draw the drafted garments in their cloths.
public struct DesignPictures: Sendable {
    /// The garments: 1200 pixels wide and 1100 to 1600 high, wider where there are several.
    public let picture: PixelImage
    /// The garments in the proportions of a style, in the order of the style.
    public let crops: [(crop: PictureCrop, image: PixelImage)]
    /// The seamless cloth of each garment.
    public let swatches: [PixelImage]
    /// The garments as vectors.
    public let svg: [UInt8]

    /// Draws the records of one design. Equal records give equal pictures.
    ///
    /// - Throws: ``DesignError/otherWeights(record:found:expected:)`` where a record's fabric came from another
    ///   source, and what the source and the drawing throw.
    public init(
        of records: [DesignRecord], source: any FabricSource, style: PictureStyle = PictureStyle()
    ) throws {
        let pieces = try records.map { try DressedGarment($0, source: source) }
        let bounds = pieces.map(\.garment.bounds)
        let layouts = DrawingLayout.row(bounds)
        let renderer = DesignRenderer(pieces: pieces)
        picture = try renderer.picture(layouts, background: style.background).pixelImage()
        crops = try style.crops.map { crop in
            let cropped = DrawingLayout.row(bounds, width: crop.width, height: crop.height)
            return (crop, try renderer.picture(cropped, background: style.background).pixelImage())
        }
        swatches = pieces.map { $0.cloth.swatch.pixelImage() }
        svg = try VectorRenderer(pieces: pieces, layouts: layouts, background: style.background).svg()
    }
}

/// A drafted garment with its cloth.
public struct DressedGarment: Sendable {
    public let garment: Garment
    public let cloth: DesignCloth
    /// Varies the small wrinkles.
    public let seed: UInt64
    /// A drawing on one of the panels.
    private(set) var motif: PlacedMotif?

    public init(garment: Garment, cloth: DesignCloth, seed: UInt64) {
        (self.garment, self.cloth, self.seed) = (garment, cloth, seed)
    }

    init(_ record: DesignRecord, source: any FabricSource) throws {
        func painted(_ fabric: FabricPaint, _ colours: ColourPlan) throws -> (
            swatch: FloatImage, FabricColouring
        ) {
            let colouring = try FabricColouring(paint: fabric, colours: colours)
            return (colouring.swatch(try fabric.structure(from: source)), colouring)
        }
        let (swatch, colouring) = try painted(record.fabric, record.colours)
        let parts = try (record.partCloths ?? [:]).mapValues { cloth in
            DesignCloth.Part(
                swatch: try painted(cloth.fabric, cloth.colours).swatch, width: cloth.fabric.width,
                sheen: cloth.fabric.sheen, drape: cloth.fabric.drape,
                light: ClothLight(texture: cloth.fabric.texture, sheen: cloth.fabric.sheen),
                veil: ClothVeil(cloth.fabric))
        }
        // A motif on the back shows the garment from behind.
        garment =
            record.motif?.place == .back
            ? BackDrafter(record).garment() : GarmentDrafter.draft(record.garment)
        motif = try record.motif.map { [garment] in try PlacedMotif($0, on: garment) }
        var cloth = try DesignCloth(record, swatch: swatch, plain: colouring.plainSwatch())
        cloth.partCloths = parts
        cloth.light = ClothLight(texture: record.fabric.texture, sheen: record.fabric.sheen)
        cloth.veil = ClothVeil(record.fabric)
        if let facts = record.fabric.facts, facts.kind == .denim {
            cloth.fading = Float(min(max(facts.size - 0.5, 0), 1))
        }
        cloth.dye = GarmentDye(colouring, bounds: garment.bounds)
        if let facts = record.fabric.facts, facts.kind == .border {
            let hem = garment.panels.filter { $0.cloth == .main }.compactMap(\.outline.bounds?.maxY).max()
            cloth.border = (hem ?? garment.bounds.maxY, facts.size)
        }
        self.cloth = cloth
        seed = record.seed
    }
}

extension DesignCloth {
    /// The cloth of a record with its painted swatches.
    fileprivate init(
        _ record: DesignRecord, swatch: FloatImage, plain: (picture: FloatImage, width: Double)
    ) throws {
        let ground = try FabricColouring.colour(record.colours.ground)
        let parts = try record.colours.parts.mapValues(FabricColouring.colour)
        let thread =
            try record.colours.thread.map(FabricColouring.colour)
            ?? ColourPlan.thread(ground, record.fabric.texture)
        self.init(
            swatch: swatch, swatchWidth: record.fabric.width, plain: plain.picture, plainWidth: plain.width,
            ground: ground, parts: parts, thread: parts["topstitching"] ?? thread, sheen: record.fabric.sheen,
            drape: record.fabric.drape, cutsPartsFromFabric: true)
    }
}
