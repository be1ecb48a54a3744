import Foundation
import Testing

/// `traffic flag` with an allow-list and a report, and `traffic feedback`, as their user sees them.
@Suite struct TrafficFlagTests {
    /// Web and names of a few hosts; the last records are of a host that does something else.
    private static func log(_ count: Int, odd: Int, seed: UInt64) -> String {
        var state = seed
        func uniform() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 40) / Double(1 << 24)
        }
        var text = "time,source,destination,destination port,bytes_sent,bytes_received,seconds,service\n"
        for record in 0..<count + odd {
            let (isWeb, isOdd, size) = (record % 3 > 0, record >= count, exp(uniform() - 0.5))
            let source = isOdd ? "10.0.0.99" : "10.0.0.\(1 + record % 7)"
            let numbers =
                isOdd ? (9e6, 40.0, 700.0) : isWeb ? (500 * size, 8000 * size, size) : (50.0, 150 * size, 0.1)
            text += "\(1_700_000_000 + 20 * record),\(source),192.0.2.\(isWeb ? 1 : 2),"
            text += "\(isOdd ? 6667 : isWeb ? 443 : 53),"
            text += String(format: "%.0f,%.0f,%.2f,", numbers.0, numbers.1, numbers.2)
            text += (isOdd ? "chat" : isWeb ? "web" : "names") + "\n"
        }
        return text
    }

    private static func inTrainedFolder(_ body: (String) throws -> Void) throws {
        try inFolder { folder in
            try Data(log(3000, odd: 0, seed: 1).utf8).write(to: URL(filePath: folder + "/normal.csv"))
            try Data(log(400, odd: 5, seed: 2).utf8).write(to: URL(filePath: folder + "/today.csv"))
            let training = try Program.run(
                ["traffic", "train", "normal.csv", "--out", "m.safetensors", "--steps", "80"], in: folder)
            #expect(training.status == 0, "\(training.errors)")
            try body(folder)
        }
    }

    private static let flag = ["traffic", "flag", "today.csv", "--model", "m.safetensors", "--fpr", "0.003"]

    @Test func whatIsAllowedIsSaidAndTheReportIsWritten() throws {
        try Self.inTrainedFolder { folder in
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

    @Test func marksChangeTheNextRunAndCanBeTakenBack() throws {
        try Self.inTrainedFolder { folder in
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
            // What the source did over hours is still shown.
            #expect(after.output != flagged.output)
            #expect(after.errors.contains("records are like records that you marked as normal."))
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
