internal import QuartetFiles
package import QuartetImaging

/// Cloth drawn by rules alone, without any training: the procedural generator that a trained one is measured against.
///
/// A map of more than one field repeats the one that was drawn.
package struct RenderedFabric: FabricSource, Sendable {
    private let renderer: FabricRenderer
    private let prints: PrintRenderer

    package let classes = FabricClass.allCases
    package let identity = FabricIdentity(
        file: "rendered", checksum: FabricIdentity.checksum(of: "rendered".utf8))

    package init(facts: FabricFacts) {
        renderer = FabricRenderer(facts: facts)
        prints = PrintRenderer(facts: facts)
    }

    package func structure(of cloth: FabricClass, seed: UInt64, size: Int) -> FloatImage {
        let fields = max(1, size / StructureMap.side)
        let number = Int(truncatingIfNeeded: seed >> 1)
        // The classes that only prints have are drawn as prints.
        let map =
            FabricClass.mapped.contains(cloth)
            ? renderer.render(cloth, seed: seed, number: number)
            : prints.render(cloth, seed: seed, number: number).structure
        return map.tiled(columns: fields, rows: fields)
    }
}
