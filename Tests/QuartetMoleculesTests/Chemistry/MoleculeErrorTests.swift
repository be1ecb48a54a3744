import QuartetMolecules
import Testing

/// What is said of a text that cannot be read as a molecule: the place in the text, or the atom.
@Suite struct MoleculeErrorTests {
    private func error(_ smiles: String) -> MoleculeError? {
        do throws(MoleculeError) {
            _ = try Molecule(smiles: smiles)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        ("C1CCCC", 2, "ring bond 1 left open at 2"),
        ("CC%12CC", 3, "ring bond 12 left open at 3"),
        ("CC(=O", 3, "parenthesis opened at 3 still open at the end"),
        ("CCO)C", 4, "parenthesis closed at 4 was never opened"),
        ("CC[NH3+", 3, "bracket opened at 3 still open at the end"),
        ("CCXxC", 3, "unknown element at 3: Xx"),
        ("C[Zz]C", 3, "unknown element at 3: Zz"),
        ("CNaC", 3, "unknown element at 3: aC"),
        ("CCSi", 4, "unknown element at 4: i"),
        ("CZnC", 2, "Zn at 2 must stand in brackets: [Zn]"),
        ("CC=", 3, "the bond at 3 has no atom before the end"),
        ("C==C", 2, "the bond at 2 has no atom before the bond at 3"),
        ("=CC", 1, "no atom before the bond at 1"),
        ("C()C", 2, "nothing in the parenthesis at 2"),
        ("(C)C", 1, "no atom before the parenthesis at 1"),
        ("C11", 3, "ring bond 1 at 3 joins an atom to itself"),
        ("C1C1", 4, "ring bond 1 at 4 joins two atoms that are bonded already"),
        ("[D]C", 2, "unknown element at 2: D"),
        ("CCO.", 4, "an atom is missing at the end"),
        ("CC?C", 3, "unexpected character at 3: ?"),
        ("C%1C", 2, "% at 2 needs two digits, as in %12"),
        ("[CH4:]", 6, "an atom map without a number at 6"),
        (
            "CCO ethanol", 4,
            "a blank or control character at 4; a SMILES contains neither, and a name is not part of it"
        ),
    ])
    func brokenGrammarHasAPlace(_ smiles: String, _ position: Int, _ reason: String) {
        #expect(error(smiles) == MoleculeError(reason: reason, fault: .syntax, position: position))
    }

    @Test func valenceNamesTheAtomAndItsElement() {
        let isocyanide = error("CC(C)N#C")
        #expect(isocyanide?.fault == .valence)
        #expect(isocyanide?.atoms == [3])
        #expect(
            isocyanide?.reason
                == "valence: nitrogen with four bonds, atom 3 (N); a positive charge must be written, as in [N+]"
        )
        #expect(error("c1ccccc1[N](C)(C)C")?.atoms == [6])
        #expect(error("FC(F)(F)(F)C")?.reason == "valence: carbon with five bonds, atom 1 (C)")
        // A nitro group with five bonds is read; the fault is the other nitrogen's.
        #expect(error("O=N(=O)CN(C)(C)C")?.atoms == [4])
    }

    @Test func chargesMendTheValence() throws {
        #expect(try Molecule(smiles: "CC(C)[N+]#[C-]").smiles() == "[C-]#[N+]C(C)C")
    }

    @Test func kekulizationNamesTheRing() throws {
        let pyrrole = error("Cc1cnc(C)c1")
        #expect(pyrrole?.fault == .kekulization)
        #expect(pyrrole?.atoms.sorted() == [1, 2, 3, 4, 6])
        #expect(pyrrole?.reason.contains("kekulization") == true)
        #expect(pyrrole?.reason.hasSuffix("a ring nitrogen may lack its hydrogen: [nH]") == true)
        #expect(try Molecule(smiles: "Cc1c[nH]c(C)c1").atomCount == 7)
        // Of these rings RDKit names one atom, or all.
        #expect(error("Cc1cccc1")?.atoms == [1, 2, 3, 4, 5])
        #expect(error("c1ccc2cccc2c1C")?.atoms.count == 9)
        #expect(error("CcC")?.fault == .aromaticity)
        // Without a nitrogen in the ring, one elsewhere lacks nothing.
        for smiles in ["Cc1cccc1", "Nc1cccc1C#N"] {
            let reason = try #require(error(smiles)?.reason)
            #expect(!reason.contains("nitrogen") && reason.hasSuffix("in capital letters"), "\(reason)")
        }
    }

    @Test func emptyTextIsNoMolecule() {
        #expect(error("")?.fault == .empty)
        #expect(error("  ")?.fault == .empty)
    }

    @Test func polymersAreRefusedUnread() throws {
        let limit = Molecule.atomLimit
        #expect(error(String(repeating: "CCl", count: limit))?.reason == "2000 atoms; the limit is 1000")
        #expect(try Molecule(smiles: String(repeating: "C", count: limit)).atomCount == limit)
        // A mark of the grammar long before the end does not help.
        #expect(error("(" + String(repeating: "C", count: 5000))?.fault == .size)
    }

    @Test(arguments: [
        "C%(123)CCC%(123)", "[#6]C", "N->[Cu]", "C\\\\C=C", "[13CH3-]", "[C@@H](F)(Cl)Br", "C1CC1.[Na+]",
        "*C", "[2H]C",
        "C-1CCC1", "c1cc2ccccc2[nH]1", "C/C=C/C", "C12CC1C2", "[Cl-].[NH4+]", "[CH3:7]C", "[Fe++]",
        "[se]1cccc1",
        "C1.CC1", "C=1CCC-1",
    ])
    func readsWhatTheGrammarHas(_ smiles: String) {
        #expect(error(smiles) == nil)
    }
}
