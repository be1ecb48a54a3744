import QuartetMolecules
import QuartetTestSupport
import Testing

@Suite struct StandardizerTests {
    private let standardizer: Standardizer

    init() throws { standardizer = Standardizer(counterIons: try CounterIons()) }

    private func setAside(_ smiles: String) throws -> SetAside? {
        let compound = try Molecule(smiles: smiles)
        do throws(SetAside) {
            _ = try standardizer.parent(of: compound)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        ("[Na+].[O-]C(=O)c1ccc(N)cc1", "Nc1ccc(C(=O)O)cc1", ["removed sodium", "neutralised"]),
        // Both parts are counter-ions: the organic one stays.
        ("[Na+].[O-]C(=O)c1ccccc1", "O=C(O)c1ccccc1", ["removed sodium", "neutralised"]),
        // The acid is taken away also where it is the larger part.
        ("CN(C)CCc1ccccc1.Cc1ccc(S(=O)(=O)O)cc1", "CN(C)CCc1ccccc1", ["removed toluenesulfonic acid"]),
        ("CN.Cc1ccc(S(=O)(=O)O)cc1", "CN", ["removed toluenesulfonic acid"]),
        ("C[NH2+]CCc1ccccc1.[Cl-].O", "CNCCc1ccccc1", ["removed hydrogen chloride, water", "neutralised"]),
        ("CNCCc1ccccc1.OC(=O)/C=C\\C(=O)O", "CNCCc1ccccc1", ["removed fumaric or maleic acid"]),
        ("CNCCc1ccccc1.[H+].[Cl-]", "CNCCc1ccccc1", ["removed hydrogen chloride, proton"]),
        // Two of the same part are one.
        ("CNCCc1ccccc1.CNCCc1ccccc1.OS(=O)(=O)O", "CNCCc1ccccc1", ["removed sulfuric acid"]),
        ("CCN(=O)=O", "CC[N+](=O)[O-]", []),
        ("[NH3+]CC(=O)[O-]", "NCC(=O)O", ["neutralised"]),
        // What has no neutral form stays as it is.
        ("C[N+](C)(C)CC(=O)[O-]", "C[N+](C)(C)CC(=O)[O-]", []),
        ("c1cc[n+]([O-])cc1", "[O-][n+]1ccccc1", []),
        ("C[N+](C)(C)CCO.[Cl-]", "C[N+](C)(C)CCO", ["removed hydrogen chloride"]),
        ("[CH3:1][c:2]1[cH:3][cH:4][cH:5][cH:6][cH:7]1", "Cc1ccccc1", ["atom map numbers removed"]),
        ("C[C@@H](C(N)=O)n1ccc2ccccc21", "C[C@@H](C(N)=O)n1ccc2ccccc21", []),
        ("[13CH3]C", "C[13CH3]", []),
    ])
    func theParentIsTheDrug(_ smiles: String, _ parent: String, _ notes: [String]) throws {
        let found = try standardizer.parent(of: try Molecule(smiles: smiles))
        #expect(found.molecule.smiles() == parent)
        #expect(found.notes == notes)
    }

    @Test func theOrderOfPartsDoesNotMatter() throws {
        let forward = try standardizer.parent(of: try Molecule(smiles: "CC(=O)O.[Na+].CCC(=O)O"))
        let backward = try standardizer.parent(of: try Molecule(smiles: "CCC(=O)O.[Na+].CC(=O)O"))
        #expect(forward.molecule.smiles() == "CCC(=O)O")
        #expect(forward.molecule.smiles() == backward.molecule.smiles())
        #expect(forward.removed == backward.removed)
    }

    @Test func whatIsNoDrugIsSetAside() throws {
        #expect(try setAside("N[Pt](N)(Cl)Cl") == .metal(symbol: "Pt", atom: 1))
        #expect(try setAside("[Cl].CCN") == .radical(symbol: "Cl", atom: 0))
        #expect(try setAside("*CCN") == .dummy(atom: 0))
        #expect(try setAside("[Na+].[Cl-]") == .inorganic)
        #expect(
            try setAside("c1ccccc1CCN.C1CCCCC1CO") == .mixture(parts: ["NCCc1ccccc1", "OCC1CCCCC1"]))
        #expect(
            try setAside(String(repeating: "C", count: 151)) == .size(heavyAtoms: 151, limit: 150))
    }

    @Test func isotopesGoOnRequest() throws {
        var options = Standardizer.Options()
        options.removesIsotopes = true
        let plain = Standardizer(counterIons: try CounterIons(), options: options)
        let parent = try plain.parent(of: try Molecule(smiles: "[2H]C([2H])([2H])[13CH2]O"))
        #expect(parent.molecule.smiles() == "CCO")
        #expect(parent.notes == ["isotopes removed"])
    }

    @Test func aCatalogWithAMistakeNamesTheLine() throws {
        let folder = TemporaryFolder()
        try withExtendedLifetime(folder) {
            let text = """
                <counter-ions><group name="acids">
                <ion name="formic acid" smiles="OC=O"/>
                <ion name="formate" smiles="[O-]C=O"/>
                </group></counter-ions>
                """
            let path = try folder.write(text.utf8, to: "ions.xml")
            #expect {
                try CounterIons(path: path)
            } throws: {
                "\($0)".contains("ions.xml:3: smiles=\"[O-]C=O\", the structure of formic acid")
            }
        }
    }
}
