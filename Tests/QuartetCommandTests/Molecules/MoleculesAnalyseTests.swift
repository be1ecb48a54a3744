import Foundation
import QuartetTestSupport
import Testing

@Suite struct MoleculesAnalyseTests {
    private static let table = """
        name,smiles,pIC50
        diazepam,CN1c2ccc(Cl)cc2C(c2ccccc2)=NCC1=O,7.0
        nordazepam,O=C1CN=C(c2ccccc2)c2cc(Cl)ccc2N1,6.5
        salt,Cl.CN1c2ccc(Cl)cc2C(c2ccccc2)=NCC1=O,8.0
        broken,CC(C,5
        oxazepam,O=C1Nc2ccc(Cl)cc2C(c2ccccc2)=NC1O,8.5
        temazepam,CN1C(=O)C(O)N=C(c2ccccc2)c2cc(Cl)ccc21,>9
        delorazepam,O=C1CN=C(c2ccccc2Cl)c2cc(Cl)ccc2N1,9.0
        zinc,C[Zn]C,5.5

        """

    private static func run(_ arguments: [String], _ input: String = MoleculesAnalyseTests.table) throws
        -> Program.Outcome
    {
        try Program.run(["molecules", "analyse"] + arguments, input: Data(input.utf8))
    }

    private static func cells(_ outcome: Program.Outcome) -> [[String]] {
        outcome.output.split(separator: "\n").map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
    }

    @Test(arguments: [
        ["clusters", "-"], ["picks", "-"], ["scaffolds", "-", "--activity", "pIC50"],
        ["groups", "-", "--core", "O=C1CN=C(c2ccccc2)c2ccccc2N1"],
        ["pairs", "-", "--activity", "pIC50", "--at-least", "1", "--order", "change"],
        ["groups", "-", "--all"], ["pairs", "-", "--activity", "pIC50", "--at-least", "1", "--list"],
        ["cliffs", "-", "--activity", "pIC50"],
    ])
    func everyStudyIsATableAndJSON(_ arguments: [String]) throws {
        let outcome = try Self.run(arguments)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let lines = Self.cells(outcome)
        #expect(lines.count > 1)
        #expect(Set(lines.map(\.count)).count == 1, "\(outcome.output)")
        #expect(outcome.errors.contains("1 of 8 rows refused, 1 set aside; the first: line 5: "))
        let json = try Self.run(arguments + ["--json"])
        let objects = try json.output.split(separator: "\n").map { try Program.dictionary(String($0)) }
        #expect(!objects.isEmpty)
    }

    @Test func everyRowHasItsCluster() throws {
        let lines = Self.cells(try Self.run(["clusters", "-", "--activity", "pIC50"])).dropFirst()
        #expect(Set(lines.map { $0[1] }) == ["2", "3", "4", "5", "6", "7", "8", "9"])
        // The salt is the same molecule as diazepam.
        let clusters = Dictionary(uniqueKeysWithValues: lines.map { ($0[2], $0[3]) })
        #expect(clusters["salt"] == clusters["diazepam"] && clusters["salt"] != "")
        let refused = lines.filter { $0[9] != "" }
        #expect(refused.map { $0[2] } == ["broken", "zinc"])
        #expect(refused.last?[9].hasPrefix("metal compound: Zn") == true)
    }

    @Test func groupsAreInTheOrderOfTheFile() throws {
        let outcome = try Self.run(["groups", "-", "--activity", "pIC50", "--json", "--all"])
        let objects = try outcome.output.split(separator: "\n").map { try Program.dictionary(String($0)) }
        #expect(objects.map { $0["row"] as? Int } == Array(1...8))
        #expect(outcome.errors.contains("6 of 6 rows with a molecule have the core"))
        let table = Self.cells(try Self.run(["groups", "-", "--activity", "pIC50"]))
        #expect(table.count == 7 && table[0].prefix(5) == ["row", "line", "name", "activity", "R1"])
        #expect(objects.filter { $0["refused"] != nil }.map { $0["name"] as? String } == ["broken", "zinc"])
    }

