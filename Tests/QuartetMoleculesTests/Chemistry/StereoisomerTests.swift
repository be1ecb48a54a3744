import QuartetMolecules
import Testing

@Suite struct StereoisomerTests {
    private func isomers(_ smiles: String, onlyOpen: Bool = false, limit: Int = 64) throws -> Stereoisomers {
        try Stereoisomers(of: try Molecule(smiles: smiles), onlyOpen: onlyOpen, limit: limit)
    }

    @Test(arguments: [
        // Cis and trans in a ring; a meso form; a centre beside a double bond; a ring without any.
        ("FC1CCC(F)CC1", 2), ("CC(O)C(O)C", 3), ("CC=CC(C)O", 4), ("OC1CCCCC1", 1),
        // Pseudoasymmetric; decalin has one cis and one trans form; of the eight marks of norborneol four can be built.
        ("CC(O)C(O)C(C)O", 4), ("C1CCC2CCCCC2C1", 2), ("C1CC2CC1CC2O", 4), ("CCC", 1),
    ])
    func eachFormIsCountedOnce(_ smiles: String, _ count: Int) throws {
        let found = try isomers(smiles)
        #expect(found.smiles.count == count)
        #expect(Set(found.smiles).count == count)
        #expect(found.isComplete)
    }

    @Test func givenMarksStayWhenOnlyOpenOnesAreAskedFor() throws {
        #expect(
            try isomers("C[C@H](O)C=CC", onlyOpen: true).smiles == ["C/C=C/[C@H](C)O", "C/C=C\\[C@H](C)O"])
        #expect(try isomers("C[C@H](O)/C=C/C", onlyOpen: true).smiles.count == 1)
    }

    @Test func theLimitIsSaid() throws {
        let some = try isomers("CC(O)C(F)C(Cl)C(Br)C", limit: 4)
        #expect(some.smiles.count == 4)
        #expect(!some.isComplete)
        #expect(try isomers("CC(O)C(F)C(Cl)C(Br)C", limit: 16).isComplete)
    }
}
