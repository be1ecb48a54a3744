import QuartetMolecules
import Testing

@Suite struct ScaffoldTests {
    @Test(arguments: [
        ("CC(=O)Oc1ccccc1C(=O)O", "c1ccccc1", 1), ("CCO", "", 0),
        ("Cc1ccc(CCc2ccncc2)cc1", "c1ccc(CCc2ccncc2)cc1", 2), ("O=C1CCCN1C", "O=C1CCCN1", 1),
    ])
    func ringsAndLinkersStay(_ smiles: String, _ scaffold: String, _ rings: Int) throws {
        let found = try Molecule(smiles: smiles).scaffold()
        #expect(found.smiles == scaffold)
        #expect(found.ringCount == rings)
        #expect(found.isEmpty == scaffold.isEmpty)
    }

    @Test func stereoIsKeptOnRequest() throws {
        let molecule = try Molecule(smiles: "CC[C@H]1CC[C@@H](c2ccccc2)O1")
        #expect(molecule.scaffold().smiles.contains("@"))
        #expect(molecule.scaffold(withStereo: false).smiles == "c1ccc(C2CCCO2)cc1")
    }

    @Test func fragmentsHaveNumberedEnds() throws {
        let fragments = try Molecule(smiles: "O=C(NCC)c1ccccc1").fragments
        #expect(fragments.sorted() == ["[1*]C([6*])=O", "[16*]c1ccccc1", "[4*]CC", "[5*]N[5*]"].sorted())
        #expect(try Molecule(smiles: "CC").fragments == ["CC"])
    }

    @Test func atomMapsAreNoPartOfAScaffold() throws {
        for smiles in [
            "[CH3:1][c:2]1[cH:3][cH:4][cH:5][cH:6][cH:7]1", "[CH3:9][c:1]1[cH:3][cH:2][cH:5][cH:6][cH:7]1",
        ] {
            #expect(try Molecule(smiles: smiles).scaffold().smiles == "c1ccccc1")
        }
    }
}
