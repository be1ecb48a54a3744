import QuartetMolecules
import Testing

@Suite struct MoleculeTests {
    @Test func sameStructureHasOneCanonicalSMILES() throws {
        let written = ["OCC", "C(O)C", "[CH3][CH2]O"]
        #expect(try Set(written.map { try Molecule(smiles: $0).smiles() }) == ["CCO"])
    }

    @Test(arguments: ["", "C1CC", "CC(C", "c1ccc", "CN(C)(C)(C)C", "Xx"])
    func refusesWhatIsNoMolecule(_ smiles: String) {
        #expect(throws: MoleculeError.self) { try Molecule(smiles: smiles) }
    }
}
