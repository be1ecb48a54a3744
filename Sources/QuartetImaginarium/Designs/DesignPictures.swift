public import QuartetImaging

/// The pictures of one design.
///
/// The fabric model makes a structure map, one channel that separates ground from figure. ``FabricColouring``
/// paints it with the design's colours, figures and threads to a seamless swatch. ``DesignRenderer`` and
/// ``VectorRenderer`` draw the drafted garment in that cloth.
public struct DesignPictures: Sendable {
    /// The garment, 1200 pixels wide and 1100 to 1600 high.
    public let picture: PixelImage
    /// The garment in the proportions of a style, in the order of the style.
    public let crops: [(crop: PictureCrop, image: PixelImage)]
    /// The seamless cloth.
    public let swatch: PixelImage
    /// The garment as vectors.
    public let svg: [UInt8]

    /// Draws a record. Equal records give equal pictures.
    ///
    /// - Throws: ``DesignError/otherWeights(record:found:expected:)`` where the record's fabric came from another
    ///   source, and what the source and the drawing throw.
    public init(of record: DesignRecord, source: any FabricSource, style: PictureStyle = PictureStyle())
        throws
    {
        guard record.fabric.source == source.identity else {
            throw DesignError.otherWeights(found: source.identity, expected: record.fabric.source)
        }
        let structure = try source.structure(
            of: record.fabric.cloth, seed: record.fabric.seed, size: record.fabric.structureSize)
        let colouring = try FabricColouring(paint: record.fabric, colours: record.colours)
        let swatch = colouring.swatch(structure)
        let cloth = try DesignCloth(record, swatch: swatch, plain: colouring.plainSwatch())
        let garment = GarmentDrafter.draft(record.garment)
        let renderer = DesignRenderer(garment: garment, cloth: cloth, seed: record.seed)
        picture = try renderer.picture(DrawingLayout(bounds: garment.bounds), background: style.background)
            .pixelImage()
        crops = try style.crops.map { crop in
            (crop, try renderer.picture(crop, background: style.background).pixelImage())
        }
        self.swatch = swatch.pixelImage()
        svg = try VectorRenderer(garment: garment, cloth: cloth, background: style.background).svg()
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
