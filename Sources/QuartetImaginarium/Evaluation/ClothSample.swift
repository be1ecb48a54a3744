internal import QuartetEngine
import QuartetImaging

/// A generator that is measured.
struct Contender {
    let name: String
    let source: any FabricSource
    /// Those by which its designs are made: with prints from it, or from rules.
    let catalogs: DesignCatalogs
}

/// A design that was drawn to be measured, at about half the size of a design's picture.
struct ClothSample: Sendable {
    let record: DesignRecord
    /// Encoded RGB, seamless.
    let swatch: FloatImage
    /// RGBA with straight alpha.
    let picture: FloatImage
    /// Pixels of the picture for a centimetre.
    let scale: Double

    private init(_ record: DesignRecord, _ piece: DressedGarment) throws {
        let layout = DrawingLayout(bounds: piece.garment.bounds, width: 600, height: 720)
        self.record = record
        swatch = piece.cloth.swatch
        picture = try DesignRenderer(pieces: [piece]).picture([layout], background: .transparent)
        scale = layout.scale
    }

    /// Draws records on every core.
    static func drawn(_ records: [DesignRecord], source: any FabricSource) throws -> [ClothSample] {
        let pieces = try records.map { try DressedGarment($0, source: source) }
        return try parallelMap(records.count) { (index) throws(any Error) in
            try ClothSample(records[index], pieces[index])
        }
    }

    /// The swatch of a record alone.
    static func swatch(_ record: DesignRecord, source: any FabricSource) throws -> FloatImage {
        try FabricColouring(paint: record.fabric, colours: record.colours)
            .swatch(record.fabric.structure(from: source))
    }
}
