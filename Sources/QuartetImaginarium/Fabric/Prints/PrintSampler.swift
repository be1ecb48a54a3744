internal import QuartetEngine
internal import QuartetFiles
import QuartetImaging

/// An endless, balanced, deterministic stream of prints to learn from, each with a structure map of its class.
///
/// Each class occurs in every block of examples as often as its weight in ``shares``, in a random order. The print is one
/// of a pool that is rendered when the sampler is created, rolled around the torus, flipped and, where the class allows
/// it, turned by 90°. The structure map is a crop of a photograph with the probability ``photographShare(of:)``, else
/// another rendered print.
///
/// Example n of a seed is always the same, in whatever order examples are drawn.
public struct PrintSampler: Sendable {
    /// Pixels along a side of each print.
    public static let side = PrintRenderer.side
    /// Pixels along a side of each structure map.
    public static let structureSide = side / 2

    /// How often each class occurs in a block: prints with figures more often than plain surfaces.
    private static let shares: [FabricClass: Int] = [
        .floral: 4, .leaf: 2, .tropical: 2, .paisley: 2, .leopard: 2, .abstract: 2, .geometric: 2, .ethnic: 2,
    ]
    /// The classes of a block, as class numbers.
    private static let block = PrintRenderer.classes.enumerated().flatMap { index, fabric in
        [Int](repeating: index, count: shares[fabric] ?? 1)
    }

    public let seed: UInt64
    /// Per class, garment and picture.
    private let photographs: [[[FabricPhotograph]]]
    /// Per class, one byte for each layer of each pixel.
    private let rendered: [[[UInt8]]]

    /// Renders the pool, about 20 ms a print on one core.
    public init(corpus: FabricCorpus, seed: UInt64, renderedPerClass: Int = 400) {
        self.seed = seed
        photographs = PrintRenderer.classes.map { fabric in
            Dictionary(grouping: corpus.training.filter { $0.fabric == fabric }, by: \.group)
                .sorted { $0.key < $1.key }.map(\.value)
        }
        let renderer = PrintRenderer(facts: corpus.facts)
        let classes = PrintRenderer.classes
        let prints = parallelMap(classes.count * renderedPerClass) { item in
            renderer.render(classes[item / renderedPerClass], seed: seed, number: item % renderedPerClass)
                .values.map { UInt8(($0 * 255).rounded()) }
        }
        rendered = classes.indices.map {
            Array(prints[($0 * renderedPerClass)..<(($0 + 1) * renderedPerClass)])
        }
    }

    /// The first prints of each class's pool.
    func examples(perClass: Int) -> [(name: String, prints: [PrintLayers])] {
        zip(PrintRenderer.classes, rendered).map { fabric, pool in
            (
                fabric.rawValue,
                pool.prefix(perClass).map {
                    PrintLayers(width: Self.side, height: Self.side, values: $0.map { Float($0) / 255 })
                }
            )
        }
    }

    /// Share of photographs among the structure maps of a class: half from 60 photographs on, in proportion fewer below,
    /// and none below ten. The surfaces of denim, tweed and plain cloth are learnt from rendered ones alone, because
    /// photographs show their folds.
    public func photographShare(of fabric: FabricClass) -> Double {
        guard let index = PrintRenderer.classes.firstIndex(of: fabric),
            ![.denim, .tweed, .plain].contains(fabric)
        else { return 0 }
        let count = photographs[index].reduce(0) { $0 + $1.count }
        return count < 10 ? 0 : 0.5 * min(1, Double(count) / 60)
    }

    /// Class number of an example, without drawing it.
    public func label(at index: Int) -> Int {
        let block = Self.block
        var random = PhiloxGenerator(
            seed: seed, step: UInt64(bitPattern: Int64(index / block.count)), stream: "order of prints")
        return block.shuffled(using: &random)[index % block.count]
    }

