internal import QuartetFiles
import QuartetImaging

/// Whether garments have the outlines of real ones.
struct OutlineFigures {
    let catalogs: DesignCatalogs
    let source: any FabricSource
    let real: RealSilhouettes
    let samples: Int

    /// The catalog's garment for each label of real outlines.
    private static let garments: [(label: String, wish: String)] = [
        ("T-Shirt", "a t-shirt"), ("Longsleeve", "a long-sleeved t-shirt"), ("Shirt", "a shirt"),
        ("Polo", "a polo shirt"), ("Undershirt", "a tank top"), ("Blouse", "a blouse"), ("Top", "a top"),
        ("Hoodie", "a hoodie"), ("Blazer", "a blazer"), ("Outwear", "a coat"), ("Dress", "a dress"),
        ("Skirt", "a skirt"), ("Pants", "trousers"), ("Shorts", "shorts"),
    ]

    /// - Returns: also the drawn outline of each class that is nearest to a real one, to look at.
    func section() throws -> (EvaluationSection, [(name: String, outlines: [Silhouette])]) {
        let reader = try PromptReader(catalogs)
        var figures: [EvaluationFigure] = []
        var shown: [(name: String, outlines: [Silhouette])] = []
        for (label, wish) in Self.garments {
            guard let others = real.byLabel[label], let among = real.overlapAmongReal(label) else { continue }
            let request = try reader.read(wish).request
            let outlines = try (1...samples).compactMap { number in
                let record = try DesignRecord(
                    request, seed: UInt64(number), variation: DesignVariation(seed: 3, number: number),
                    catalogs: catalogs, source: source)
                return try Silhouette(GarmentDrafter.draft(record.garment))
            }
            let overlaps = outlines.map { $0.nearestOverlap(others) }
            figures.append(
                EvaluationFigure(
                    "\(label) (\(others.count) real)", .ratio, atLeast: among,
                    values: [overlaps.reduce(0, +) / Double(max(overlaps.count, 1))], real: among))
            shown.append((label, Array(outlines.prefix(6)) + Array(others.prefix(4))))
        }
        return (
            EvaluationSection(
                title: "Outlines",
                conditions:
                    "Intersection over union of the outline of a drawn garment with the nearest real one of its class, mean of "
                    + "\(samples) designs of a call; real: of a real one with the nearest other one. Any generator: cloth does "
                    + "not change an outline.",
                figures: figures), shown
        )
    }
}
