import Foundation
import QuartetTestSupport
import Testing

/// `molecules dock` and `molecules box`, with a program in Vina's place.
@Suite struct MoleculesDockTests {
    /// A ring of carbons and a hydroxyl about the origin.
    private static var receptor: String {
        func atom(_ serial: Int, _ name: String, _ x: Double, _ y: Double, _ type: String) -> String {
            let place = String(format: "%8.3f%8.3f%8.3f", x, y, 0.0)
            return "ATOM  " + String(format: "%5d", serial) + "  \(name)  SER A   7    \(place)"
                + "  1.00  0.00     0.000 \(type)\n"
        }
        let ring = (0..<12).map { atom($0, "CA", 5 * cos(Double($0) / 2), 5 * sin(Double($0) / 2), "C") }
        return ring.joined() + atom(12, "OG", 4.2, 0, "OA") + atom(13, "HG", 3.3, 0, "HD")
    }

    private static let box = """
        center_x = 0
        center_y = 0
        center_z = 0
        size_x = 12
        size_y = 12
        size_z = 12
        """

    /// A folder with a receptor, a box and a program called `vina`.
    private func prepare(_ folder: String, docking: String = FakeVina.success) throws {
        try Data(Self.receptor.utf8).write(to: URL(filePath: folder + "/r.pdbqt"))
        try Data(Self.box.utf8).write(to: URL(filePath: folder + "/box.txt"))
        try FakeVina.write(to: folder, docking: docking)
    }

    private func environment(_ folder: String) -> [String: String] {
        var environment = Program.environment
        environment["PATH"] = folder + ":" + (environment["PATH"] ?? "")
        environment["TMPDIR"] = folder + "/tmp"
        return environment
    }

    private func dock(_ smiles: String, in folder: String, _ more: [String] = []) throws -> Program.Outcome {
        let files = ["--receptor", "r.pdbqt", "--box", "box.txt"]
        return try Program.run(
            ["molecules", "dock", "-"] + files + more, in: folder, input: Data(smiles.utf8),
            environment: environment(folder))
    }

    @Test func everyRowIsDockedOrSaysWhyNot() throws {
        try inFolder { folder in
            try prepare(folder)
            let outcome = try dock(
                "OB(O)c1ccc(CO)cc1 a\nOCc1ccc(CO)cc1 b\nCC(C c\nCC(O)C(=O)O d\n", in: folder, ["--json"])
            #expect(outcome.status == 0, "\(outcome.errors)")
            let lines = try outcome.output.split(separator: "\n").map { try Program.dictionary(String($0)) }
            #expect(lines.map { $0["name"] as? String } == ["a", "b", "c", "d", "d"])
            let refusals = lines.map { ($0["refused"] as? [String: Any])?["reason"] as? String }
            #expect(refusals[0] == "boron: no AutoDock type, atom 1")
            #expect(refusals[2]?.contains("parenthesis") == true)
            #expect(lines[1]["affinity"] as? Double == -12.8)
            #expect(isClose(try #require(lines[1]["ligandEfficiency"] as? Double), 1.28))
            #expect(lines[3]["form"] as? String == "C[C@@H](O)C(=O)[O-]")
            #expect(outcome.errors.contains("2 of 4 rows refused; the first: line 1: boron"))
            let table = try dock("CCO x\n", in: folder)
            let cells = table.output.split(separator: "\n").map {
                $0.split(separator: "\t", omittingEmptySubsequences: false)
            }
            #expect(cells.count == 2 && cells[0].count == cells[1].count)
        }
    }

    @Test func posesAreAFileOfMoleculesAndAReferenceForTheNextRun() throws {
        try inFolder { folder in
            try prepare(folder)
            let first = try dock("OCc1ccccc1 x\n", in: folder, ["--poses", "p.sdf", "--seed", "3"])
            #expect(first.status == 0, "\(first.errors)")
            let read = try Program.run(["molecules", "convert", "p.sdf", "--json"], in: folder)
            let row = try Program.dictionary(read.output)
            #expect(row["smiles"] as? String == "OCc1ccccc1")
            let columns = try #require(row["columns"] as? [String: String])
            #expect(columns["affinity (kcal/mol)"] == "-9.800")
            #expect(columns["residues"] == "SER7:A")
            let again = try dock(
                "OCc1ccccc1\nCCO\n", in: folder, ["--reference", "p.sdf", "--seed", "3", "--json"])
            let lines = try again.output.split(separator: "\n").map { try Program.dictionary(String($0)) }
            #expect(try #require(lines[0]["rmsd"] as? Double) < 0.01)
            #expect(lines[1]["rmsd"] == nil)
            let notes = try #require(lines[1]["notes"] as? [String])
            #expect(notes.first?.hasPrefix("no RMSD: the reference is another molecule") == true)
        }
    }

