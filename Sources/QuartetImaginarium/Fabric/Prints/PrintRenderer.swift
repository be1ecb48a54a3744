internal import QuartetFiles

/// Draws seamless prints in flat inks: the pictures from which the generator learns what a figure looks like.
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

    private let floral: FloralPrints
    private let leaves: LeafPrints
    private let geometric: GeometricPrints
    private let ethnic: EthnicPrints

    package init(facts: FabricFacts) {
        floral = FloralPrints(drawings: facts.drawings.filter { $0.kind == "flower" })
        leaves = LeafPrints(drawings: facts.drawings.filter { $0.kind == "leaf" })
        geometric = GeometricPrints(tiles: facts.tiles[.geometric] ?? [])
        ethnic = EthnicPrints(tiles: facts.tiles[.ethnic] ?? [])
    }

    /// One print, periodic in both directions; the same for the same seed.
    package func render(_ fabric: FabricClass, seed: UInt64, number: Int) -> PrintLayers {
        var random = PhiloxGenerator(
            seed: seed, step: UInt64(bitPattern: Int64(number)), stream: "print \(fabric.rawValue)")
        return canvas(of: fabric, random: &random).layers()
    }

    private func canvas(of fabric: FabricClass, random: inout PhiloxGenerator) -> InkCanvas {
        switch fabric {
        case .floral: floral.floral(random: &random)
        case .leaf: leaves.leaf(random: &random)
        case .tropical: leaves.tropical(random: &random)
        case .paisley: PaisleyPrints.paisley(random: &random)
        case .leopard: CoatPrints.leopard(random: &random)
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
