import QuartetFiles
import QuartetMolecules
import QuartetTestSupport
import Testing

@Suite struct KnownMoleculesTests {
    private static let smiles = [
        "CCO", "CC(=O)Oc1ccccc1C(=O)O", "Oc1ccccc1", "c1ccccc1", "CC(=O)Nc1ccc(O)cc1", "CN1CCC[C@H]1c1cccnc1",
        "CN1CCC[C@@H]1c1cccnc1", "Clc1ccccc1", "CCN(CC)CC", "CC(C)Cc1ccc(C(C)C(=O)O)cc1", "C", "[Na+].[Cl-]",
    ]

    private static func builder() throws -> KnownMoleculesBuilder {
        var builder = KnownMoleculesBuilder()
        for (number, smiles) in smiles.enumerated() {
            builder.add(.init(try Molecule(smiles: smiles), name: "m\t\(number)"))
        }
        return builder
    }

    /// By comparing with each.
    private static func nearest(_ query: Molecule) throws -> Double {
        let fingerprint = query.fingerprint(radius: 2, bits: 1024)
        return try smiles.map {
            try Molecule(smiles: $0).fingerprint(radius: 2, bits: 1024).similarity(to: fingerprint)
        }
        .max() ?? 0
    }

    @Test(arguments: [
        "CCCO", "OC(=O)c1ccccc1O", "Nc1ccc(O)cc1", "CC(C)C(=O)O", "c1ccc2ccccc2c1", "CCN", "Brc1ccccc1",
        "CCCCCCCCCC",
        "COc1ccc2c(c1)c(CC(=O)O)c(C)n2C(=O)c1ccc(Cl)cc1",
    ])
    func theNearestIsThatOfAllComparisons(_ smiles: String) throws {
        let query = try Molecule(smiles: smiles)
        let found = try #require(try Self.builder().mapped().nearest(to: query))
        #expect(found.similarity == (try Self.nearest(query)))
        let itself = try Molecule(smiles: found.smiles).fingerprint(radius: 2, bits: 1024)
        #expect(itself.similarity(to: query.fingerprint(radius: 2, bits: 1024)) == found.similarity)
        #expect(!found.isSame)
    }

    @Test func aKnownMoleculeIsFoundAsItself() throws {
        let known = try Self.builder().mapped()
        #expect(known.count == Self.smiles.count)
        for (number, smiles) in Self.smiles.enumerated() {
            let found = try #require(known.nearest(to: try Molecule(smiles: smiles)))
            #expect(found.isSame && found.similarity == 1 && found.name == "m \(number)", "\(smiles)")
        }
        let mapped = try Molecule(smiles: "[CH3:1][CH2:7][OH:2]")
        #expect(known.nearest(to: mapped)?.isSame == true)
        // The same fingerprint is not the same molecule: stereo is not in it.
        let racemate = try #require(known.nearest(to: try Molecule(smiles: "CN1CCCC1c1cccnc1")))
        #expect(racemate.similarity == 1 && !racemate.isSame)
    }

    @Test func nothingIsNearestInAnEmptyIndex() throws {
        #expect(try KnownMoleculesBuilder().mapped().nearest(to: Molecule(smiles: "C")) == nil)
    }

    @Test func damagedFilesAreRefusedOrSearchedWithoutHarm() throws {
        let folder = TemporaryFolder()
        try withExtendedLifetime(folder) {
            let path = folder.file("index")
            try Self.builder().write(to: path)
            #expect(KnownMolecules.isIndex(path: path))
            let whole = try folder.bytes("index")
            let query = try Molecule(smiles: "CC(=O)Oc1ccccc1C(=O)O")
            for length in [0, 7, 8, 23, 100, 4200, whole.count - 1] {
                let cut = try folder.write(whole.prefix(length), to: "cut")
                #expect(throws: FileError.self, "\(length)") { try KnownMolecules(path: cut) }
            }
            var generator = SeededGenerator(4)
            for _ in 0..<300 {
                var bytes = whole
                for _ in 0..<4 {
                    bytes[Int.random(in: 8..<bytes.count, using: &generator)] = .random(
                        in: 0...255, using: &generator)
                }
                let damaged = try folder.write(bytes, to: "damaged")
                do {
                    let found = try KnownMolecules(path: damaged).nearest(to: query)
                    #expect((0...1).contains(found?.similarity ?? 0))
                } catch is FileError {}
            }
            var huge = whole
            huge.replaceSubrange(8..<16, with: [UInt8](repeating: 0xFF, count: 8))
            let path2 = try folder.write(huge, to: "huge")
            #expect(throws: FileError.self) { try KnownMolecules(path: path2) }
        }
    }
}
