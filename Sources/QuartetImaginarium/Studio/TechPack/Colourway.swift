internal import QuartetFiles
import QuartetImaging

/// A design in other colours.
public struct Colourway: Sendable {
    /// A for the design as it is, then B, C and so on.
    public let letter: String
    /// The palette's name, or "as designed".
    public let name: String
    public let record: DesignRecord
    public let colours: [PackColour]

    /// The design, and the same one in colours of other palettes of the catalog, which the seed chooses: as many colours,
    /// and a ground unlike the others.
    static func ways(of record: DesignRecord, count: Int, catalog: ColourCatalog) -> [Colourway] {
        var ways = [
            Colourway(
                letter: "A", name: "as designed", record: record, colours: catalog.palette(of: record.colours)
            )
        ]
        var random = PhiloxGenerator(seed: record.seed, stream: "colourways")
        var grounds = [Colour(hex: record.colours.ground) ?? .white]
        let wanted = 1 + record.colours.motifs.count
        let palettes = catalog.palettes.filter { $0.purpose == nil && $0.colours.count >= min(wanted, 4) }
        for palette in palettes.shuffled(using: &random) where ways.count < count {
            let colours = palette.colours.map(\.colour)
            guard let ground = colours.first,
                grounds.allSatisfy({ $0.lab.distance(to: ground.lab) > 25 })
            else { continue }
            grounds.append(ground)
            var other = record
            other.colours.ground = ground.hex
            other.colours.motifs = record.colours.motifs.indices.map { index in
                colours[1 + index % max(colours.count - 1, 1)].hex
            }
            other.colours.palette = palette.id
            ways.append(
                Colourway(
                    letter: String(UnicodeScalar(UInt8(65 + ways.count))), name: palette.id, record: other,
                    colours: catalog.palette(of: other.colours)))
        }
        return ways
    }
}
