import QuartetMolecules
import QuartetTestSupport
import Testing

@Suite struct AlertTests {
    private func names(_ catalog: String, _ smiles: String) throws -> [String] {
        try AlertCatalog(installed: catalog).alerts(in: Molecule(smiles: smiles)).map(\.name)
    }

    /// Values of RDKit 2026.9.1.
    @Test func alertsAreThoseOfRDKit() throws {
        #expect(try names("brenk", "O=Cc1ccccc1") == ["aldehyde"])
        #expect(try names("brenk", "CC(=O)Nc1ccc(O)cc1") == ["hydroquinone"])
        #expect(try names("brenk", "Nc1ccccc1") == ["aniline"])
        #expect(try names("pains", "O=C1C=CC(=O)c2ccccc12") == ["quinone_A(370)"])
        #expect(try names("pains", "Oc1ccccc1O") == ["catechol_A(92)"])
        #expect(try names("pains", "COc1ccccc1O").isEmpty)
    }

    /// MOSES means hydrogens as atoms.
    @Test func filtersOfMOSESCountHydrogens() throws {
        #expect(try names("moses", "CCBr").contains("MCF4"))
        #expect(try names("moses", "CC(C)(C)Br").isEmpty)
        #expect(try names("moses", "CC=O") == ["MCF7"])
        #expect(try names("moses", "ClC(Cl)(Cl)Cl") == ["MCF21"])
    }

    @Test func anAlertHasItsAtoms() throws {
        let alerts = try AlertCatalog(installed: "brenk").alerts(in: Molecule(smiles: "CCc1ccc(C=O)cc1"))
        #expect(alerts.map(\.atoms) == [[6, 7]])
        #expect(alerts.map(\.catalog) == ["Brenk"])
    }

    @Test func aWrongPatternOfACatalogHasItsLine() throws {
        let folder = TemporaryFolder()
        try withExtendedLifetime(folder) {
            let path = try folder.write(
                """
                <alerts title="mine" hydrogens="merged">
                    <alert name="good" smarts="CO"/>
                    <alert name="bad" smarts="C(O"/>
                </alerts>
                """, to: "mine.xml")
            #expect {
                try AlertCatalog(path: path)
            } throws: {
                "\($0)".contains("mine.xml:3: smarts=\"C(O\"; expected a SMARTS")
            }
        }
    }
}
