import QuartetEngine
import QuartetImaginarium
import QuartetImaging
import QuartetTestSupport
import Testing

/// The weights that ship.
@Suite struct TrainedFabricTests {
    private static let weights = Checkout.file("weights/fabric.safetensors")

    private let fabric: TrainedFabric

    init() throws { fabric = try TrainedFabric(weights: Self.weights) }

    private func map(_ cloth: FabricClass, seed: UInt64) throws -> FloatImage {
        try fabric.structure(of: cloth, seed: seed, size: 64)
    }

    @Test func makesEveryKindOfCloth() throws {
        #expect(fabric.classes == FabricClass.mapped)
    }

    @Test(arguments: FabricClass.mapped)
    func clothIsSeamlessAndRepeatable(_ cloth: FabricClass) throws {
        var scores: [Double] = []
        for seed in 0..<5 as Range<UInt64> {
            let map = try map(cloth, seed: seed)
            #expect((map.width, map.height, map.channels) == (64, 64, 1))
            #expect(map.values.allSatisfy { (0...1).contains($0) })
            #expect(FabricStatistics.moments(map.values).deviation > 0.01)
            scores.append(FabricStatistics.seamScore(map.values, width: 64, height: 64))
        }
        // A stripe may end at the border by chance: the median counts.
        #expect(scores.sorted()[2] < 2.5)
        #expect(try map(cloth, seed: 3) == map(cloth, seed: 3))
        #expect(try map(cloth, seed: 3) != map(cloth, seed: 4))
    }

    /// The seam score does find a seam: a part of a map does not tile.
    @Test(arguments: [FabricClass.dotted, .floral, .leaf, .paisley, .lace])
    func aPartOfAMapHasASeam(_ cloth: FabricClass) throws {
        let scores = try (0..<5 as Range<UInt64>).map { seed in
            let part = try map(cloth, seed: seed).cropped(x: 3, y: 5, width: 45, height: 41)
            return FabricStatistics.seamScore(part.values, width: 45, height: 41)
        }
        #expect(scores.sorted()[2] > 2)
    }

    /// A larger map, as designs use it: where copies meet, neighbours differ no more than somewhere inside.
    @Test(arguments: [FabricClass.plain, .striped, .floral, .tartan])
    func largeClothIsSeamless(_ cloth: FabricClass) throws {
        let seams = try fabric.structure(of: cloth, seed: 3, size: 192).seams
        #expect(seams.vertical < 1.2 && seams.horizontal < 1.2, "\(seams)")
    }

    /// Stripes vary much more than plain cloth.
    @Test func kindsOfClothDiffer() throws {
        let deviations = try [FabricClass.striped, .plain].map { cloth in
            FabricStatistics.moments(try map(cloth, seed: 4).values).deviation
        }
        #expect(deviations[0] > 2 * deviations[1], "\(deviations)")
    }

    @Test func otherFilesAreRefused() throws {
        let folder = TemporaryFolder()
        let text = try folder.write("no weights", to: "text.safetensors")
        var writer = SafetensorsWriter(metadata: ["architecture": "TextureGenerator", "configuration": "{}"])
        writer.add("a", shape: [1], [0])
        let other = folder.file("other.safetensors")
        try writer.write(to: other)
        for path in [text, other, folder.file("missing.safetensors")] {
            #expect(throws: (any Error).self) { try FabricModel(path: path) }
        }
    }
}
