import QuartetMolecules
import Testing

@Suite struct StructureKeyTests {
    private func duplicates(_ rows: [String]) throws -> [Duplicate?] {
        let standardizer = Standardizer(counterIons: try CounterIons())
        var finder = DuplicateFinder()
        return try rows.enumerated().map { row, smiles in
            let parent = try standardizer.parent(of: try Molecule(smiles: smiles))
            return finder.note(StructureKey(of: parent.molecule), of: parent, row: row)
        }
    }

    @Test func theStrictestSenseOfSameIsNamed() throws {
        #expect(try duplicates(["CCN(=O)=O", "CC[N+](=O)[O-]"]) == [nil, Duplicate(kind: .same, row: 0)])
        #expect(
            try duplicates(["C[C@H](O)CN", "C[C@H](O)CN.Cl", "C[C@@H](O)CN", "Cl.C[C@H](O)CN", "CC(O)CN"])
                == [
                    nil, Duplicate(kind: .saltForm, row: 0), Duplicate(kind: .stereoVariant, row: 0),
                    Duplicate(kind: .same, row: 1), Duplicate(kind: .stereoVariant, row: 0),
                ])
        #expect(
            try duplicates(["CCO", "Oc1ccccn1", "O=c1cccc[nH]1"]) == [
                nil, nil, Duplicate(kind: .tautomer, row: 1),
            ])
    }

    @Test func tautomersShareAKeyAndKeepTheirStructure() throws {
        let hydroxy = try Molecule(smiles: "Oc1ccccn1")
        let oxo = try Molecule(smiles: "O=c1cccc[nH]1")
        #expect(StructureKey(of: hydroxy).tautomer == StructureKey(of: oxo).tautomer)
        #expect(StructureKey(of: hydroxy).exact != StructureKey(of: oxo).exact)
        #expect(StructureKey(of: oxo, withTautomer: false).tautomer == nil)
        #expect(Set(oxo.tautomers()).isSuperset(of: ["O=c1cccc[nH]1", "Oc1ccccn1"]))
        #expect(oxo.tautomers() == hydroxy.tautomers())
        #expect(oxo.tautomers(limit: 2).count <= 2)
        #expect(try Molecule(smiles: "CCC").tautomers() == ["CCC"])
    }

    @Test func atomMapsAreNoPartOfTheParentsKey() throws {
        #expect(
            try duplicates([
                "[CH3:1][c:2]1[cH:3][cH:4][cH:5][cH:6][cH:7]1",
                "[CH3:9][c:1]1[cH:3][cH:2][cH:5][cH:6][cH:7]1",
            ]) == [nil, Duplicate(kind: .same, row: 0)])
    }

    /// Keys of the newest RDKit, which has InChI built in.
    @Test(arguments: [
        ("CCO", "LFQSCWFLJHTTHZ-UHFFFAOYSA-N"),
        ("C[C@H](N)C(=O)O", "QNAYBMKLOCPYGJ-REOHCLBHSA-N"),
        ("C[C@@H](N)C(=O)O", "QNAYBMKLOCPYGJ-UWTATZPHSA-N"),
        ("C/C=C/C", "IAQRGUVFOMOMEM-ONEGZZNKSA-N"),
        ("C/C=C\\C", "IAQRGUVFOMOMEM-ARJAWSKDSA-N"),
        ("CC=CC", "IAQRGUVFOMOMEM-UHFFFAOYSA-N"),
    ])
    func inChIKeyHasStereo(_ smiles: String, _ key: String) throws {
        #expect(try Molecule(smiles: smiles).inChIKey() == key)
    }

    @Test func inChIIsStandard() throws {
        #expect(
            try Molecule(smiles: "C[C@H](N)C(=O)[O-]").inChI()
                == "InChI=1S/C3H7NO2/c1-2(4)3(5)6/h2H,4H2,1H3,(H,5,6)/p-1/t2-/m0/s1")
        #expect(throws: MoleculeError.self) { try Molecule(smiles: "*C").inChIKey() }
    }
}