    /// Writes example `index` (0, 1, 2, …): 128 × 128 pixels of layers in 0...1, and 64 × 64 values of structure in
    /// -1...1. Returns its class number.
    @discardableResult
    public func copyExample(
        _ index: Int, print: UnsafeMutableBufferPointer<Float>, structure: UnsafeMutableBufferPointer<Float>
    ) -> Int {
        let label = label(at: index)
        let fabric = PrintRenderer.classes[label]
        var random = PhiloxGenerator(
            seed: seed, step: UInt64(bitPattern: Int64(index)), stream: "print example")
        copyPrint(of: fabric, label, into: print, random: &random)
        if Double(random.uniform()) < photographShare(of: fabric) {
            let photograph = random.pick(random.pick(photographs[label]))
            let shorter = Float(min(photograph.width, photograph.height))
            let extent = shorter * random.uniform(2.0 / 3, 1)
            photograph.copyCrop(
                left: random.uniform(0, Float(photograph.width) - extent),
                top: random.uniform(0, Float(photograph.height) - extent), extent: extent,
                side: Self.structureSide, into: structure)
            for pixel in structure.indices { structure[pixel] = structure[pixel] * 2 - 1 }
        } else {
            copyStructure(of: random.pick(rendered[label]), into: structure, random: &random)
        }
        return label
    }

    /// Fills a batch with the examples `first ..< first + count`.
    public func copyBatch(
        first: Int, count: Int, prints: UnsafeMutableBufferPointer<Float>,
        structures: UnsafeMutableBufferPointer<Float>, labels: UnsafeMutableBufferPointer<Int32>
    ) {
        let area = Self.side * Self.side * PrintLayers.count
        let small = Self.structureSide * Self.structureSide
        for item in 0..<count {
            let label = copyExample(
                first + item,
                print: UnsafeMutableBufferPointer(rebasing: prints[(item * area)..<((item + 1) * area)]),
                structure: UnsafeMutableBufferPointer(
                    rebasing: structures[(item * small)..<((item + 1) * small)]))
            labels[item] = Int32(label)
        }
    }

    private func copyPrint(
        of fabric: FabricClass, _ label: Int, into target: UnsafeMutableBufferPointer<Float>,
        random: inout PhiloxGenerator
    ) {
        let (side, layers) = (Self.side, PrintLayers.count)
        let print = random.pick(rendered[label])
        let (left, top) = (
            Int.random(in: 0..<side, using: &random), Int.random(in: 0..<side, using: &random)
        )
        let (flipsX, flipsY) = (random.chance(0.5), random.chance(0.5))
        let isTurned = fabric.traits.allowsQuarterTurn && random.chance(0.5)
        print.withUnsafeBufferPointer { print in
            for y in 0..<side {
                for x in 0..<side {
                    let (i, j) = isTurned ? (y, x) : (x, y)
                    let column = ((flipsX ? side - 1 - i : i) + left) % side
                    let row = ((flipsY ? side - 1 - j : j) + top) % side
                    let (source, place) = ((row * side + column) * layers, (y * side + x) * layers)
                    for layer in 0..<layers {
                        target[place + layer] = Float(print[source + layer]) * (1 / 255)
                    }
                }
            }
        }
    }

    /// The print in grey at half the size, with the grain and contrast of photographs, which generated prints get, too.
    private func copyStructure(
        of print: [UInt8], into target: UnsafeMutableBufferPointer<Float>, random: inout PhiloxGenerator
    ) {
        let (side, half, layers) = (Self.side, Self.structureSide, PrintLayers.count)
        let contrast = random.uniform(1.3, 1.8) / (4 * 255)
        let brightness = random.uniform(-0.95, -0.75)
        for y in 0..<half {
            for x in 0..<half {
                var sum: Float = 0
                for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
                    let source = ((2 * y + dy) * side + 2 * x + dx) * layers
                    for layer in 0..<layers {
                        sum += PrintLayers.structureLevels[layer] * Float(print[source + layer])
                    }
                }
                target[y * half + x] = sum * contrast + brightness + 0.06 * random.gaussian()
            }
        }
    }
}
