internal import QuartetFiles
package import QuartetImaging

/// What rendered cloth is made from: weaves, tartan statistics, seamless tiles and motifs.
package struct FabricFacts: Sendable {
    let weaves: WeaveFacts
    let tartan: TartanFacts
    /// Vector tiles of each class.
    let tiles: [FabricClass: [VectorTile]]
    let motifs: [Motif]
    /// The drawings of the motifs in flat inks.
    let drawings: [DrawnFigure]
}

/// Draws seamless structure maps of any class.
package struct FabricRenderer: Sendable {
    let facts: FabricFacts

    package init(facts: FabricFacts) { self.facts = facts }

    /// One finished map of 64 × 64, periodic in both directions, values in 0…1; the same for the same seed.
    package func render(_ fabric: FabricClass, seed: UInt64, number: Int) -> FloatImage {
        var random = PhiloxGenerator(
            seed: seed, step: UInt64(bitPattern: Int64(number)), stream: "fabric \(fabric.rawValue)")
        var drawing = drawing(of: fabric, random: &random)
        let traits = fabric.traits
        if !traits.isTexture, traits.groundIsLarger,
            drawing.values.reduce(0, +) > 0.55 * Float(drawing.values.count)
        {
            drawing = drawing.mapValues { 1 - $0 }
        }
        guard let wanted = traits.finish else { return drawing }
        var finish = ClothFinish(random: &random, wobble: wanted.wobble)
        if !wanted.hasThreads { finish.thread = 0 }
        return finish.applied(to: drawing, random: &random)
    }

    private func drawing(of fabric: FabricClass, random: inout PhiloxGenerator) -> FloatImage {
        if let tiles = facts.tiles[fabric], !tiles.isEmpty, random.chance(fabric.traits.tileShare) {
            return TileRenderer(tile: random.pick(tiles)).painted(random: &random)
        }
        let woven = WovenRenderer(facts: facts.weaves)
        let stripes = StripeRenderer(tartanFacts: facts.tartan)
        switch fabric {
        case .plain: return woven.plain(random: &random)
        case .striped: return stripes.striped(random: &random)
        case .check: return stripes.check(random: &random)
        case .tartan: return stripes.tartan(random: &random)
        case .gingham: return stripes.gingham(random: &random)
        case .houndstooth: return woven.houndstooth(random: &random)
        case .dotted: return DotRenderer().dotted(random: &random)
        case .floral: return ScatterRenderer.floral(motifs: facts.motifs, random: &random)
        case .leaf, .tropical: return ScatterRenderer.leaf(motifs: facts.motifs, random: &random)
        case .paisley: return PaisleyRenderer().paisley(random: &random)
        case .geometric, .ethnic: return GeometricRenderer().geometric(random: &random)
        case .zigzag: return ZigzagRenderer().zigzag(random: &random)
        case .herringbone: return woven.herringbone(random: &random)
        case .animal, .leopard, .zebra: return AnimalRenderer().animal(random: &random)
        case .camouflage: return CamouflageRenderer().camouflage(random: &random)
        case .knit: return KnitRenderer().knit(random: &random)
        case .lace: return LaceRenderer().lace(random: &random)
        case .denim: return woven.denim(random: &random)
        case .tweed: return woven.tweed(random: &random)
        case .abstract: return AbstractRenderer().abstract(random: &random)
        }
    }
}
