internal import QuartetEngine
internal import QuartetFiles
import QuartetImaging

/// An endless, balanced, deterministic stream of structure maps to learn from.
///
/// Each class occurs once in every block of 20 examples (the number of classes), in a random order. Within a class an
/// example is a photograph with the probability ``photographShare(of:)``, otherwise one of a pool of maps that are
/// rendered when the sampler is created. A garment is chosen first and one of its pictures second, so that a garment
/// with many photographs does not weigh more. Photographs are cropped (64 to 96 of 96 pixels), flipped and, where the
/// class allows it, turned by 90°. Rendered maps are rolled around the torus, flipped and turned.
///
/// Example n of a seed is always the same, in whatever order examples are drawn.
public struct FabricSampler: Sendable {
    /// Pixels along a side of each example.
    public static let side = StructureMap.side

    public let seed: UInt64
    private let photographs: [[[FabricPhotograph]]]
    private let counts: [Int]
    private let rendered: [[[Float]]]

    /// Renders the pool of maps: 20 classes × `renderedPerClass`, about 3 ms each on one core.
    public init(corpus: FabricCorpus, seed: UInt64, renderedPerClass: Int = 300) {
        self.seed = seed
        var byGroup: [[String: [FabricPhotograph]]] = FabricClass.allCases.map { _ in [:] }
        for photograph in corpus.training {
            byGroup[photograph.fabric.index][photograph.group, default: []].append(photograph)
        }
        photographs = byGroup.map { groups in groups.sorted { $0.key < $1.key }.map(\.value) }
        counts = photographs.map { groups in groups.reduce(0) { $0 + $1.count } }
        let renderer = FabricRenderer(facts: corpus.facts)
        let perClass = max(1, renderedPerClass)
        let classes = FabricClass.mapped
        let maps = parallelMap(classes.count * perClass) { item in
            renderer.render(classes[item / perClass], seed: seed, number: item % perClass).values
        }
        rendered = classes.indices.map { Array(maps[($0 * perClass)..<(($0 + 1) * perClass)]) }
    }

    /// Share of photographs among the examples of a class: the class's own from 100 photographs
    /// on, in proportion fewer below, and none below ten.
    public func photographShare(of fabric: FabricClass) -> Double {
        let count = counts[fabric.index]
        return count < 10 ? 0 : fabric.traits.photographs.share * min(1, Double(count) / 100)
    }

    /// Class of an example, without drawing it.
    public func fabric(at index: Int) -> FabricClass {
        let classes = FabricClass.mapped
        var random = PhiloxGenerator(
            seed: seed, step: UInt64(bitPattern: Int64(index / classes.count)), stream: "order of fabrics")
        return classes.shuffled(using: &random)[index % classes.count]
    }

    /// Writes example `index` (0, 1, 2, …) as 64 × 64 values of 0…1, row-major, and returns its class.
    ///
    /// `target` must hold at least 4,096 values.
    @discardableResult
    public func copyExample(_ index: Int, into target: UnsafeMutableBufferPointer<Float>) -> FabricClass {
        let fabric = fabric(at: index)
        var random = PhiloxGenerator(
            seed: seed, step: UInt64(bitPattern: Int64(index)), stream: "fabric example")
        let groups = photographs[fabric.index]
        if !groups.isEmpty, Double(random.uniform()) < photographShare(of: fabric) {
            let photograph = random.pick(random.pick(groups))
            let shorter = Float(min(photograph.width, photograph.height))
            let extent = shorter * random.uniform(2.0 / 3, 1)
            photograph.copyCrop(
                left: random.uniform(0, Float(photograph.width) - extent),
                top: random.uniform(0, Float(photograph.height) - extent), extent: extent, side: Self.side,
                into: target)
        } else {
            random.pick(rendered[fabric.index]).withUnsafeBufferPointer { map in
                Self.copyRolled(
                    map, x: Int.random(in: 0...Self.side - 1, using: &random),
                    y: Int.random(in: 0...Self.side - 1, using: &random),
                    into: target)
            }
        }
        Self.flip(
            target, horizontally: random.chance(0.5), vertically: random.chance(0.5),
            transposed: fabric.traits.allowsQuarterTurn && random.chance(0.5))
        return fabric
    }

    /// Fills a batch with the examples `first ..< first + count`: images are count × 64 × 64 and numbers are
    /// class indices.
    public func copyBatch(
        first: Int, count: Int, images: UnsafeMutableBufferPointer<Float>,
        classes: UnsafeMutableBufferPointer<Int32>
    ) {
        let area = Self.side * Self.side
        for item in 0..<count {
            let slot = UnsafeMutableBufferPointer(rebasing: images[(item * area)..<((item + 1) * area)])
            classes[item] = Int32(copyExample(first + item, into: slot).index)
        }
    }

    private static func copyRolled(
        _ map: UnsafeBufferPointer<Float>, x: Int, y: Int, into target: UnsafeMutableBufferPointer<Float>
    ) {
        for row in 0..<side {
            let source = ((row + y) % side) * side
            for column in 0..<side { target[row * side + column] = map[source + (column + x) % side] }
        }
    }

    private static func flip(
        _ map: UnsafeMutableBufferPointer<Float>, horizontally: Bool, vertically: Bool, transposed: Bool
    ) {
        if horizontally {
            for row in 0..<side {
                for column in 0..<(side / 2) {
                    map.swapAt(row * side + column, row * side + side - 1 - column)
                }
            }
        }
        if vertically {
            for row in 0..<(side / 2) {
                for column in 0..<side { map.swapAt(row * side + column, (side - 1 - row) * side + column) }
            }
        }
        if transposed {
            for row in 0..<side {
                for column in 0..<row { map.swapAt(row * side + column, column * side + row) }
            }
        }
    }
}
