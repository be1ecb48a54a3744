import QuartetFiles
import QuartetMolecules
import QuartetTestSupport
import Testing

@Suite struct ScreenTests {
    private func verdict(_ screen: String, _ smiles: String) throws -> Verdict {
        var catalog = try ScreenCatalog()
        let molecule = try Molecule(smiles: smiles)
        return try catalog.screen(screen).verdict(
            on: molecule, scores: MoleculeScorer().scores(of: molecule))
    }

    @Test func allInstalledScreensAreRead() throws {
        let names = try ScreenCatalog().names
        #expect(names == ["cns", "fragment", "lead-like", "moses", "oral-drug"])
        for name in names { #expect(try !verdict(name, "CC").screen.isEmpty) }
    }

    /// Atorvastatin breaks two of Lipinski's limits and one of Veber's.
    @Test func theVerdictSaysWhichRuleFailedByHowMuch() throws {
        let smiles = "CC(C)c1c(C(=O)Nc2ccccc2)c(-c2ccccc2)c(-c2ccc(F)cc2)n1CCC(O)CC(O)CC(=O)O"
        let found = try verdict("oral-drug", smiles)
        #expect(!found.isPassed)
        #expect(found.failureCount(of: "Lipinski") == 2 && found.failureCount(of: "Veber") == 1)
        #expect(
            found.failures.map(\.description) == [
                "Lipinski: weight 558.65 Da, 58.65 above 500", "Lipinski: logP 6.31, 1.31 above 5",
                "Veber: rotatable bonds 12, 2 above 10",
            ])
        #expect(found.failures.map(\.breaksRule) == [true, true, true])
    }

    @Test func aRuleAllowsFailures() throws {
        let found = try verdict("oral-drug", "CCCCCCCCCCc1ccccc1")
        #expect(found.failures.map(\.breaksRule) == [false])
        #expect(found.isPassed)
        #expect(
            try verdict("lead-like", "CCO").failures.map(\.description) == [
                "lead-like: weight 46.07 Da, 203.93 below 250"
            ])
    }

    /// A rule that is called as its screen is named once.
    @Test func reasonsNameTheScreenOnce() throws {
        #expect(try verdict("lead-like", "CCO").reasons == ["Lead-like: weight 46.07 Da, 203.93 below 250"])
        #expect(try verdict("moses", "CP").reasons == ["MOSES: P not allowed (atom 1)"])
        #expect(
            try verdict("oral-drug", "OCC(O)C(O)C(O)C(O)C(O)C(O)CO").reasons.last
                == "Oral drug: Veber: TPSA 161.84 Å², 21.84 above 140")
        #expect(try verdict("oral-drug", "CCO").reasons.isEmpty)
    }

    /// As the program of MOSES decides: `mol_passes_filters`.
    @Test(arguments: [
        ("CC(=O)Nc1ccc(O)cc1", []), ("CC(=O)[O-]", ["charged atoms 1, 1 above 0"]),
        ("C1CCCCCCC1", ["largest ring 8 atoms, 1 above 7"]), ("C1CCCCCC1", []),
        ("CP", ["P not allowed (atom 1)"]),
        ("CI", ["I not allowed (atom 1)"]), ("[2H]C", []),
        ("Oc1ccccc1O", ["alert catechol_A(92) (atoms 0 1 2 3 4 5 6 7)"]),
    ])
    func theScreenOfMOSESDecidesAsItsProgram(_ smiles: String, _ reasons: [String]) throws {
        #expect(try verdict("moses", smiles).failures.map { "\($0.finding)" } == reasons)
    }

    @Test func aUserAddsAScreenWithoutCode() throws {
        let folder = TemporaryFolder()
        try withExtendedLifetime(folder) {
            _ = try folder.write(
                "<alerts title=\"Ours\" hydrogens=\"merged\"><alert name=\"amine\" smarts=\"[NX3;H2]\"/></alerts>",
                to: "ours.xml")
            let path = try folder.write(
                """
                <screen title="Mine">
                    <rule name="size"><range property="heavyAtoms" minimum="3" maximum="5"/></rule>
                    <rule name="groups" allowed="1">
                        <alert name="alcohol" smarts="[CX4][OH]"/>
                        <alerts catalog="ours.xml"/>
                        <alerts catalog="brenk"/>
                    </rule>
                </screen>
                """, to: "mine.xml")
            #expect(try verdict(path, "NCCO").isPassed == false)
            #expect(try verdict(path, "CCCO").isPassed)
            #expect(
                try verdict(path, "CO").failures.map(\.description)
                    == ["size: heavy atoms 2, 1 below 3", "groups: alert alcohol (atoms 0 1)"])
        }
    }

    @Test func whatIsNoScreenIsRefused() throws {
        #expect(throws: UnknownScreen.self) { try verdict("orall", "C") }
        let folder = TemporaryFolder()
        try withExtendedLifetime(folder) {
            for (text, words) in [
                ("<range property=\"weight\"/>", "minimum"),
                ("<range property=\"wait\" maximum=\"1\"/>", "wait"),
                ("<range property=\"logP\" minimum=\"3\" maximum=\"2\"/>", "a range"),
                ("<elements allowed=\"C, Xx\"/>", "Xx"), ("<alert name=\"a\" smarts=\"C(\"/>", "SMARTS"),
                ("<alerts catalog=\"none\"/>", "none.xml"),
            ] {
                let path = try folder.write(
                    "<screen title=\"x\"><rule name=\"r\">\(text)</rule></screen>", to: "x.xml")
                #expect {
                    try verdict(path, "C")
                } throws: {
                    ($0 as? any UserFacingError)?.description.contains(words) == true
                }
            }
        }
    }
}
