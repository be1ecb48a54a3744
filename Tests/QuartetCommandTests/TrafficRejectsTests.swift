import Foundation
import QuartetTestSupport
import QuartetTraffic
import Testing

@Suite struct TrafficRejectsTests {
    @Test func aLogIsNotEmptiedForItsRejectedLines() throws {
        let folder = TemporaryFolder()
        try folder.write("a,b\n1,x\n2,y\n", to: "log.csv")
        _ = symlink("log.csv", folder.file("link"))
        _ = link(folder.file("log.csv"), folder.file("twin"))
        for name in ["log.csv", "./log.csv", folder.file("log.csv"), "link", "twin"] {
            let run = try Program.run(["traffic", "inspect", "log.csv", "--rejects", name], in: folder.path)
            #expect(run.status == 64)
            #expect(run.errors.contains("--rejects \(name): this is the input log.csv"), "\(run.errors)")
        }
        let piped = try Program.shell(
            "\"$0\" traffic inspect - --rejects log.csv < log.csv", "quartet", in: folder.path)
        #expect(piped.status == 64 && piped.errors.contains("standard input"), "\(piped.errors)")
        #expect(try folder.text("log.csv") == "a,b\n1,x\n2,y\n")
    }

    /// Neither results nor rejected lines replace what a command reads, before it has read anything.
    @Test func noOutputReplacesAnInput() throws {
        let folder = TemporaryFolder()
        for name in ["log.csv", "later.csv", "model", "rules", "notes"] { try folder.write(name, to: name) }
        let flag = ["flag", "log.csv", "--model", "model", "--allow", "rules"]
        for (arguments, target) in [
            (["train", "log.csv", "--out"], "./log.csv"),
            (["train", "log.csv", "--calibrate", "later.csv", "--out"], "later.csv"),
            (["train", "log.csv", "--calibrate", "later.csv", "--rejects"], "./later.csv"),
            (["calibrate", "log.csv", "--model", "model", "--out"], "log.csv"),
            (["calibrate", "log.csv", "--model", "model", "--rejects"], "model"),
            (["score", "log.csv", "--model", "model", "--rejects"], "model"),
            (["drift", "log.csv", "--model", "model", "--rejects"], "model"),
            (["evaluate", "log.csv", "--normal", "a", "--train", "later.csv", "--rejects"], "later.csv"),
            (flag + ["--rejects"], "./model"), (flag + ["--report"], "log.csv"),
            (flag + ["--report"], "model"), (flag + ["--report"], "rules"),
            (flag + ["--follow", "--state"], "log.csv"),
        ] {
            let run = try Program.run(["traffic"] + arguments + [target], in: folder.path)
            #expect(run.status == 64, "\(arguments): \(run.errors)")
            #expect(run.errors.contains("name another file"), "\(arguments): \(run.errors)")
        }
        let card = try Program.run(["card", "model", "--notes", "notes", "--out", "notes"], in: folder.path)
        #expect(card.status == 64, "\(card.errors)")
        let sheet = try Program.run(
            ["lab", "vae", "anomalies", "log.csv", "--model", "model", "--out", "./log.csv"], in: folder.path)
        #expect(sheet.status == 64, "\(sheet.errors)")
        for name in ["log.csv", "later.csv", "model", "rules", "notes"] {
            #expect(try folder.text(name) == name)
        }
    }

    /// Training logs and calibration logs share one file of rejected lines.
    @Test func rejectedLinesOfASecondSetOfLogsAreAppended() throws {
        let folder = TemporaryFolder()
        let path = try folder.write("first.log:3: reason\tline\n", to: "rejects")
        _ = try RejectedLines(writingTo: path, appending: true)
        #expect(try folder.text("rejects") == "first.log:3: reason\tline\n")
        _ = try RejectedLines(writingTo: path)
        #expect(try folder.text("rejects") == "")
    }
}
