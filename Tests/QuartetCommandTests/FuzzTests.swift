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
            let command: String
            let outcome: String
        }

        let reader: String
        let read: Int
        let refused: Int
        let peak: Int
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
            // The command that is printed for the input that was kept shows the same.
            #expect(finding.command.hasPrefix("quartet-bench fuzz broken-\(kind) --input \(finding.file) "))
            let words = finding.command.split(separator: " ").dropFirst().map(String.init)
            let again = try Program.run(words, in: folder, program: "quartet-bench")
            #expect(again.status == 1)
            #expect(again.errors.contains("\(finding.file): \(finding.outcome): "), "\(again.errors)")
        }
    }

    /// What the fuzzer itself takes to make the seeds, 256 MiB here, is none of the reader's.
    @Test func aSlowReaderGetsAFewInputs() throws {
        try inFolder { folder in
            let (status, reports) = try Self.fuzz(["slow", "--seconds", "0.1"], in: folder)
            let report = try #require(reports.first)
            #expect(status == 0 && report.read >= 21, "\(report)")
            #expect(report.peak > 1 << 20 && report.peak < 200 << 20, "\(report)")
        }
    }

    @Test func anInputThatWasKeptIsReadAgain() throws {
        try inFolder { folder in
            try Data("nothing\n".utf8).write(to: URL(filePath: folder + "/kept"))
            let run = try Program.run(
                ["fuzz", "allow-list", "--input", "kept"], in: folder, program: "quartet-bench")
            #expect(run.status == 65 && run.errors.contains("expected"), "\(run.errors)")
            try Data("port 9100-9110 reason=\"ours\" until=never\n".utf8).write(
                to: URL(filePath: folder + "/kept"))
            let other = try Program.run(
                ["fuzz", "allow-list", "--input", "kept"], in: folder, program: "quartet-bench")
            #expect(other.status == 0 && other.output == "kept: read\n", "\(other.errors)")
        }
    }

    /// Millions of pictures of one pixel in few bytes are refused before they are in memory.
    @Test func aSmallFileOfManyPicturesTakesLittle() throws {
        try inFolder { folder in
            let bytes: [UInt8] = [0, 0, 8, 3, 0, 0x40, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1]
            let pictures = Data(bytes) + Data(repeating: 0, count: 1 << 22)
            try pictures.write(to: URL(filePath: folder + "/pictures"))
            for command in ["cat pictures", "gzip -c pictures"] {
                let run = try Program.shell(
                    "\(command) > kept; \"$0\" fuzz idx --input kept --memory 64", "quartet-bench", in: folder
                )
                #expect(run.status == 65 && run.errors.contains("bytes of memory a byte"), "\(run.errors)")
            }
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
