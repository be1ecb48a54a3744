import Foundation
import QuartetTestSupport
import Testing

@Suite struct MoleculesStandardiseTests {
    private func rows(_ lines: [String], _ options: [String] = []) throws -> [[String: Any]] {
        let input = Data(lines.map { $0 + "\n" }.joined().utf8)
        let outcome = try Program.run(["molecules", "standardise", "-", "--json"] + options, input: input)
        return try outcome.output.split(separator: "\n").map { try Program.dictionary(String($0)) }
    }

    private func reason(_ row: [String: Any]) -> String {
        (row["refused"] as? [String: Any])?["reason"] as? String ?? ""
    }

    private func duplicate(_ row: [String: Any]) -> String {
        guard let mark = row["duplicate"] as? [String: Any] else { return "" }
        return "\(mark["kind"] ?? "") \(mark["row"] ?? "")"
    }

    @Test func anAromaticRingThatCannotAlternateIsNamed() throws {
        let rows = try rows(["Cc1cnc(C)c1", "Cc1c[nH]c(C)c1"])
        #expect(reason(rows[0]).contains("kekulization") && reason(rows[0]).hasSuffix("[nH]"))
        #expect((rows[0]["refused"] as? [String: Any])?["atoms"] as? [Int] == [1, 2, 3, 4, 6])
        #expect(rows[1]["smiles"] as? String == "Cc1c[nH]c(C)c1")
    }

    @Test func aWrongValenceIsRefusedAndTheChargedFormAccepted() throws {
        let rows = try rows(["CC(C)N#C", "CC(C)[N+]#[C-]"])
        #expect(reason(rows[0]).hasPrefix("valence: nitrogen with four bonds, atom 3 (N)"))
        #expect(rows[1]["smiles"] as? String == "[C-]#[N+]C(C)C")
    }

    @Test func twoWaysToWriteACompoundAreOne() throws {
        let rows = try rows(["CCN(=O)=O", "CC[N+](=O)[O-]"])
        #expect(rows.map { $0["smiles"] as? String } == ["CC[N+](=O)[O-]", "CC[N+](=O)[O-]"])
        #expect(rows.map(duplicate) == ["", "same 1"])
    }

