internal import QuartetFiles
import QuartetImaging

/// Windows of 25 cm of the cloth of one class as one generator makes it, from swatches and from drawn garments.
struct WindowSet: Sendable {
    var ofSwatches: [PixelImage] = []
    var ofGarments: [PixelImage] = []

    var all: [PixelImage] { ofSwatches + ofGarments }

    /// Garments whose cloth shows a window of 25 cm.
    private static let garments = ["dress", "t-shirt", "shirt", "skirt", "coat"]

    /// Draws designs of a class and takes three windows from the swatch and three from the garment of each.
    ///
    /// - Returns: nil where the source does not make the class.
    init?(
        _ cloth: FabricClass, designs: Int, seed: UInt64, catalogs: DesignCatalogs, source: any FabricSource
    ) throws {
        guard source.classes.contains(cloth),
            let pattern = catalogs.fabrics.patterns.first(where: { $0.cloth == cloth })
        else { return nil }
        let records = try (0..<designs).map { number in
            var request = DesignRequest(prompt: "", garment: Self.garments[number % Self.garments.count])
            request.pattern = pattern.id
            // Cloth that is a material of its own is drawn in it.
            if catalogs.fabrics.material(pattern.id) != nil { request.material = pattern.id }
            return try DesignRecord(
                request, seed: DesignStudio.seed(seed, number + 1), catalogs: catalogs, source: source)
        }
        // A few at a time: a swatch has 2.8 million numbers.
        for first in stride(from: 0, to: records.count, by: 4) {
            let part = Array(records[first..<min(first + 4, records.count)])
            for sample in try ClothSample.drawn(part, source: source) {
                let seed = sample.record.seed
                ofSwatches += ClothWindows.ofSwatch(
                    sample.swatch, width: sample.record.fabric.width, count: 3, seed: seed)
                ofGarments += ClothWindows.ofGarment(
                    sample.picture, pixels: sample.scale, count: 3, seed: seed)
            }
        }
    }
}
