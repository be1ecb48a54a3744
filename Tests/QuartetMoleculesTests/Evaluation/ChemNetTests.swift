import Foundation
import QuartetEngine
import QuartetFiles
import QuartetMolecules
import QuartetTestSupport
import Testing

/// Needs the published weights: their folder is named by the environment variable QUARTET_MOLECULES_DATA.
@Suite struct ChemNetTests {
    private static let folder = ProcessInfo.processInfo.environment["QUARTET_MOLECULES_DATA"] ?? ""

    @Test(.enabled(if: !folder.isEmpty, "QUARTET_MOLECULES_DATA names no folder with ChemNet's weights"))
    func activationsEqualTheReference() throws {
        let file = try SafetensorsFile(path: Self.folder + "/oracle/chemnet_reference.safetensors")
        let smiles = try JSONDecoder().decode(
            [String].self, from: Data(#require(file.metadata["smiles"]).utf8))
        let expected = try file.floats("activations")
        let network = try ChemNet(path: Self.folder + "/tables/chemnet_v0.13.safetensors")
        let found = network.activations(of: smiles)
        try #require(found.count == expected.count)
        #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-4 })
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
