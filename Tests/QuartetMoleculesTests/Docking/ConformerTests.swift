import QuartetFiles
import QuartetMolecules
import QuartetTestSupport
import Testing

@Suite struct ConformerTests {
    @Test func sameSeedGivesTheSamePlaces() throws {
        let molecule = try Molecule(smiles: "CC(O)c1ccccc1")
        let (first, again) = (try Conformer(of: molecule, seed: 3), try Conformer(of: molecule, seed: 3))
        #expect(first.atoms == again.atoms)
        #expect(try Conformer(of: molecule, seed: 4).atoms != first.atoms)
    }

    @Test func bondsHaveTheirLengths() throws {
        let ethanol = try Conformer(of: Molecule(smiles: "CCO"), seed: 1)
        #expect(ethanol.atoms.count == 9)
        for bond in ethanol.bonds {
            let ends = [ethanol.atoms[bond.first], ethanol.atoms[bond.second]]
            let length = ends[0].position.distance(to: ends[1].position)
            #expect(ends.contains { $0.atomicNumber == 1 } ? 0.9...1.2 ~= length : 1.3...1.6 ~= length)
        }
    }

    @Test func longChainsAreMadeFromRandomCoordinates() throws {
        let chain = try Molecule(smiles: "CCCCCCCCCCCCCCCCCC(=O)OCC(O)COC(=O)CCCCCCCCCCCCCCCCC")
        let conformer = try Conformer(of: chain, seed: 7)
        #expect(conformer.isFromRandomCoordinates)
        #expect(conformer.atoms.allSatisfy { $0.position.distance(to: Point(0, 0, 0)) < 100 })
        #expect(try !Conformer(of: Molecule(smiles: "CCO"), seed: 7).isFromRandomCoordinates)
    }

    @Test func whatHasNoFormInSpaceIsRefused() throws {
        // A centre in the bridge of a small cage cannot have this hand beside the other.
        let impossible = try Molecule(smiles: "C1C[C@H]2CC[C@H]1C2")
        #expect(throws: DockingError.self) { try Conformer(of: impossible, seed: 1) }
    }

    @Test func deviationKnowsSymmetry() throws {
        // para-Xylene: turned by half a turn, every atom lies where its twin was.
        let places = [(1.4, 0.0), (0.7, 1.21), (-0.7, 1.21), (-1.4, 0), (-0.7, -1.21), (0.7, -1.21)]
        let ring = try reference(places.map { Point($0.0, $0.1, 0) })
        let turned = try reference(places.map { Point(-$0.0, -$0.1, 0) })
        #expect(try ring.deviation(from: turned) < 1e-6)
        // Nothing is laid on top of the other first.
        let moved = try reference(places.map { Point($0.0, $0.1, 2) })
        #expect(abs(try ring.deviation(from: moved) - 2) < 1e-6)
    }

    @Test func deviationFindsTheRingsOfAMacrocycleInAnyOrder() throws {
        let (one, other) = (
            try Molecule(smiles: "C1CCCCCCCc2cccc(c2)C1"), try Molecule(smiles: "C1CCCCc2cc(ccc2)CCCC1")
        )
        let (first, second) = (try Conformer(of: one, seed: 1), try Conformer(of: other, seed: 1))
        #expect(try first.deviation(from: second) > 0)
    }

    @Test func deviationFromAnotherMoleculeIsAnError() throws {
        let (one, other) = (try Molecule(smiles: "CCO"), try Molecule(smiles: "CCN"))
        let (first, second) = (try Conformer(of: one, seed: 1), try Conformer(of: other, seed: 1))
        #expect(throws: DockingError.self) { try first.deviation(from: second) }
    }

    /// Benzene's carbons in a PDB file without elements.
    private func reference(_ points: [Point]) throws -> Conformer {
        try inFolder { folder in
            try AtomicFile.write(PDBText.hetatoms(points.map { ("C", $0) }), to: folder + "/a.pdb")
            return try Conformer(contentsOf: folder + "/a.pdb")
        }
    }

    @Test func chlorineWithoutAnElementColumnIsChlorine() throws {
        let atoms = [("C1", Point(0, 0, 0)), ("CL", Point(1.76, 0, 0))]
        let ligand = try inFolder { folder in
            try AtomicFile.write(PDBText.hetatoms(atoms), to: folder + "/a.pdb")
            return try Conformer(contentsOf: folder + "/a.pdb")
        }
        #expect(ligand.atoms.map(\.atomicNumber) == [6, 17])
        #expect(ligand.bonds.count == 1)
    }

    @Test func referencesAreReadFromMOL2AndPDBQT() throws {
        let mol2 = """
            # made by hand
            @<TRIPOS>MOLECULE
            chloroform
             3 2 0 0 0
            SMALL
            NO_CHARGES

            @<TRIPOS>ATOM
              1 C1  0.0 0.0 0.0 C.3 1 LIG 0.0
              2 CL1 1.76 0.0 0.0 Cl 1 LIG 0.0
              3 H1 -0.6 0.9 0.0 H 1 LIG 0.0
            @<TRIPOS>BOND
              1 1 2 1
              2 1 3 1

            """
        let pdbqt =
            "ROOT\n" + PDBText.atom(0, "C", "LIG", 1, Point(0, 0, 0), "A")
            + PDBText.atom(1, "C", "LIG", 1, Point(1.76, 0, 0), "Cl")
            + PDBText.atom(2, "G", "LIG", 1, Point(9, 0, 0), "G0") + "ENDROOT\nTORSDOF 0\n"
        try inFolder { folder in
            try AtomicFile.write(mol2, to: folder + "/a.mol2")
            try AtomicFile.write(pdbqt, to: folder + "/a.pdbqt")
            let (first, second) = (
                try Conformer(contentsOf: folder + "/a.mol2"), try Conformer(contentsOf: folder + "/a.pdbqt")
            )
            #expect(first.atoms.map(\.atomicNumber) == [6, 17, 1])
            #expect(second.atoms.map(\.atomicNumber) == [6, 17])
            #expect(try first.deviation(from: second) < 1e-9)
        }
    }
}
