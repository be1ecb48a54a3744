import Foundation
import QuartetFiles
import QuartetMolecules
import QuartetTestSupport
import Testing

@Suite struct ProjectTests {
    private func new(_ smiles: String, _ command: String = "add") -> NewCandidate {
        NewCandidate(smiles: smiles, origin: .init(command: command))
    }

    @Test func candidatesKeepTheirNames() throws {
        try inFolder { folder in
            let path = folder + "/p"
            let project = try Project(makingAt: path)
            let first = try project.candidates.append([new("CCO"), new("CCN"), new("CCO", "propose")])
            #expect(first.map(\.candidate.id) == ["Q00001", "Q00002", "Q00001"])
            #expect(first.map(\.isNew) == [true, true, false])
            #expect(first[2].candidate.origin.command == "add")
            // Another command at the same time.
            let other = try Project(makingAt: path)
            #expect(try other.candidates.append([new("CCC")])[0].candidate.id == "Q00003")
            let third = try project.candidates.append([new("CCC"), new("CCCC")])
            #expect(third.map(\.candidate.id) == ["Q00003", "Q00004"])
            #expect(third.map(\.isNew) == [false, true])
            let again = try Project(at: path)
            #expect(again.candidates.all.map(\.smiles) == ["CCO", "CCN", "CCC", "CCCC"])
            #expect(again.candidates["q00003"]?.smiles == "CCC")
            #expect(again.candidates.candidate(smiles: "CCN")?.id == "Q00002")
            #expect(again.candidates["Q00099"] == nil)
        }
    }

    @Test func originsComeBackAsTheyWere() throws {
        try inFolder { folder in
            let origin = Candidate.Origin(
                command: "propose", run: "R001", seed: .max, model: "abc", code: [0.25, -1.5],
                parents: ["Q00001", "CCO"], note: "row 3")
            let project = try Project(makingAt: folder + "/p")
            try project.candidates.append([NewCandidate(smiles: "C", name: "x", origin: origin)])
            let read = try Project(at: folder + "/p").candidates.all
            #expect(read == project.candidates.all)
            #expect(read.first?.origin == origin)
            #expect(read.first?.name == "x")
        }
    }

    @Test func aKilledWriterCostsOnlyItsCutLine() throws {
        let folder = TemporaryFolder()
        let path = folder.file("p")
        try Project(makingAt: path).candidates.append([new("CCO"), new("CCN")])
        let text = try folder.text("p/candidates.jsonl")
        try folder.write(text.dropLast(10).utf8, to: "p/candidates.jsonl")
        let project = try Project(at: path)
        #expect(project.candidates.all.map(\.smiles) == ["CCO"])
        #expect(try project.candidates.append([new("CCC")])[0].candidate.id == "Q00002")
        #expect(try Project(at: path).candidates.all.map(\.smiles) == ["CCO", "CCC"])
    }

    @Test func aDamagedLineIsNamed() throws {
        let folder = TemporaryFolder()
        try Project(makingAt: folder.file("p")).candidates.append([new("CCO")])
        try folder.write(
            try folder.text("p/candidates.jsonl") + "{\"id\":\"Q00002\"}\n", to: "p/candidates.jsonl")
        let error = #expect(throws: FileError.self) { try Project(at: folder.file("p")) }
        #expect(error?.description.contains("candidates.jsonl: damaged: line 2: ") == true)
    }

