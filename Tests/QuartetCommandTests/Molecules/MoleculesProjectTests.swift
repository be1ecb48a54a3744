import Foundation
import QuartetTestSupport
import Testing

@Suite struct MoleculesProjectTests {
    private static let hits = "CCO ethanol\nc1ccccc1O phenol\nCC(C wrong\nOCC again\n"

    private func molecules(_ arguments: [String], in folder: String, input: String? = nil) throws
        -> Program.Outcome
    {
        try Program.run(["molecules"] + arguments, in: folder, input: input.map { Data($0.utf8) })
    }

    @Test func aProjectFromItsFirstMoleculeToItsReport() throws {
        let folder = TemporaryFolder()
        let added = try molecules(["add", "-", "--project", "p"], in: folder.path, input: Self.hits)
        #expect(added.status == 0, "\(added.errors)")
        let ids = added.output.split(separator: "\n").dropFirst().map {
            $0.split(separator: "\t", omittingEmptySubsequences: false)[3]
        }
        #expect(ids == ["Q00001", "Q00002", "", "Q00001"])
        let marked = try molecules(
            ["mark", "q00002", "--keep", "--reason", "a <b> reason", "--project", "p"], in: folder.path)
        #expect(marked.status == 0)
        #expect(marked.errors == "p: 1 kept, 0 dropped\n")
        let status = try Program.dictionary(
            try molecules(["status", "--project", "p", "--json"], in: folder.path).output)
        #expect(status["candidates"] as? Int == 2)
        #expect(status["kept"] as? Int == 1)
        #expect(status["unfinishedRuns"] as? [String] == [])
        let known = try folder.write("CCC\nCCCC\nc1ccccc1\n", to: "known.smi")
        let report = try molecules(
            [
                "report", "--project", "p", "-o", "r.html", "--grid", "g.png", "--table", "t.csv",
                "--reference", known, "--json",
            ], in: folder.path)
        #expect(report.status == 0, "\(report.errors)")
        let summary = try Program.dictionary(report.output)
        #expect(summary["molecules"] as? Int == 2)
        #expect((summary["knownProperties"] as? [String: [String: Double]])?["rings"]?["median"] == 0)
        let page = try MarkupElement(html: folder.text("r.html"))
        #expect(page.all.count { $0.attributes["class"] == "card" } == 2)
        #expect(page.text.contains("keep: a <b> reason"))
        #expect(page.text.contains("beside 3 known molecules"))
        #expect(page.all("td").contains { $0.text == "syntax" })
        #expect(try folder.bytes("g.png").starts(with: [0x89, 0x50, 0x4E, 0x47]))
        #expect(try folder.text("t.csv").split(whereSeparator: \.isNewline).count == 3)
        // Nothing is computed twice.
        let scores = try folder.bytes("p/scores.jsonl")
        #expect(try molecules(["report", "--project", "p", "-o", "r.html"], in: folder.path).status == 0)
        #expect(try folder.bytes("p/scores.jsonl") == scores)
        #expect(try folder.text("r.html").contains("beside 3 known molecules"))
    }

    @Test func alertsAndScreensMarkWhatTheyFind() throws {
        let folder = TemporaryFolder()
        _ = try molecules(
            ["add", "-", "--project", "p"], in: folder.path,
            input: "O=[N+]([O-])c1ccccc1\nCC(C)Cc1ccc(cc1)C(C)C(=O)O\n")
        let report = ["report", "--project", "p", "-o", "r.html"]
        #expect(try molecules(report, in: folder.path).status == 0)
        var page = try MarkupElement(html: folder.text("r.html"))
        let remarks = page.all.filter { $0.attributes["class"] == "card" }.map { $0.all("p").count }
        #expect(remarks.sorted() == [1, 2])
        #expect(page.text.contains("Brenk"))
        // The screen is remembered, and only it is judged by what is new.
        let lines = try folder.text("p/scores.jsonl").split(separator: "\n").count
        #expect(try molecules(report + ["--screen", "oral-drug"], in: folder.path).status == 0)
        #expect(try folder.text("p/scores.jsonl").split(separator: "\n").count == lines + 2)
        #expect(try molecules(report, in: folder.path).status == 0)
        #expect(try folder.text("p/scores.jsonl").split(separator: "\n").count == lines + 2)
        page = try MarkupElement(html: folder.text("r.html"))
        #expect(page.all("img").contains { $0.attributes["alt"] == "What became of the candidates" })
        let status = try molecules(["status", "--project", "p"], in: folder.path)
        #expect(status.output.contains("screen oral-drug: 2 judged, "))
        let unknown = try molecules(report + ["--screen", "none"], in: folder.path)
        #expect(unknown.status == 64)
    }

