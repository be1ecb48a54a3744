internal import QuartetFiles

/// Draws seamless prints in flat inks from rules: the cloth of a design, and the pictures from which the generator learns
/// what a figure looks like.
package struct PrintRenderer: Sendable {
    /// Pixels along the side of a print, which is 10 cm of cloth.
    package static let side = 128

    /// The kinds of cloth that it draws, in the order of the generator's class numbers. Cloth whose pattern is woven in
    /// (stripes, checks, houndstooth …) is painted from its weave and needs no generator.
    package static let classes: [FabricClass] = [
        .floral, .leaf, .tropical, .paisley, .leopard, .zebra, .camouflage, .abstract, .geometric, .ethnic,
        .lace,
        .knit, .denim, .tweed, .plain,
    ]

    /// Fields of figures along a repeat: with more of them a repeat is less conspicuous.
    private let fields: Int
    private let floral: FloralPrints
    private let leaves: LeafPrints
    private let geometric: GeometricPrints
    private let ethnic: EthnicPrints

    /// Draws by formulas alone.
    init(fields: Int) {
        self.fields = fields
        floral = FloralPrints(drawings: [], fields: fields)
        leaves = LeafPrints(drawings: [], fields: fields)
        geometric = GeometricPrints(tiles: [])
        ethnic = EthnicPrints(tiles: [])
    }

    /// Draws with the flowers, leaves and tiles of a collection besides.
    package init(facts: FabricFacts) {
        fields = 1
        floral = FloralPrints(drawings: facts.drawings.filter { $0.kind == "flower" })
        leaves = LeafPrints(drawings: facts.drawings.filter { $0.kind == "leaf" })
        geometric = GeometricPrints(tiles: facts.tiles[.geometric] ?? [])
        ethnic = EthnicPrints(tiles: facts.tiles[.ethnic] ?? [])
    }

    /// One print, periodic in both directions; the same for the same seed.
    package func render(_ fabric: FabricClass, seed: UInt64, number: Int) -> PrintLayers {
        drawing(of: fabric, seed: seed, number: number).layers()
    }

    /// The same print, to be drawn at any size.
    func drawing(of fabric: FabricClass, seed: UInt64, number: Int = 0) -> InkCanvas {
        var random = PhiloxGenerator(
            seed: seed, step: UInt64(bitPattern: Int64(number)), stream: "print \(fabric.rawValue)")
        return drawing(of: fabric, random: &random)
    }

    private func drawing(of fabric: FabricClass, random: inout PhiloxGenerator) -> InkCanvas {
        switch fabric {
        case .floral: floral.floral(random: &random)
        case .leaf: leaves.leaf(random: &random)
        case .tropical: leaves.tropical(random: &random)
        case .paisley: PaisleyPrints.paisley(fields: fields, random: &random)
        case .leopard: CoatPrints.leopard(fields: fields, random: &random)
        case .zebra: CoatPrints.zebra(random: &random)
        case .camouflage: CamouflagePrints.camouflage(random: &random)
        case .abstract: AbstractPrints.abstract(random: &random)
        case .geometric: geometric.geometric(random: &random)
        case .ethnic: ethnic.ethnic(random: &random)
        case .lace: LacePrints.lace(random: &random)
        case .knit: SurfacePrints.knit(random: &random)
        case .denim: SurfacePrints.denim(random: &random)
        case .tweed: SurfacePrints.tweed(random: &random)
        default: SurfacePrints.plain(random: &random)
        }
    }
}
