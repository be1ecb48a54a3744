import Foundation
import QuartetMolecules
import QuartetTestSupport
import Testing

@Suite struct ReconstructionRateTests {
    private static func rate(of originals: String, in decoded: String) throws -> ReconstructionRate {
        let folder = TemporaryFolder()
        return try withExtendedLifetime(folder) {
            let (first, second) = (folder.file("originals.smi"), folder.file("decoded.smi"))
            try originals.write(toFile: first, atomically: true, encoding: .utf8)
            try decoded.write(toFile: second, atomically: true, encoding: .utf8)
            return try ReconstructionRate(of: first, in: second)
        }
    }

    /// The same molecule written otherwise, a wrong isomer, what is no molecule, nothing, and two originals that are none.
    @Test func structuresAreCompared() throws {
        let found = try Self.rate(
            of: "CCO\nF/C=C/F\nCCN\nCCC\nC1CC\nOc1ccccc1\nC(C\n",
            in: "smiles\nOCC 1\nF/C=C\\F\nC(C\n\n\nc1ccccc1O,0.5\n\n")
        #expect((found.molecules, found.exact, found.valid) == (5, 2, 3))
        #expect(found.rate == 0.4)
    }

    @Test(arguments: ["CCO\nCCN\n", "CCO\nCCN\nCCC\nCCCC\n"])
    func filesOfDifferentLengthsDoNotBelongTogether(_ decoded: String) {
        #expect(throws: ReconstructionMismatch.self) { try Self.rate(of: "CCO\nCCN\nCCC\n", in: decoded) }
    }
}
