import Foundation
import QuartetTestSupport
import Testing

/// A pipe gives its bytes only once: without `--model` the log is recognised and read in one pass.
@Suite struct TrafficPipeTests {
    private static let log = (1...300).map { number in
        #"{"ts":\#(1_700_000_000 + number),"uid":"C\#(number)","id.orig_h":"192.0.2.7","id.orig_p":40000,"#
            + #""id.resp_h":"198.51.100.9","id.resp_p":443,"proto":"tcp","service":"ssl","duration":0.25,"#
            + #""orig_bytes":100,"resp_bytes":\#(number),"conn_state":"SF"}"# + "\n"
    }

    /// The line numbers that `score` printed.
    private static func numbers(_ outcome: Program.Outcome) -> [Int] {
        outcome.output.split(separator: "\n").compactMap {
            $0.split(separator: "\t").first.flatMap { Int($0) }
        }
    }

    @Test func aNamedPipeWithASlowWriterLosesNothing() throws {
        try inFolder { folder in
            try Data(Self.log.joined().utf8).write(to: URL(filePath: folder + "/conn.json"))
            let writer = Process()
            writer.executableURL = URL(filePath: "/bin/sh")
            writer.currentDirectoryURL = URL(filePath: folder)
            writer.arguments = [
                "-c",
                "mkfifo pipe; while IFS= read -r line; do printf '%s\\n' \"$line\"; sleep .002; done < conn.json > pipe",
            ]
            try writer.run()
            while !FileManager.default.fileExists(atPath: folder + "/pipe") { usleep(1000) }
            let scored = try Program.run(["traffic", "score", "pipe"], in: folder)
            writer.waitUntilExit()
            #expect(scored.status == 0, "\(scored.errors)")
            #expect(Self.numbers(scored) == Array(1...300))
            #expect(writer.terminationStatus == 0)
            let whole = try Program.run(["traffic", "score", "conn.json"], in: folder)
            #expect(scored.output == whole.output)
        }
    }

    @Test func standardInputIsRecognisedToo() throws {
        let scored = try Program.run(["traffic", "score", "-"], input: Data(Self.log.joined().utf8))
        #expect(scored.status == 0, "\(scored.errors)")
        #expect(Self.numbers(scored) == Array(1...300))
    }
}