    @Test func aFullDiskLosesNothing() throws {
        let folder = TemporaryFolder()
        let project = try Project(makingAt: folder.file("p"))
        try project.candidates.append([new("CCO")])
        // A device without room in place of a file.
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("p/marks.jsonl"), withDestinationPath: "/dev/full")
        let mark = Mark(candidate: "Q00001", decision: .keep, reason: nil, time: "")
        let error = #expect(throws: FileError.self) { try project.marks.append([mark]) }
        #expect(error?.kind == .cannotCreate)
        #expect(project.marks.entries.isEmpty)
        #expect(project.candidates.all.count == 1)
    }

    @Test func theLastMarkCounts() throws {
        try inFolder { folder in
            let project = try Project(makingAt: folder + "/p")
            for (id, decision) in [("Q1", .keep), ("Q2", .drop), ("Q1", .drop), ("Q2", .open)]
                as [(String, Mark.Decision)]
            {
                try project.marks.append([Mark(candidate: id, decision: decision, reason: nil, time: "")])
            }
            #expect(try Project(at: folder + "/p").decisions.mapValues(\.decision) == ["Q1": .drop])
        }
    }

    @Test func nothingIsScoredTwice() throws {
        try inFolder { folder in
            let project = try Project(makingAt: folder + "/p")
            try project.candidates.append(["C", "CC", "CCC"].map { new($0) })
            try project.scores.append([ScoreRecord(candidate: "Q00002", source: "s", version: "1")])
            func missing(_ source: String, _ version: String) -> [String] {
                project.candidates(withoutScoresOf: source, version: version).map(\.id)
            }
            #expect(missing("s", "1") == ["Q00001", "Q00003"])
            #expect(missing("s", "2").count == 3)
            #expect(missing("t", "1").count == 3)
        }
    }

    @Test func aRunGoesOnUntilItIsFinished() throws {
        try inFolder { folder in
            let project = try Project(makingAt: folder + "/p")
            func begin(_ seed: String) throws -> Run {
                try Project(at: folder + "/p").runs.begin("propose", settings: ["seed": seed], time: "now")
            }
            var run = try begin("1")
            #expect(run.id == "R001")
            run.progress = ["sampled": 500]
            try project.runs.record(run)
            #expect(try begin("1") == run)
            #expect(try begin("2").id == "R002")
            run.isFinished = true
            try project.runs.record(run)
            #expect(try begin("1").id == "R003")
            #expect(try Project(at: folder + "/p").runs.all.map(\.isFinished) == [true, false, false])
        }
    }

    @Test func settingsStay() throws {
        let folder = TemporaryFolder()
        let file = try folder.write("CCO\n", to: "known.smi")
        let project = try Project(makingAt: folder.file("p"))
        try project.updateSettings { $0.reference = try ProjectSettings.Source(path: file) }
        let reference = try #require(try Project(at: folder.file("p")).settings.reference)
        #expect(reference.path == file)
        #expect(reference.isUnchanged)
        try folder.write("CCN\n", to: "known.smi")
        #expect(!reference.isUnchanged)
    }

    @Test func otherFoldersAreRefused() throws {
        let folder = TemporaryFolder()
        try folder.write("x", to: "full/notes.txt")
        try FileManager.default.createDirectory(
            atPath: folder.file("empty"), withIntermediateDirectories: true)
        try folder.write("{\"form\": 99}", to: "newer/project.json")
        try folder.write("{]", to: "damaged/project.json")
        #expect(throws: ProjectError.otherFolder(folder.file("full"))) {
            try Project(makingAt: folder.file("full"))
        }
        #expect(throws: ProjectError.empty(folder.file("empty"))) { try Project(at: folder.file("empty")) }
        #expect(throws: ProjectError.missing(folder.file("none"))) { try Project(at: folder.file("none")) }
        #expect(throws: ProjectError.file(folder.file("full/notes.txt"))) {
            try Project(at: folder.file("full/notes.txt"))
        }
        #expect(throws: ProjectError.newer(folder.file("newer"), form: 99)) {
            try Project(makingAt: folder.file("newer"))
        }
        #expect(throws: FileError.self) { try Project(at: folder.file("damaged")) }
        #expect(try folder.names == ["damaged", "empty", "full", "newer"])
    }

    @Test func statusCountsWhatIsThere() throws {
        try inFolder { folder in
            let project = try Project(makingAt: folder + "/p")
            try project.candidates.append([new("C"), new("CC", "propose"), new("CCC", "propose")])
            var score = ScoreRecord(candidate: "Q00001", source: "oral", version: "1")
            score.isPassed = false
            var again = score
            again.isPassed = true
            try project.scores.append([score, again])
            var pose = DockingRecord(candidate: "Q00001", receptor: "1iep", version: "1")
            pose.affinity = -9.5
            let failed = DockingRecord(candidate: "Q00002", receptor: "1iep", version: "1")
            try project.docking.append([pose, failed])
            try project.marks.append([
                Mark(candidate: "Q00001", decision: .keep, reason: "good", time: "")
            ])
            let status = try ProjectStatus(of: project)
            #expect(status.candidates == 3)
            #expect(status.origins.map(\.command) == ["propose", "add"])
            #expect(status.screens.map(\.judged) == [1])
            #expect(status.screens.first?.passed == 1)
            #expect(status.docked.first?.docked == 1)
            #expect(status.docked.first?.failed == 1)
            #expect(status.docked.first?.best == -9.5)
            #expect((status.kept, status.dropped) == (1, 0))
            #expect(status.diskUse > 500)
        }
    }
}