    @Test func aFileAloneHasAReport() throws {
        let folder = TemporaryFolder()
        try folder.write(Self.hits, to: "hits.smi")
        let outcome = try molecules(
            ["report", "hits.smi", "-o", "r.html", "--grid", "g.svg", "--table", "t.sdf"], in: folder.path)
        #expect(outcome.status == 0)
        #expect(outcome.errors.contains("1 of 4 rows refused"))
        let page = try MarkupElement(html: folder.text("r.html"))
        #expect(page.text.contains("1 row of hits.smi could not be read"))
        #expect(try folder.text("t.sdf").components(separatedBy: "$$$$").count == 4)
        _ = try MarkupElement(xml: folder.text("g.svg"))
    }

    @Test func whatIsWrongIsSaid() throws {
        let folder = TemporaryFolder()
        try folder.write("CCO\n", to: "a.smi")
        try FileManager.default.createDirectory(atPath: folder.file("e"), withIntermediateDirectories: true)
        try FileManager.default.createDirectory(
            atPath: folder.file("full"), withIntermediateDirectories: true)
        try folder.write("mine", to: "full/notes.txt")
        let cases: [([String], Int32, String)] = [
            (["status", "--project", "none"], 66, "there is no such project"),
            (["status", "--project", "e"], 65, "quartet molecules add FILE --project e"),
            (["status"], 64, "--project <folder>"),
            (["status", "--project", "a.smi"], 65, "a project is a folder"),
            (["standardise", "a.smi", "--project", "full"], 65, "other files and no project"),
            (["score", "a.smi", "--project", "full"], 65, "other files and no project"),
            (["mark", "Q00001", "--keep", "--project", "none"], 66, "there is no such project"),
            (["mark", "Q00001", "--project", "e"], 64, "one of --keep, --drop and --clear"),
            (["add", "missing.smi", "--project", "new"], 66, "missing.smi"),
            (["report", "a.smi"], 64, "Name what to write"),
            (["report", "a.smi", "--project", "e", "-o", "x.html"], 64, "one of the two"),
            (["report", "a.smi", "--table", "a.smi"], 64, "would be lost"),
            (["report", "a.smi", "--grid", "g.gif"], 64, ".png or .svg"),
            (["report", "a.smi", "-o", "no/such/r.html", "--reference", "b.smi"], 66, "b.smi"),
        ]
        for (arguments, status, words) in cases {
            let outcome = try molecules(arguments, in: folder.path)
            #expect(outcome.status == status, "\(arguments): \(outcome.errors)")
            #expect(outcome.errors.contains(words), "\(arguments): \(outcome.errors)")
        }
        #expect(try folder.names == ["a.smi", "e", "full"])
        #expect(try folder.text("a.smi") == "CCO\n")
    }

    @Test func aMarkIsTakenBack() throws {
        let folder = TemporaryFolder()
        _ = try molecules(["add", "-", "--project", "p"], in: folder.path, input: Self.hits)
        let marks = [["Q00001", "--drop"], ["Q00002", "--keep"], ["Q00001", "--clear"]]
        let said = try marks.map {
            try molecules(["mark"] + $0 + ["--project", "p"], in: folder.path).errors
        }
        #expect(said.last == "p: 1 kept, 0 dropped\n")
        #expect(try molecules(["report", "--project", "p", "-o", "r.html"], in: folder.path).status == 0)
        let page = try MarkupElement(html: folder.text("r.html"))
        #expect(page.text.contains("✓ Q00002") && !page.text.contains("✗"))
        // Nothing that was decided is lost.
        #expect(try folder.text("p/marks.jsonl").split(separator: "\n").count == 3)
        let again = try molecules(["mark", "Q00001", "--keep", "--project", "p"], in: folder.path)
        #expect(again.errors == "p: 2 kept, 0 dropped\n")
    }

