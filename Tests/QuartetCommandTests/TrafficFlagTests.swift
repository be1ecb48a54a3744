import Foundation
import QuartetTestSupport
import Testing

/// `traffic flag` with an allow-list and a report, and `traffic feedback`, as their user sees them.
@Suite struct TrafficFlagTests {
    private static let flag = ["traffic", "flag", "today.csv", "--model", "m.safetensors", "--fpr", "0.003"]

    @Test func allowedAlertsAreReportedAndTheReportIsWritten() throws {
        try SmallLog.inTrainedFolder { folder in
            let plain = try Program.run(Self.flag + ["--report", "today.html"], in: folder)
            #expect(plain.status == 0, "\(plain.errors)")
            #expect(plain.output.contains("10.0.0.99"))
            #expect(plain.output.contains("nearest normal record: today.csv:"))
            #expect(plain.output.contains("Records seen                  405"))
            let page = try String(contentsOfFile: folder + "/today.html", encoding: .utf8)
            #expect(page.contains("10.0.0.99") && page.contains("data:image/svg+xml;base64,"))

            let rules =
                "source cidr 10.0.0.99 reason=\"chat server\" until=never\nport 1 reason=\"old\" until=2001-01-01\n"
            try Data(rules.utf8).write(to: URL(filePath: folder + "/known.txt"))
            let allowed = try Program.run(Self.flag + ["--allow", "known.txt", "--json"], in: folder)
            #expect(!allowed.output.contains("\"source\":\"10.0.0.99\""))
            #expect(allowed.output.split(separator: "\n").last?.hasPrefix("{\"summary\"") == true)
            #expect(allowed.errors.contains("known.txt:2: this rule expired on 2001-01-01"))
            #expect(allowed.errors.contains("by known.txt:1 source cidr 10.0.0.99 (chat server)"))

            try Data("port 70000 reason=\"x\" until=never\n".utf8).write(
                to: URL(filePath: folder + "/wrong.txt"))
            let wrong = try Program.run(Self.flag + ["--allow", "wrong.txt"], in: folder)
            #expect(wrong.status == 65)
            #expect(wrong.errors.contains("wrong.txt:1: expected a port in 0...65535"))
            #expect(try Program.run(Self.flag + ["--allow", "none.txt"], in: folder).status == 66)
        }
    }

    @Test func marksChangeTheNextRunAndCanBeRemoved() throws {
        try SmallLog.inTrainedFolder { folder in
            let feedback = ["traffic", "feedback", "--model", "m.safetensors"]
            let score = ["traffic", "score", "today.csv", "--model", "m.safetensors"]
            let before = try Program.run(score, in: folder)
            let flagged = try Program.run(Self.flag, in: folder)
            #expect(flagged.output.contains("10.0.0.99"))
            let marked = try Program.run(
                feedback + ["--normal", "today.csv:402", "--reason", "known"], in: folder)
            #expect(marked.status == 0, "\(marked.errors)")
            #expect(marked.output.contains("today.csv:402  (known)"))
            let after = try Program.run(Self.flag, in: folder)
            // The behaviour of the source over hours is still shown.
            #expect(after.output != flagged.output)
            #expect(after.errors.contains("similar to ones marked as normal."))
            #expect(try Program.run(score, in: folder).output != before.output)
            let list = try Program.run(feedback + ["--list"], in: folder)
            #expect(list.output == marked.output)
            let name = try #require(list.output.split(separator: " ").first).description
            #expect(try Program.run(feedback + ["--undo", "ffff"], in: folder).status == 65)
            #expect(try Program.run(feedback + ["--undo", name], in: folder).output.contains("0 remain"))
            #expect(try Program.run(score, in: folder).output == before.output)
            #expect(try Program.run(Self.flag, in: folder).output == flagged.output)
            #expect(try Program.run(feedback + ["--normal", "today.csv:9999"], in: folder).status == 65)
            #expect(try Program.run(feedback, in: folder).status == 64)
        }
    }
}
