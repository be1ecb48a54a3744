import Foundation
import QuartetEngine
import QuartetFiles
import QuartetMolecules
import QuartetTestSupport
import Testing

/// The published weights and activations of them, in the folder that `QUARTET_DATA` names.
@Suite struct ChemNetTests {
    private static let weights = DataFolder.file("molecules/tables/chemnet_v0.13.safetensors")
    private static let reference = DataFolder.file("molecules/oracle/chemnet_reference.safetensors")

    @Test(
        .enabled(
            if: weights != nil && reference != nil,
            "set QUARTET_DATA to the folder that holds molecules/tables and molecules/oracle"))
    func activationsEqualTheReference() throws {
        let file = try SafetensorsFile(path: #require(Self.reference))
        let smiles = try JSONDecoder().decode(
            [String].self, from: Data(#require(file.metadata["smiles"]).utf8))
        let expected = try file.floats("activations")
        let network = try ChemNet(path: #require(Self.weights))
        let found = network.activations(of: smiles)
        try #require(found.count == expected.count)
        #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-4 })
    }

    /// The first activations of a chain and a ring, and the sum of their magnitudes, as PyTorch computes them.
    @Test func theInstalledNetworkIsFound() throws {
        let network = try ChemNet()
        let found = network.activations(of: ["CCO", "c1ccccc1O"])
        try #require(found.count == 2 * ChemNet.width)
        let expected: [Float] = [
            -0.044_897_23, 0.011_458_21, -0.177_407_44, 0.015_670_24,
            -0.096_977_53, 0.000_099_49, -0.204_311_42, 0.115_983_82,
        ]
        for (index, value) in expected.enumerated() {
            #expect(abs(found[index / 4 * ChemNet.width + index % 4] - value) < 1e-4)
        }
        let magnitudes = [found.prefix(ChemNet.width), found.suffix(ChemNet.width)].map {
            $0.reduce(0) { $0 + abs($1) }
        }
        #expect(abs(magnitudes[0] - 35.0504) < 0.01 && abs(magnitudes[1] - 47.9080) < 0.01)
        let sums = try network.sums(of: ["CCO", "c1ccccc1O"])
        #expect(sums.count == 2)
    }

    @Test func refusesOtherWeights() throws {
        let folder = TemporaryFolder()
        try withExtendedLifetime(folder) {
            let path = folder.file("other.safetensors")
            var writer = SafetensorsWriter()
            [Float](repeating: 0, count: 4).withUnsafeBufferPointer {
                writer.add("layer0.weight", shape: [4], $0, as: .float32)
            }
            try writer.write(to: path)
            #expect(throws: CheckpointError.self) { try ChemNet(path: path) }
        }
    }
}
