import Foundation
import QuartetTestSupport
import QuartetTraffic
import Testing

/// The fuzzer reads, refuses and finds; that the readers themselves hold is what `make fuzz` checks.
@Suite struct FuzzTests {
    private struct Report: Decodable {
        struct Finding: Decodable {
            let number: Int
            let file: String
            let outcome: String
        }

        let reader: String
        let read: Int
        let refused: Int
        let findings: [Finding]
    }

    private static func fuzz(_ arguments: [String], in folder: String) throws -> (Int32, [Report]) {
        let run = try Program.run(
            ["fuzz", "--json", "--out", folder + "/found"] + arguments, in: folder, program: "quartet-bench")
        return (run.status, try JSONDecoder().decode([Report].self, from: Data(run.output.utf8)))
    }

    @Test func aSoundReaderReadsAndRefuses() throws {
        try inFolder { folder in
            let (status, reports) = try Self.fuzz(["allow-list", "--seconds", "0.5"], in: folder)
            let report = try #require(reports.first)
            #expect(status == 0 && report.findings.isEmpty)
            #expect(report.read > 0 && report.refused > 0, "\(report)")
            #expect(!FileManager.default.fileExists(atPath: folder + "/found"))
        }
    }

    @Test(arguments: ["trap", "hang", "memory", "error"])
    func aBrokenReaderIsFound(_ kind: String) throws {
        try inFolder { folder in
            let (status, reports) = try Self.fuzz(
                ["broken-" + kind, "--seconds", "1", "--memory", "64", "--patience", "1"], in: folder)
            let finding = try #require(reports.first?.findings.first)
            #expect(status == 1)
            #expect(finding.outcome == (kind == "error" ? "strange error" : kind))
            // The input that was kept does it again.
            #expect(try Data(contentsOf: URL(filePath: finding.file)).first != UInt8(ascii: "a"))
        }
    }

    @Test func anInputThatWasKeptIsReadAgain() throws {
        try inFolder { folder in
            try Data("nothing\n".utf8).write(to: URL(filePath: folder + "/kept"))
            let run = try Program.run(
                ["fuzz", "allow-list", "--input", "kept"], in: folder, program: "quartet-bench")
            #expect(run.status == 65 && run.errors.contains("expected"), "\(run.errors)")
        }
    }

    /// A format of the catalog without lines to mutate would not be tested.
    @Test func everyLogFormatIsFuzzed() throws {
        let help = try Program.run(["fuzz", "--help"], program: "quartet-bench").output
        for name in try FormatCatalog(folder: Checkout.file("catalogs/traffic")).names {
            #expect(help.contains("log-\(name)"), "\(name)")
        }
    }
}
