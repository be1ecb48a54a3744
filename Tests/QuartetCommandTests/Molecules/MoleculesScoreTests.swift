import Foundation
import QuartetTestSupport
import Testing

@Suite struct MoleculesScoreTests {
    private func score(_ input: String, _ options: [String] = []) throws -> [[String: Any]] {
        let outcome = try Program.run(
            ["molecules", "score", "-", "--json"] + options, input: Data(input.utf8))
        #expect(outcome.status == 0, "\(outcome.errors)")
        return try outcome.output.split(separator: "\n").map { try Program.dictionary(String($0)) }
    }

    private static let block = """

          test

          3  2  0  0  0  0  0  0  0  0999 V2000
            0.0000    0.0000    0.0000 C   0  0
            1.5000    0.0000    0.0000 C   0  0
            2.2000    1.2000    0.0000 O   0  0
          1  2  1  0
          2  3  1  0
        M  END

        """

    @Test func recordsWithoutABlankLineBeforeTheirEndAreScored() throws {
        let record = Self.block + "> <pIC50>\n6.1\n$$$$\n"
        let rows = try score(record + record + record)
        #expect(rows.map { $0["smiles"] as? String } == ["CCO", "CCO", "CCO"])
        #expect(rows.map { ($0["columns"] as? [String: String])?["pIC50"] } == ["6.1", "6.1", "6.1"])
    }

    @Test func aRecordThatIsCutCostsOnlyItself() throws {
        let rows = try score(Self.block + "$$$$\n" + Self.block + "$$$$\n" + Self.block.prefix(130))
        #expect(rows.count == 3)
        #expect(rows.prefix(2).allSatisfy { $0["QED"] == nil && $0["drugLikeness"] is Double })
        let refusal = try #require(rows[2]["refused"] as? [String: Any])
        #expect((refusal["reason"] as? String)?.contains("cut") == true)
        #expect(rows[2]["line"] as? Int == 23)
    }

    @Test func everyRowOfATableHasItsScoresOrItsReason() throws {
        let rows = try score(
            """
            name,smiles,pIC50
            a,CCO,5.0
            b,c1ccccc1[N](C)(C)C,6.0
            c,"OC(=O)c1ccccc1O",6.5
            d,CC(C,7.0
            e,,4.0
            f,Clc1ccccc1,5.5
            ,,

            """)
        #expect(rows.count == 7)
        #expect(rows.map { $0["weight"] is Double } == [true, false, true, false, false, true, false])
        let refusals = rows.map { $0["refused"] as? [String: Any] }
        #expect(
            refusals.map { $0?["fault"] as? String } == [
                nil, "valence", nil, "syntax", "empty", nil, "empty",
            ])
        #expect(refusals[1]?["atoms"] as? [Int] == [6])
    }

    @Test func atomMapsAreNotInScaffolds() throws {
        let rows = try score(
            """
            [CH3:1][c:2]1[cH:3][cH:4][cH:5][cH:6][cH:7]1
            [CH3:9][c:1]1[cH:3][cH:2][cH:5][cH:6][cH:7]1
            CCCO

            """)
        #expect(rows.map { $0["scaffold"] as? String } == ["c1ccccc1", "c1ccccc1", ""])
        #expect(rows.map { $0["smiles"] as? String } == ["Cc1ccccc1", "Cc1ccccc1", "CCCO"])
    }

    @Test func screensAndReferencesAreJudged() throws {
        try inFolder { folder in
            let index = folder + "/known.index"
            let made = try Program.run(
                ["molecules", "index", "-", "-o", index], input: Data("CCO ethanol\nc1ccccc1O phenol\n".utf8))
            #expect(made.status == 0 && made.output == "\(index): 2 molecules\n", "\(made.errors)")
            try Data("Oc1ccccc1 phenol\nOCC ethanol\n".utf8).write(to: URL(filePath: folder + "/known.smi"))
            for reference in ["known.index", "known.smi"] {
                let rows = try score(
                    "OCC\nCc1ccccc1O\n",
                    [
                        "--reference", folder + "/" + reference, "--screen", "fragment", "--screen",
                        "lead-like",
                    ])
                #expect(rows.map { $0["novel"] as? Bool } == [false, true])
                let nearest = rows.map { $0["nearest"] as? [String: Any] }
                #expect(nearest.map { $0?["name"] as? String } == ["ethanol", "phenol"])
                #expect(nearest[0]?["similarity"] as? Double == 1)
                let verdicts = rows.map { ($0["screens"] as? [[String: Any]])?.map { $0["passed"] as? Bool } }
                #expect(verdicts == [[true, false], [true, false]])
            }
        }
    }

    @Test func anIndexIsNeitherItsInputNorWithoutAFolder() throws {
        try inFolder { folder in
            let input = folder + "/in.smi"
            try Data("CCO\n".utf8).write(to: URL(filePath: input))
            for (output, status) in [(input, Int32(64)), (folder + "/none/out", 73)] {
                let made = try Program.run(["molecules", "index", input, "-o", output])
                #expect(made.status == status, "\(made.errors)")
            }
            #expect(try String(contentsOfFile: input, encoding: .utf8) == "CCO\n")
        }
    }

    @Test func theTableHasAsManyCellsInEveryLine() throws {
        let outcome = try Program.run(
            ["molecules", "score", "-", "--screen", "moses"], input: Data("O=CCO a\nC( b\nCC c\n".utf8))
        let lines = outcome.output.split(separator: "\n").map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        #expect(lines.count == 4 && Set(lines.map(\.count)).count == 1)
        let alerts = try #require(lines[0].firstIndex(of: "alerts"))
        #expect(lines[1][alerts] == "Brenk aldehyde (0 1); MOSES MCF7 (0 1)")
        let failed = try #require(lines[0].firstIndex(of: "failed"))
        #expect(lines[1][failed] == "MOSES: MOSES: alert MCF7 (atoms 0 1)")
        #expect(lines[3][failed] == "" && lines[3][failed - 1] == "MOSES")
    }

    @Test func whatCannotBeUsedIsSaidBeforeAnyRow() throws {
        try inFolder { folder in
            try Data("QKNOWN1\nnothing".utf8).write(to: URL(filePath: folder + "/index"))
            for (options, status) in [
                (["--screen", "orall"], Int32(64)), (["--screen", "none.xml"], 66),
                (["--reference", folder + "/index"], 65), (["--reference", folder + "/none"], 66),
                (["--reference", "-"], 64),
            ] {
                let outcome = try Program.run(
                    ["molecules", "score", "-"] + options, input: Data("CC\n".utf8))
                #expect(outcome.status == status && outcome.output.isEmpty, "\(options): \(outcome.errors)")
            }
        }
    }

    @Test func theHelpNamesEveryInstalledScreen() throws {
        let folder = Checkout.file("catalogs/molecules/screens")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter {
            $0.hasSuffix(".xml")
        }
        let help = try Program.run(["molecules", "score", "--help"]).output
        #expect(files.count > 4)
        for file in files { #expect(help.contains(file.dropLast(4)), "\(file)") }
    }
}
