import QuartetMolecules
import QuartetTestSupport
import Testing

/// What a pattern needs must never rule it out where it occurs.
@Suite struct PatternSetTests {
    @Test(arguments: [
        // Elements, aromatic or not, and how often.
        ("[#6]-[#7]", "CN", true), ("cN", "Nc1ccccc1", true), ("CN", "Nc1ccccc1", false),
        ("Br.Br.Br", "BrC(Br)Br", true), ("Br.Br.Br", "BrCBr", false), ("[Hg,Fe,As]", "C[Hg]C", true),
        ("[!#6;!#1]", "CO", true), ("[!#6;!#1]", "CC", false), ("[U]", "[Np]", false), ("[!U]", "[Np]", true),
        ("[!C]", "c1ccccc1", true), ("[*;!$(C)]", "CO", true), ("[$(OC),$(NC)]", "CN", true),
        // Bonds.
        ("C=C", "c1ccccc1", false), ("C=,#N", "CC#N", true), ("C~N", "CC#N", true),
        ("[#6]!-[#8]", "CC=O", true),
        ("[#6]!-[#8]", "CO", false), ("C-&!@C", "C1CC1", false), ("C@C", "C1CC1", true),
        ("cc", "c1ccccc1-c1ccccc1", true), ("[#6]!:[#6]", "c1ccccc1-c1ccccc1", true),
        ("N->[Fe]", "CN->[Fe]", true),
        // Rings: a cycle may be the sum of smaller ones.
        ("*1*****1", "C1CC2C1CC2", true), ("*1****1", "C1CC2CC12", true), ("*1****1", "C1CCCCC1", false),
        ("*1*********1", "C1CCC2CCCCC2C1", true), ("*~1~*~*~*~1.*~1~*~*~*~1", "C1CC2CC12", false),
        // Hydrogens.
        ("[NH2]", "CN", true), ("[#7]-[#1]", "CN", false), ("C[2H]", "C[2H]", true),
    ])
    func patternsAreFoundAsRDKitFindsThem(_ smarts: String, _ smiles: String, _ occurs: Bool) throws {
        let set = try PatternSet(smarts: ["[#200]", smarts])
        let molecule = try Molecule(smiles: smiles)
        #expect(try set.found(in: molecule) == (occurs ? [1] : []))
        #expect(try set.occurs(in: molecule) == occurs)
    }

    @Test func hydrogensAreMeantInThreeWays() throws {
        let methylamine = try Molecule(smiles: "CN")
        let smarts = ["[#7](-[#1])-[#1]", "[#6]-[!#6;!#7]", "[#6X4]"]
        #expect(try PatternSet(smarts: smarts, hydrogens: .asWritten).found(in: methylamine) == [2])
        #expect(try PatternSet(smarts: smarts, hydrogens: .merged).found(in: methylamine) == [0, 2])
        let explicit = try PatternSet(smarts: smarts, hydrogens: .explicit)
        #expect(try explicit.found(in: methylamine) == [0, 1, 2])
        #expect(try explicit.atoms(of: 0, in: methylamine) == [1])
    }

    @Test func atomsAreThoseOfAllPlaces() throws {
        let set = try PatternSet(smarts: ["O[CH3]"])
        #expect(try set.atoms(of: 0, in: Molecule(smiles: "COc1ccccc1OC")) == [0, 1, 8, 9])
        #expect(throws: MoleculeError.self) { try set.atoms(of: 1, in: Molecule(smiles: "CO")) }
    }

    @Test func aTextThatIsNoSMARTSIsNamed() {
        #expect(throws: NoSMARTS(index: 1)) { try PatternSet(smarts: ["CC", "C(C"]) }
        #expect(throws: NoSMARTS(index: 0)) { try PatternSet(smarts: [""]) }
    }
}