    @Test func aRunGoesOnWhereItWasFromItsCache() throws {
        try inFolder { folder in
            try prepare(folder)
            let first = try dock("CCO\nCCN\n", in: folder, ["--cache", "kept", "--best", "0"])
            let again = try dock("CCO\nCCN\nCCC\n", in: folder, ["--cache", "kept", "--best", "0"])
            #expect(again.output.hasPrefix(first.output))
            #expect(again.errors.contains("3 of 3 docked, 2 of them before"))
            #expect(FakeVina.calls(in: folder).count == 3)
        }
    }

    @Test func aProjectKeepsMoleculesAffinitiesAndPoses() throws {
        try inFolder { folder in
            try prepare(folder)
            for _ in 0..<2 {
                let outcome = try dock(
                    "CCO a\nCC(O)C(=O)O b\n", in: folder, ["--project", "p", "--best", "0"])
                #expect(outcome.status == 0, "\(outcome.errors)")
            }
            #expect(FakeVina.calls(in: folder).count == 3)
            let poses = try FileManager.default.contentsOfDirectory(atPath: folder + "/p/poses").sorted()
            #expect(poses == ["Q00001-r.sdf", "Q00002-r.sdf"])
            let records = try String(contentsOfFile: folder + "/p/docking.jsonl", encoding: .utf8)
            #expect(records.split(separator: "\n").count == 2)
            let record = try Program.dictionary(String(records.split(separator: "\n")[0]))
            #expect(record["candidate"] as? String == "Q00001" && record["receptor"] as? String == "r")
            #expect(record["affinity"] as? Double == -4.1)
        }
    }

    @Test(arguments: [
        (
            "box.txt", "center_x = 190\ncenter_y = 0\ncenter_z = 0\nsize_x = 9\nsize_y = 9\nsize_z = 9\n",
            "no receptor atom is in the box; the receptor extends over x -"
        ),
        (
            "r.pdbqt", "<!DOCTYPE html>\n<title>Sign in</title>\n",
            "r.pdbqt: is a web page; expected a receptor as PDBQT"
        ),
        ("r.pdbqt", "", "the receptor has no atoms"),
        ("r.pdbqt", "\u{89}PNG\r\n\u{1A}\n", "r.pdbqt: is a PNG picture; expected a receptor as PDBQT"),
        ("r.pdbqt", "\n\n\n  0  0  0\nM  END\n", "is a file of molecules as SDF; expected a receptor"),
        ("box.txt", "%PDF-1.4\n", "box.txt: is a PDF document; expected a box"),
        ("box.txt", "ATOM  1\n", "box.txt: is a PDB or PDBQT file; expected a box"),
    ])
    func wrongFilesEndTheRunBeforeItBegins(_ name: String, _ content: String, _ reason: String) throws {
        try inFolder { folder in
            try prepare(folder)
            let bytes = content.unicodeScalars.map { UInt8($0.value) }
            try Data(bytes).write(to: URL(filePath: folder + "/" + name))
            let outcome = try dock("CCO\n", in: folder)
            #expect(outcome.status == 65)
            #expect(outcome.errors.contains(reason), "\(outcome.errors)")
            #expect(FakeVina.calls(in: folder).isEmpty && outcome.output.isEmpty)
        }
    }

    /// The second docking waits until there is a file `go`.
    private static let secondWaits = """
        [ -e first ] && while [ ! -e go ]; do sleep 0.05; done
        touch first

        """ + FakeVina.success

