import Foundation
import QuartetEngine
import QuartetTestSupport
import Testing

/// What a person sees of a long run when standard error is a file.
@Suite struct ProgressReporterTests {
    private func written(_ body: (FileHandle) throws -> Void) throws -> [String] {
        let folder = TemporaryFolder()
        let path = try folder.write("", to: "errors")
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try body(handle)
        try handle.close()
        return try folder.text("errors").split(separator: "\n").map(String.init)
    }

    @Test func theLastStepIsReported() throws {
        let lines = try written { handle in
            let reporter = ProgressReporter("vae", total: 10, to: handle)
            // Within half a minute of the start only the end is worth a line.
            for step in 1..<10 { reporter.update(step) }
            reporter.update(10, [("loss", 1.23456)])
            reporter.finish()
        }
        #expect(lines.count == 1)
        let line = try #require(lines.first)
        #expect(line.hasPrefix("100 % vae 10/10 steps  "))
        #expect(line.contains("loss 1.23  ") && line.hasSuffix("0:00 left"))
        #expect(!line.contains("\u{1B}") && !line.contains("\r"))
    }

    @Test func largeValuesAreWholeNumbers() throws {
        let lines = try written { handle in
            ProgressReporter("proposing", total: 1, to: handle).update(
                1, [("strings written", 4100), ("loss", 0.01234), ("scale", 2e20)])
        }
        #expect(lines.first?.contains("strings written 4100  loss 0.0123  scale 2e+20  ") == true, "\(lines)")
    }

    /// A run that goes on counts its rate from where it began.
    @Test func aResumedRunDoesNotCountEarlierSteps() throws {
        let lines = try written { handle in
            let reporter = ProgressReporter(
                "gpt", total: 1_000_001, first: 1_000_000, unit: "tokens", to: handle)
            Thread.sleep(forTimeInterval: 0.05)
            reporter.update(1_000_001)
        }
        let rate = try #require(lines.first?.firstMatch(of: /tokens  ([0-9.]+)\/s/)?.1)
        #expect(try #require(Double(rate)) <= 20)
    }

    @Test func messagesAreLines() throws {
        let lines = try written { handle in
            let reporter = ProgressReporter("vae", total: 10, to: handle)
            reporter.message("Reading pictures")
            reporter.message("Done")
        }
        #expect(lines == ["Reading pictures", "Done"])
    }

    @Test func quietMeansNothing() throws {
        let lines = try written { handle in
            let reporter = ProgressReporter("vae", total: 1, quiet: true, to: handle)
            reporter.message("Reading")
            reporter.update(1)
            reporter.finish()
        }
        #expect(lines.isEmpty)
    }
}
