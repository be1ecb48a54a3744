import QuartetFiles
import QuartetMolecules
import QuartetTestSupport
import Testing

@Suite struct BuildingBlocksTests {
    @Test func piecesAreCountedOnceAMolecule() throws {
        // Imatinib has the NH piece twice.
        let imatinib = try Molecule(
            smiles: "CN1CCN(Cc2ccc(C(=O)Nc3ccc(C)c(Nc4nccc(-c5cccnc5)n4)c3)cc2)CC1")
        let benzanilide = try Molecule(smiles: "O=C(Nc1ccccc1)c1ccccc1")
        let blocks = BuildingBlocks(of: [imatinib, benzanilide])
        #expect(blocks.moleculeCount == 2)
        #expect(blocks.counts["[5*]N[5*]"] == 2)
        #expect(blocks.counts["[16*]c1ccccc1"] == 1)
        #expect(blocks.counts["[5*]N1CCN(C)CC1"] == 1)
        #expect(blocks.frequent(atLeast: 2).map(\.smiles) == ["[1*]C([6*])=O", "[5*]N[5*]"])
    }

    @Test func coverageIsTheShareOfKnownAtoms() throws {
        let blocks = BuildingBlocks(of: [try Molecule(smiles: "O=C(Nc1ccccc1)c1ccccc1")])
        let known = try blocks.coverage(of: try Molecule(smiles: "O=C(Nc1ccccc1)c1ccccc1"))
        #expect(known.share == 1)
        #expect(known.rarest?.count == 1)
        // Of the 14 heavy atoms, the carbonyl's two, nitrogen and phenyl are known: 9.
        let partly = try blocks.coverage(of: try Molecule(smiles: "O=C(Nc1ccccc1)c1ccco1"))
        #expect(abs(partly.share - 9.0 / 14) < 1e-12)
        #expect(partly.rarest?.smiles == "[14*]c1ccco1" && partly.rarest?.count == 0)
    }

    @Test func theTableIsKeptInAFile() throws {
        let folder = TemporaryFolder()
        let path = folder.file("pieces.tsv")
        try withExtendedLifetime(folder) {
            let benzanilide = try Molecule(smiles: "O=C(Nc1ccccc1)c1ccccc1")
            let blocks = BuildingBlocks(of: [benzanilide, try Molecule(smiles: "NC(=O)c1ccccc1")])
            try blocks.write(to: path)
            let again = try BuildingBlocks(path: path)
            #expect(again.counts == blocks.counts && again.moleculeCount == 2)
            try blocks.write(to: path, atLeast: 2)
            #expect(try BuildingBlocks(path: path).counts == ["[16*]c1ccccc1": 2])
            let wrong = try folder.write("# BRICS pieces of molecules: 2\n3\t[5*]N\n", to: "wrong.tsv")
            #expect(throws: FileError.self) { try BuildingBlocks(path: wrong) }
        }
    }

    @Test func environmentsFitAsBRICSHasThem() throws {
        func end(_ environment: Int) throws -> BuildingBlock.End {
            try #require(try BuildingBlock(smiles: "[\(environment)*]C").ends.first)
        }
        // An amide from acyl and amine; biaryl; no bond between two amines.
        for (one, other, fits) in [
            (1, 5, true), (5, 1, true), (16, 16, true), (5, 5, false), (7, 7, true), (6, 5, false),
        ] { #expect(try end(one).fits(end(other)) == fits, "\(one) and \(other)") }
    }

    @Test func piecesAreJoinedAtTheirEnds() throws {
        let acyl = try BuildingBlock(smiles: "[1*]C(=O)c1ccccc1")
        let amine = try BuildingBlock(smiles: "[5*]N[5*]")
        let amide = try acyl.joined(acyl.ends[0], to: amine, amine.ends[0])
        #expect(amide.ends.count == 1 && amide.heavyAtoms == 9)
        #expect(try amide.capped().smiles() == "NC(=O)c1ccccc1")
        let phenyl = try BuildingBlock(smiles: "*c1ccccc1")
        let whole = try amide.joined(amide.ends[0], to: phenyl, phenyl.ends[0])
        #expect(whole.molecule.smiles() == "O=C(Nc1ccccc1)c1ccccc1")
        #expect(throws: MoleculeError.self) {
            try whole.joined(amide.ends[0], to: phenyl, phenyl.ends[0])
        }
    }

    @Test func joiningKeepsStereo() throws {
        for smiles in ["*[C@H](C)N", "*[C@@H](C)N", "N[C@H](*)C", "C[C@@H](*)N"] {
            let piece = try BuildingBlock(smiles: smiles)
            let phenyl = try BuildingBlock(smiles: "*c1ccccc1")
            // The bond to the end becomes the bond to the ring: the text with the ring in its place is the same molecule.
            let expected = try Molecule(
                smiles: smiles.hasPrefix("*")
                    ? "c1ccccc1" + smiles.dropFirst() : smiles.replacing("*", with: "c1ccccc1"))
            let whole = try piece.joined(piece.ends[0], to: phenyl, phenyl.ends[0])
            #expect(whole.molecule.smiles() == expected.smiles(), "\(smiles)")
        }
    }

    @Test func everyPieceOfADrugFitsAnother() throws {
        let imatinib = try Molecule(
            smiles: "CN1CCN(Cc2ccc(C(=O)Nc3ccc(C)c(Nc4nccc(-c5cccnc5)n4)c3)cc2)CC1")
        let blocks = try imatinib.fragments.map { try BuildingBlock(smiles: $0) }
        #expect(blocks.count == 9)
        #expect(blocks.reduce(0) { $0 + $1.heavyAtoms } == 37)
        // Eight bonds were cut: sixteen ends, each with a partner among the others.
        let ends = blocks.flatMap(\.ends)
        #expect(ends.count == 16)
        for end in ends { #expect(ends.contains { $0.fits(end) }) }
    }
}
