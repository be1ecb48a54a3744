import Foundation
import QuartetTestSupport
import Testing

/// `traffic feedback` behind a pipe, and its errors.
@Suite struct TrafficFeedbackTests {
    private static let feedback = ["traffic", "feedback", "--model", "m.safetensors"]

    /// `cat today.csv | quartet traffic flag - --json | quartet traffic feedback -`
    @Test func recordsOfAPipeAreMarkedByWhatFlagPrints() throws {
        try SmallLog.inTrainedFolder { folder in
            let log = try Data(contentsOf: URL(filePath: folder + "/today.csv"))
            let flag = ["traffic", "flag", "-", "--model", "m.safetensors", "--fpr", "0.003", "--json"]
            let flagged = try Program.run(flag, in: folder, input: log)
            #expect(flagged.status == 0, "\(flagged.errors)")
            let records = flagged.output.split(separator: "\n").filter {
                $0.contains("10.0.0.99") && !$0.contains("\"window.")
            }
            try #require(records.count == 5)
            let lines = Data((records.joined(separator: "\n") + "\n{\"summary\":{}}\n").utf8)
            let marked = try Program.run(Self.feedback + ["-"], in: folder, input: lines)
            #expect(marked.status == 0, "\(marked.errors)")
            #expect(marked.output.contains("standard input:402"))
            // Equal to marking the lines of the file itself.
            let score = ["traffic", "score", "today.csv", "--model", "m.safetensors"]
            let after = try Program.run(score, in: folder)
            #expect(after.output.split(separator: "\n").suffix(5).allSatisfy { $0.contains("\t0.0\t") })
            let again = try Program.run(
                Self.feedback + ["--normal", "today.csv:402", "today.csv:403"], in: folder)
            #expect(again.output.isEmpty && again.errors.contains("2 records already marked."))
        }
    }

    @Test func whatIsNotAFlaggedRecordIsAnError() throws {
        try SmallLog.inTrainedFolder { folder in
            func run(_ text: String) throws -> Program.Outcome {
                try Program.run(Self.feedback + ["-"], in: folder, input: Data(text.utf8))
            }
            let other = try run("\n{\"a\":1}\n")
            #expect(other.status == 65 && other.errors.contains("standard input, line 2: expected a line of"))
            let behaviour = try run("{\"reasons\":[{\"field\":\"window.hosts\"}]}\n")
            #expect(behaviour.status == 65 && behaviour.errors.contains("`flag --allow`"))
            // The fault is in the input, whatever the file of marks contains.
            func record(_ format: String, line: Int) -> String {
                "{\"file\":\"a\",\"lineNumber\":\(line),\"line\":\"x\","
                    + "\"record\":{\"format\":\"\(format)\",\"numbers\":{},\"texts\":{}}}\n"
            }
            let foreign = try run(record("csv", line: 1) + record("other", line: 2))
            #expect(foreign.status == 65, "\(foreign.errors)")
            #expect(foreign.errors.contains("standard input, line 2: the format of the record is other"))
            let nowhere = try run(record("csv", line: -3))
            #expect(nowhere.status == 65 && nowhere.errors.contains("standard input, line 1"))
            #expect(!FileManager.default.fileExists(atPath: folder + "/m.safetensors.feedback.jsonl"))
            // Without a line end, as from a device: it is not read into memory.
            let endless = try run(String(repeating: "\0", count: 1 << 24))
            #expect(endless.status == 65 && endless.errors.contains("line 1 too large"), "\(endless.errors)")
        }
    }

    @Test func aModelThatDoesNotExistHasNoMarks() throws {
        try inFolder { folder in
            for action in [["--list"], ["--undo-all"], ["--undo", "1f00a2c4"]] {
                let missing = try Program.run(
                    ["traffic", "feedback", "--model", "none"] + action, in: folder)
                #expect(missing.status == 66 && missing.errors.contains("none: "), "\(missing.errors)")
            }
            try Data().write(to: URL(filePath: folder + "/m.safetensors"))
            let empty = try Program.run(Self.feedback + ["--list"], in: folder)
            #expect(empty.status == 0 && empty.errors.contains("no records are marked"))
        }
    }
}