    @Test func repeatsCountOnceWithTheMedian() throws {
        let outcome = try Self.run(["pairs", "-", "--activity", "pIC50", "--at-least", "1", "--list"])
        for text in [
            "8 rows: 2 refused or set aside, 1 merged with an earlier row; 5 molecules, 4 with a value (pIC50)",
            "line 4 (salt): the same molecule as line 2 (diazepam)",
            "line 7 (temazepam): no value: a limit, pIC50 > 9.00;",
        ] { #expect(outcome.errors.contains(text), "\(outcome.errors)") }
        let pairs = Self.cells(outcome).dropFirst()
        // Diazepam and its salt have the median 7.5; temazepam has no number.
        #expect(
            Set(pairs.map { [$0[0], $0[1], $0[2]] }) == [
                ["*[H]", "*C", "1.00"], ["*[H]", "*O", "2.00"], ["*[H]", "*Cl", "2.50"],
            ])
    }

    @Test func anchorsAreKeptAwayFrom() throws {
        let folder = TemporaryFolder()
        let path = try folder.write("CN1c2ccc(Cl)cc2C(c2ccccc2)=NCC1=O diazepam\n", to: "anchors.smi")
        let outcome = try withExtendedLifetime(folder) {
            try Self.run(["picks", "-", "--anchors", path, "--pick", "5"])
        }
        let lines = Self.cells(outcome).dropFirst()
        #expect(lines.count == 5)
        #expect(lines.last?[1] == "1.00" && lines.last?[4] == "diazepam")
    }

    @Test func theSummaryNeedsNoName() throws {
        let outcome = try Self.run(["-", "--activity", "pIC50"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(
            outcome.output.hasPrefix("5 molecules, 4 of them measured\n8 rows: 2 refused or set aside, 1 "))
        for title in ["clusters at a similarity of 0.65", "1 scaffold", "3 matched pairs", "activity cliff"] {
            #expect(outcome.output.contains(title), "\(title)")
        }
    }

    @Test(
        arguments: [
            (["pairs", "-"], 64, "Usage: quartet molecules analyse pairs"),
            (["cliffs", "-", "--activity", "Ki"], 64, "no column 'Ki' (columns: pIC50)"),
            (["cliffs", "-", "--value", "pIC50", "--low-is-good"], 64, "leave --low-is-good out"),
            (["groups", "-", "--core", "C1CC("], 64, "neither SMILES nor SMARTS"),
            (["groups", "-", "--core", "C1CCCCCCCCC1"], 65, "no molecule has the core"),
            (["clusters", "-", "--similarity", "2"], 64, "--similarity"),
            (["picks", "-", "--anchors", "-"], 64, "standard input"),
            (["scaffolds", "/nowhere.csv"], 66, "/nowhere.csv"),
        ] as [([String], Int32, String)])
    func whatIsWrongIsNamed(_ arguments: [String], _ status: Int32, _ text: String) throws {
        let outcome = try Self.run(arguments)
        #expect(outcome.status == status)
        #expect(outcome.errors.contains(text), "\(outcome.errors)")
        #expect(outcome.output.isEmpty)
    }

    /// As `target` reads them: with the unit of the heading or of the option, as negative logarithms, limits left out.
    @Test func concentrationsBecomeLogarithms() throws {
        let input = "smiles,IC50_nM\nCCO,100\nCCN,>1000\nCCC,20\n"
        let outcome = try Self.run(["clusters", "-", "--value", "IC50_nM"], input)
        #expect(Self.cells(outcome).dropFirst().map { $0[7] } == ["7.00", "", "7.70"])
        #expect(outcome.errors.contains("3 rows; 3 molecules, 2 with a value (pIC50)"))
        let taken = try Self.run(["clusters", "-", "--value", "ic50_nm", "--limits", "take"], input)
        #expect(Self.cells(taken).dropFirst().map { $0[7] } == ["7.00", "6.00", "7.70"])
        let other = try Self.run(["clusters", "-", "--value", "IC50_nM", "--unit", "uM"], input)
        #expect(Self.cells(other).dropFirst().map { $0[7] } == ["4.00", "", "4.70"])
        let none = try Self.run(["clusters", "-", "--value", "IC50"], "smiles,IC50\nCCO,100\n")
        #expect(none.status == 64 && none.errors.contains("--unit"))
    }

    @Test func aColumnWithoutNumbersIsNamed() throws {
        let outcome = try Self.run(
            ["cliffs", "-", "--activity", "pIC50"], "smiles,pIC50\nCCO,high\nCCN,low\n")
        #expect(outcome.status == 65)
        #expect(outcome.errors.contains("no row has a number in the column 'pIC50'"))
    }
}