    @Test func rowsArePrintedWhenTheyAreKnown() throws {
        try inFolder { folder in
            try prepare(folder, docking: Self.secondWaits)
            try Data("CC(\nCCO a\nCCN b\n".utf8).write(to: URL(filePath: folder + "/in.smi"))
            let process = Process()
            process.executableURL = URL(filePath: Program.path)
            process.arguments =
                ["molecules", "dock", "in.smi", "--receptor", "r.pdbqt", "--box", "box.txt"]
                + ["--best", "0", "--threads", "1", "--quiet"]
            process.environment = environment(folder)
            process.currentDirectoryURL = URL(filePath: folder)
            let output = Pipe()
            (process.standardOutput, process.standardError) = (output, FileHandle.nullDevice)
            try process.run()
            var text = ""
            // The heading, the refused row and the first one that was docked.
            while text.split(separator: "\n").count < 3 {
                let part = output.fileHandleForReading.availableData
                try #require(!part.isEmpty)
                text += String(decoding: part, as: UTF8.self)
            }
            #expect(text.contains("\taffinity (kcal/mol)\tligand efficiency (kcal/mol per heavy atom)\t"))
            #expect(text.split(separator: "\n").last?.contains("\ta\tCCO\t-4.10\t") == true, "\(text)")
            try Data().write(to: URL(filePath: folder + "/go"))
            let rest = String(
                decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
            process.waitUntilExit()
            #expect(process.terminationStatus == 0)
            #expect(rest.split(separator: "\n").count == 1 && rest.contains("\tb\t"))
        }
    }

    @Test func aReaderThatLeavesEndsTheDocking() throws {
        try inFolder { folder in
            try prepare(folder, docking: Self.secondWaits)
            try FileManager.default.createDirectory(
                atPath: folder + "/tmp", withIntermediateDirectories: false)
            try Data("CCO a\nCCN b\nCCC c\n".utf8).write(to: URL(filePath: folder + "/in.smi"))
            let outcome = try Program.shell(
                """
                PATH="$PWD:$PATH" TMPDIR="$PWD/tmp" "$0" molecules dock in.smi --receptor r.pdbqt \\
                    --box box.txt --best 0 --threads 1 | { head -n 1; exec <&-; touch go; }
                echo "${PIPESTATUS[0]}"
                """, "quartet", in: folder)
            #expect(outcome.output.hasSuffix("\n1\n"), "\(outcome.output)")
            #expect(outcome.errors.contains("standard output: cannot be written"), "\(outcome.errors)")
            #expect(FakeVina.calls(in: folder).count == 2)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/tmp").isEmpty)
        }
    }

    @Test func withoutVinaTheMessageSaysWhatToInstall() throws {
        try inFolder { folder in
            try prepare(folder)
            let outcome = try Program.run(
                ["molecules", "dock", "-", "--receptor", "r.pdbqt", "--box", "box.txt"], in: folder,
                input: Data("CCO\n".utf8),
                environment: Program.environment.merging(["PATH": "/nowhere"]) { $1 })
            #expect(outcome.status == 66)
            #expect(outcome.errors.contains("AutoDock Vina is not installed"))
        }
    }

    @Test func interruptingEndsVinaAndLeavesNoFolder() throws {
        try inFolder { folder in
            try prepare(folder, docking: "echo $$ > pid; exec sleep 60")
            try FileManager.default.createDirectory(
                atPath: folder + "/tmp", withIntermediateDirectories: false)
            try Data("CCO\nCCN\n".utf8).write(to: URL(filePath: folder + "/in.smi"))
            let process = Process()
            process.executableURL = URL(filePath: Program.path)
            process.arguments = ["molecules", "dock", "in.smi", "--receptor", "r.pdbqt", "--box", "box.txt"]
            process.environment = environment(folder)
            process.currentDirectoryURL = URL(filePath: folder)
            let (output, errors) = (Pipe(), Pipe())
            (process.standardOutput, process.standardError) = (output, errors)
            try process.run()
            func pid() -> Int32? {
                (try? String(contentsOfFile: folder + "/pid", encoding: .utf8))
                    .flatMap { Int32($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
            }
            for _ in 0..<600 where pid() == nil { Thread.sleep(forTimeInterval: 0.05) }
            let child = try #require(pid())
            process.interrupt()
            let text = String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
            process.waitUntilExit()
            #expect(process.terminationStatus == 1)
            #expect(text.contains("stopped before the first docking: 0 of 2 forms docked"), "\(text)")
            #expect(kill(child, 0) != 0)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/tmp").isEmpty)
            let lines = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
            #expect(lines.split(separator: "\n").count == 3)
        }
    }

    @Test func aBoxLiesAroundALigand() throws {
        try inFolder { folder in
            let ligand =
                "HETATM    1  C1  LIG A   1       1.000   2.000   3.000  1.00  0.00\n"
                + "HETATM    2  C2  LIG A   1       2.500   2.000   3.000  1.00  0.00\n"
            try Data(ligand.utf8).write(to: URL(filePath: folder + "/l.pdb"))
            let outcome = try Program.run(["molecules", "box", "--ligand", "l.pdb"], in: folder)
            #expect(
                outcome.output
                    == "center_x = 1.750\ncenter_y = 2.000\ncenter_z = 3.000\n"
                    + "size_x = 11.500\nsize_y = 10.000\nsize_z = 10.000\n")
            let wide = try Program.run(
                ["molecules", "box", "--ligand", "l.pdb", "--padding", "8", "--json"], in: folder)
            let size = try #require(try Program.dictionary(wide.output)["size"] as? [String: Double])
            #expect(size["x"] == 17.5)
            try Data("CCO\n".utf8).write(to: URL(filePath: folder + "/l.smi"))
            let wrong = try Program.run(["molecules", "box", "--ligand", "l.smi"], in: folder)
            #expect(wrong.status == 65)
            #expect(wrong.errors.contains("no ligand with places"))
            try Data([0xFF, 0xD8, 0xFF, 0xE0]).write(to: URL(filePath: folder + "/l.sdf"))
            let picture = try Program.run(["molecules", "box", "--ligand", "l.sdf"], in: folder)
            #expect(picture.status == 65)
            #expect(picture.errors.contains("l.sdf: is a JPEG picture; expected a ligand in its place"))
        }
    }

    /// Vina's stand-in gives large molecules the best affinities. Dockings are kept and not repeated.
    @Test func anObjectiveDocks() throws {
        try inFolder { folder in
            try prepare(folder)
            let start = ["OCc1ccccc1", "CC(=O)Nc1ccc(OCCCl)cc1", "Cc1ccc(CNC(=O)c2ccccc2)cc1"]
            try Data(start.joined(separator: "\n").utf8)
                .write(to: URL(filePath: folder + "/start.smi"))
            func optimise(_ more: [String]) throws -> Program.Outcome {
                try Program.run(
                    ["molecules", "optimise", "--start", "start.smi", "--no-baselines"] + more, in: folder,
                    environment: environment(folder))
            }
            let docking = ["--objective", "dock(r)<-12, must weight<400", "--budget", "12"]
            let files = ["--receptor", "r.pdbqt", "--box", "box.txt"]
            let outcome = try optimise(docking + files + ["--out", "run", "--json"])
            #expect(outcome.status == 0, "\(outcome.errors)")
            let log = try String(contentsOfFile: folder + "/run/genetic.jsonl", encoding: .utf8)
            let scored = try log.split(separator: "\n").map { try Program.dictionary(String($0)) }
            #expect(scored.count == 12)
            let alcohol = try #require(scored.first { $0["smiles"] as? String == "OCc1ccccc1" })
            #expect((alcohol["values"] as? [Double])?.first == -9.1)
            let calls = FakeVina.calls(in: folder)
            #expect(calls.count >= 12 && Set(calls) == [1], "\(calls.count)")

            // Another box gives other scores.
            try Data(Self.box.replacing("size_x = 12", with: "size_x = 13").utf8)
                .write(to: URL(filePath: folder + "/box.txt"))
            let other = try optimise(docking + files + ["--out", "run", "--resume"])
            #expect(other.status != 0 && other.errors.contains("other settings"), "\(other.errors)")
            try Data(Self.box.utf8).write(to: URL(filePath: folder + "/box.txt"))
            #expect(try optimise(docking + files + ["--out", "run", "--resume"]).status == 0)
            #expect(FakeVina.calls(in: folder).count == calls.count)

            let missing = try optimise(docking + ["--out", "other"])
            #expect(missing.status != 0 && missing.errors.contains("--receptor"), "\(missing.errors)")
            let unused = try optimise(["--objective", "qed", "--out", "other"] + files)
            #expect(unused.status != 0 && unused.errors.contains("no term dock(r)"), "\(unused.errors)")
            let unpaired = try optimise(docking + ["--receptor", "r.pdbqt", "--out", "other"])
            #expect(unpaired.status != 0 && unpaired.errors.contains("--box for each"), "\(unpaired.errors)")
        }
    }
}