    @Test func counterIonsAreTakenAwayAndNamed() throws {
        let rows = try rows([
            "[Na+].[O-]C(=O)c1ccc(N)cc1", "CN(C)CCc1ccccc1.Cc1ccc(S(=O)(=O)O)cc1",
            "CN.Cc1ccc(S(=O)(=O)O)cc1", "Nc1ccc(C(=O)O)cc1",
        ])
        #expect(
            rows.map { $0["smiles"] as? String } == [
                "Nc1ccc(C(=O)O)cc1", "CN(C)CCc1ccccc1", "CN", "Nc1ccc(C(=O)O)cc1",
            ])
        #expect(rows[0]["notes"] as? [String] == ["removed sodium", "neutralised"])
        #expect(rows[2]["removed"] as? [String] == ["toluenesulfonic acid"])
        #expect(duplicate(rows[3]) == "salt form 1")
    }

    @Test func tautomersAreMarkedOnRequestAndStayAsWritten() throws {
        let smiles = ["C[C@@H](C(N)=O)n1ccc2ccccc21", "Oc1ccccn1", "O=c1cccc[nH]1"]
        let rows = try rows(smiles, ["--tautomers"])
        #expect(rows.map { $0["smiles"] as? String } == smiles)
        #expect(rows[1]["tautomerKey"] as? String == rows[2]["tautomerKey"] as? String)
        #expect(rows.map(duplicate) == ["", "", "tautomer 2"])
        #expect(try self.rows(smiles).map(duplicate) == ["", "", ""])
    }

    @Test func atomMapsAndStereoAreNoNewCompounds() throws {
        let rows = try rows([
            "[CH3:1][c:2]1[cH:3][cH:4][cH:5][cH:6][cH:7]1",
            "[CH3:9][c:1]1[cH:3][cH:2][cH:5][cH:6][cH:7]1", "C[C@H](O)CN", "C[C@@H](O)CN",
        ])
        #expect(rows.map(duplicate) == ["", "same 1", "", "stereo variant 3"])
        #expect(rows[2]["withoutStereo"] as? String == "CC(O)CN")
        #expect(rows[0]["inChIKey"] as? String == "YXFVVABEGXRONW-UHFFFAOYSA-N")
    }

    @Test func whatIsNoDrugIsSetAsideAndTheBatchGoesOn() throws {
        let rows = try rows(
            [
                "N[Pt](N)(Cl)Cl", "[Cl].CCN", "c1ccccc1CCN.C1CCCCC1CO", "CCCCCCCCCCC",
                "[2H]C([2H])([2H])[13CH2]O",
            ], ["--largest", "10", "--isotopes"])
        #expect(
            rows.map { ($0["refused"] as? [String: Any])?["fault"] as? String }.prefix(4)
                == ["set aside", "set aside", "set aside", "set aside"])
        #expect(reason(rows[0]) == "metal compound: Pt, atom 1")
        #expect(reason(rows[2]).hasPrefix("mixture of "))
        #expect(reason(rows[3]) == "11 heavy atoms; the limit is 10")
        #expect(rows[4]["smiles"] as? String == "CCO")
    }

    @Test func theTableAndTheFilesHaveEveryParent() throws {
        let input = Data("smiles,name,ic50\nCCO.Cl,a,3\nCC(C,b,4\nOCC,c,5\n".utf8)
        let table = try Program.run(["molecules", "standardise", "-"], input: input)
        #expect(table.status == 0)
        #expect(
            table.output.split(separator: "\n").map {
                $0.split(separator: "\t", omittingEmptySubsequences: false).count
            }
                == [11, 11, 11, 11])
        #expect(table.errors.contains("1 of 3 rows refused; the first: line 3: parenthesis"))
        #expect(table.errors.contains("rows that repeat an earlier one: 1 (salt form 1)"))
        let file = try Program.run(["molecules", "standardise", "-", "--to", "csv"], input: input)
        let lines = file.output.split(whereSeparator: \.isNewline)
        #expect(
            lines.first
                == "smiles,name,ic50,inchikey,without_stereo,tautomer_key,duplicate,of_row,notes")
        #expect(lines.dropFirst().first?.hasSuffix(",,,\"removed hydrogen chloride\"") == true)
        #expect(lines.last?.hasPrefix("CCO,c,5,LFQSCWFLJHTTHZ-UHFFFAOYSA-N,CCO,,\"salt form\",1,") == true)
        let sdf = try Program.run(["molecules", "standardise", "-", "--to", "sdf"], input: input)
        #expect(sdf.output.contains("> <of_row>\n1\n\n"))
        #expect(sdf.output.split(separator: "\n").count { $0 == "$$$$" } == 2)
    }

    @Test func aProjectKeepsParents() throws {
        try inFolder { folder in
            let run = { (arguments: [String], input: String) in
                try Program.run(["molecules"] + arguments, in: folder, input: Data(input.utf8))
            }
            let outcome = try run(
                ["standardise", "-", "--project", "p"],
                "CCN.Cl salt\nN[Pt](N)(Cl)Cl cisplatin\nCCN free\nCCCO b\n")
            #expect(outcome.errors.contains("p: 2 candidates, 2 of them new"), "\(outcome.errors)")
            let status = try Program.dictionary(run(["status", "--project", "p", "--json"], "").output)
            #expect((status["origins"] as? [String: Int]) == ["standardise": 2])
            #expect(status["unfinishedRuns"] as? [String] == [])
            let lines = try String(contentsOfFile: folder + "/p/candidates.jsonl", encoding: .utf8)
            #expect(lines.contains("removed hydrogen chloride"))
            let report = try run(["report", "--project", "p", "-o", "r.html"], "")
            #expect(report.status == 0, "\(report.errors)")
            // A file that is not there makes no project.
            #expect(try run(["standardise", "none.smi", "--project", "q"], "").status == 66)
            #expect(!FileManager.default.fileExists(atPath: folder + "/q"))
        }
    }

    @Test func wrongOptionsAreUsage() throws {
        for options in [["--json", "--to", "smi"], ["--largest", "0"], ["--rejected", "in.smi"]] {
            try inFolder { folder in
                try Data("CCO\n".utf8).write(to: URL(filePath: folder + "/in.smi"))
                let outcome = try Program.run(
                    ["molecules", "standardise", "in.smi"] + options, in: folder)
                #expect(outcome.status == 64, "\(options): \(outcome.errors)")
                #expect(try String(contentsOfFile: folder + "/in.smi", encoding: .utf8) == "CCO\n")
            }
        }
    }
}
