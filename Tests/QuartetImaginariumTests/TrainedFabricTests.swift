import Foundation
import QuartetImaginarium
import QuartetImaging
import Testing

/// The weights that ship.
@Suite struct TrainedFabricTests {
    private static let weights = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("weights/fabric.safetensors").path

    private let fabric: TrainedFabric

    init() throws { fabric = try TrainedFabric(weights: Self.weights) }

    private func map(_ cloth: FabricClass, seed: UInt64) throws -> FloatImage {
        try fabric.structure(of: cloth, seed: seed, size: 64)
    }

    @Test func makesEveryKindOfCloth() throws {
        #expect(fabric.classes == FabricClass.allCases)
    }

    @Test(arguments: FabricClass.allCases)
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
}