    private static let start = """
        CC(C)(C)c1ccc2occ(CC(=O)Nc3ccccc3F)c2c1
        COc1ccc(C(=O)N(C)C(C)CC(N)=O)cc1O
        O=C(Nc1nc[nH]n1)c1cccnc1Nc1cccc(F)c1
        CC(=O)Nc1ccc(OCCCl)cc1
        Cc1ccc(CNC(=O)c2ccccc2)cc1
        CCN(CC)CCNC(=O)c1ccc(N)cc1
        """

    @Test func aSearchIsKeptWithItsCurves() throws {
        let folder = TemporaryFolder()
        try folder.write(Self.start, to: "start.smi")
        let search = [
            "optimise", "--objective", "qed, must weight<400", "--start", "start.smi", "--budget", "30",
            "--starters", "5", "--out", "run", "--project", "p", "--candidates", "4", "--quiet", "--json",
        ]
        let outcome = try molecules(search, in: folder.path)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let best = try #require(Program.dictionary(outcome.output)["best"] as? [[String: Any]])
        let lines = try folder.text("p/candidates.jsonl").split(separator: "\n").map {
            try Program.dictionary(String($0))
        }
        #expect(lines.map { $0["smiles"] as? String } == best.prefix(4).map { $0["smiles"] as? String })
        let origins = lines.compactMap { $0["origin"] as? [String: Any] }
        for (origin, entry) in zip(origins, best) {
            #expect(origin["command"] as? String == "optimise" && origin["seed"] as? Int == 1)
            let parents = (origin["parents"] as? [String])?.count ?? 0
            #expect(parents == (entry["parents"] as? [Int])?.count)
            let note = try #require(origin["note"] as? String)
            #expect(note == "genetic search, \(entry["operation"] ?? "")")
        }
        #expect(try folder.text("p/scores.jsonl").contains("objective qed, must weight<400"))
        let status = try molecules(["status", "--project", "p"], in: folder.path).output
        #expect(status.contains("R001 genetic: mean of the ten best 0."), "\(status)")
        #expect(status.contains("R001 random: ") && status.contains("  optimise: 4"))
        #expect(try molecules(["report", "--project", "p", "-o", "r.html"], in: folder.path).status == 0)
        let page = try MarkupElement(html: folder.text("r.html"))
        #expect(
            page.all("img").contains { $0.attributes["alt"] == "mean of the ten best by molecules scored" })
        #expect(page.text.contains("Objective: qed, must weight<400"))
        #expect(page.text.contains("a lower score"))
    }

    @Test func marksAreAllOrNone() throws {
        let folder = TemporaryFolder()
        _ = try molecules(["add", "-", "--project", "p"], in: folder.path, input: Self.hits)
        let outcome = try molecules(
            ["mark", "Q00001", "Q00009", "--drop", "--project", "p"], in: folder.path)
        #expect(outcome.status == 64)
        #expect(outcome.errors.contains("there is no candidate Q00009"))
        let status = try molecules(["status", "--project", "p"], in: folder.path)
        #expect(status.output.contains("marks: 0 kept, 0 dropped"))
    }

    /// `head` closes the pipe long before the first thousand molecules are put in.
    @Test(arguments: ["score", "standardise"])
    func whatWasComputedIsKeptWhenTheReaderHasGone(_ command: String) throws {
        let folder = TemporaryFolder()
        let names = (0..<900).map { "\(String(repeating: "C", count: $0 % 40 + 1))O molecule\($0)" }
        try folder.write(names.joined(separator: "\n"), to: "in.smi")
        let script = "\"$0\" molecules \(command) in.smi --project p | head -n 1; exit ${PIPESTATUS[0]}"
        let outcome = try Program.shell(script, "quartet", in: folder.path)
        #expect(outcome.output.split(separator: "\n").count == 1)
        let status = try Program.dictionary(
            try molecules(["status", "--project", "p", "--json"], in: folder.path).output)
        #expect(try #require(status["candidates"] as? Int) > 20, "\(outcome.errors)")
    }
}
