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
        #expect(rows.prefix(2).allSatisfy { $0["QED"] is Double && $0["TPSA"] is Double })
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
        #expect(lines[1][failed] == "MOSES: alert MCF7 (atoms 0 1)")
        #expect(lines[3][failed] == "" && lines[3][failed - 1] == "MOSES")
    }

    /// The input's columns stand beside the scores, those that are named alike too.
    @Test func aTableKeepsItsColumns() throws {
        let input = Data("name,smiles,pIC50,QED\na,CCO,5.0,x\nb,CC(C,6.0,y\nc,c1ccccc1O,7.5,z\n".utf8)
        let outcome = try Program.run(["molecules", "score", "-", "--to", "csv"], input: input)
        let lines = outcome.output.split(whereSeparator: \.isNewline).map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        #expect(lines.count == 3 && Set(lines.map(\.count)).count == 1, "\(outcome.output)")
        #expect(lines[0].prefix(5) == ["smiles", "name", "pIC50", "QED", "weight"])
        #expect(lines[0].contains("\"QED (2)\"") && lines[0].last == "notes")
        #expect(lines[1].prefix(5) == ["CCO", "a", "5.0", "x", "46.07"])
        #expect(lines[2].prefix(4) == ["Oc1ccccc1", "c", "7.5", "z"])
        #expect(
            try Program.run(["molecules", "score", "-", "--to", "csv", "--json"], input: input).status == 64)
    }

    @Test func whatNeedsCareIsNoted() throws {
        let rows = try score("CCO\nCC(=O)[O-].[Na+]\n*CC\nCCN.CCO.CCC\n")
        let notes = rows.map { $0["notes"] as? [String] ?? [] }
        #expect(notes[0].isEmpty && notes[2].count == 1)
        #expect(notes[1].first == "two parts: the numbers are of the whole; standardise it first")
        #expect(notes[1].last?.hasPrefix("contains Na: ") == true)
        #expect(notes[3].map { $0.prefix(12) } == ["three parts:"])
    }

    /// Structures that are there keep their names; atoms of alerts are those of the candidate's SMILES.
    @Test func aProjectKeepsScores() throws {
        try inFolder { folder in
            func run(_ arguments: [String], _ input: String = "") throws -> Program.Outcome {
                try Program.run(["molecules"] + arguments, in: folder, input: Data(input.utf8))
            }
            let project = ["--project", "p"]
            _ = try run(["add", "-"] + project, "CCO ethanol\n")
            let score = ["score", "-", "--screen", "lead-like", "--reference", "known.smi"] + project
            try Data("CCO\n".utf8).write(to: URL(filePath: folder + "/known.smi"))
            let input = "O=[N+]([O-])c1ccccc1 nitro\nOCC again\nCC(C wrong\n"
            let first = try run(score, input)
            #expect(
                first.status == 0 && first.errors.contains("p: 2 candidates, 1 of them new"),
                "\(first.errors)")
            func lines(_ name: String) throws -> [[String: Any]] {
                try String(contentsOfFile: "\(folder)/p/\(name).jsonl", encoding: .utf8).split(
                    separator: "\n"
                )
                .map { try Program.dictionary(String($0)) }
            }
            let candidates = try lines("candidates")
            #expect(
                candidates.map { ($0["origin"] as? [String: Any])?["command"] as? String } == [
                    "add", "score",
                ])
            let scores = try lines("scores")
            #expect(
                Set(scores.map { "\($0["candidate"] ?? "") \($0["source"] ?? "")" }) == [
                    "Q00001 properties", "Q00001 screen lead-like", "Q00001 known molecules",
                    "Q00002 properties", "Q00002 screen lead-like", "Q00002 known molecules",
                ])
            let nitro = try #require(
                scores.first {
                    $0["candidate"] as? String == "Q00002" && $0["source"] as? String == "properties"
                })
            #expect(
                ((nitro["alerts"] as? [[String: Any]])?.first?["atoms"] as? [Int])?.sorted() == [0, 1, 2])
            // Nothing is kept twice.
            #expect(try run(score, input).errors.contains("p: 2 candidates, 0 of them new"))
            #expect(try lines("scores").count == scores.count)
            let status = try run(["status"] + project).output
            #expect(status.contains("screen lead-like: 2 judged, 0 pass") && status.contains("  score: 1"))
            let report = try run(["report", "-o", "r.html", "--json"] + project)
            #expect(report.status == 0, "\(report.errors)")
            #expect(try lines("scores").count == scores.count)
            let page = try String(contentsOfFile: folder + "/r.html", encoding: .utf8)
            #expect(page.contains("Lead-like: weight 46.07 Da, 203.93 below 250"))
            try Data().write(to: URL(filePath: folder + "/file"))
            let refused = try run(["score", "-", "--project", "file"], input)
            #expect(refused.status != 0 && refused.output.isEmpty)
        }
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
