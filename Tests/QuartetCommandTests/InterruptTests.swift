import Foundation
import QuartetTestSupport
import Testing

/// Ctrl-C and SIGTERM, in a training and where there is nothing to save.
@Suite struct InterruptTests {
    /// A program that runs until the test ends it.
    private struct Running {
        let process = Process()
        let input = Pipe()
        let errors = Pipe()

        init(_ arguments: [String], in folder: String) throws {
            process.executableURL = URL(filePath: Program.path)
            process.arguments = arguments
            process.environment = Program.environment
            process.currentDirectoryURL = URL(filePath: folder)
            (process.standardInput, process.standardError) = (input, errors)
            process.standardOutput = FileHandle.nullDevice
            try process.run()
        }

        func signal(_ number: Int32) { kill(process.processIdentifier, number) }

        /// The rest of what it says, once it has ended.
        func end() throws -> String {
            let text = String(decoding: try errors.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
            process.waitUntilExit()
            return text
        }
    }

    private static let training = [
        "lab", "vae", "--data", ".", "--batch", "10", "--hidden", "16", "--out", "vae", "--quiet",
    ]

    /// A training whose loop is running, as its first checkpoint shows.
    private func endlessTraining(in folder: String) throws -> Running {
        try writeIDX(in: folder)
        let training = try Running(
            Self.training + ["--epochs", "100000", "--checkpoint-every", "20"], in: folder)
        for _ in 0..<600 where !FileManager.default.fileExists(atPath: folder + "/vae/vae.safetensors") {
            Thread.sleep(forTimeInterval: 0.05)
        }
        return training
    }

    @Test func interruptingSavesAndResumingFinishes() throws {
        try inFolder { folder in
            let training = try endlessTraining(in: folder)
            training.signal(SIGINT)
            let lines = try training.end().split(separator: "\n")
            #expect(training.process.terminationStatus == 1)
            #expect(lines.first?.hasPrefix("Stopping after this step") == true)
            let last = try #require(lines.last)
            #expect(last.hasPrefix("quartet: stopped at step ") && last.contains("--resume"))
            let step = Int(last.split(separator: " ").dropFirst(4).first ?? "") ?? 0
            let longer = Self.training + ["--epochs", "\(step / 5 + 1)", "--resume"]
            let resumed = try Program.run(longer, in: folder)
            #expect(resumed.status == 0, "\(resumed.errors)")
            // Quiet or not, a run that had nothing to do says so.
            let again = try Program.run(Self.training + ["--epochs", "1", "--resume"], in: folder)
            #expect(again.status == 0)
            #expect(again.errors.contains("Nothing was trained: vae/last.safetensors is at step"))
            #expect(again.errors.contains("of 5; to go on, give a higher --epochs."), "\(again.errors)")
        }
    }

    /// `timeout` signals the program and then its whole group.
    @Test func severalSignalsAtOnceAreOneRequest() throws {
        try inFolder { folder in
            let training = try endlessTraining(in: folder)
            for _ in 0..<40 {
                training.signal(SIGTERM)
                usleep(500)
            }
            let text = try training.end()
            #expect(training.process.terminationReason == .exit)
            #expect(training.process.terminationStatus == 1)
            #expect(text.contains("stopped at step "), "\(text)")
        }
    }

    /// Reading data, as everything that has nothing to save, ends at once, says so, and leaves no folder.
    @Test func readingIsEndedAtOnce() throws {
        try inFolder { folder in
            let reading = try Running(["lab", "lines", "--data", "-", "--out", "made"], in: folder)
            // Until its handler is there, the signal ends the program without a word.
            Thread.sleep(forTimeInterval: 0.5)
            reading.signal(SIGTERM)
            let text = try reading.end()
            #expect(text == "Stopped before the end.\n")
            #expect(reading.process.terminationReason == .uncaughtSignal)
            #expect(reading.process.terminationStatus == SIGTERM)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
        }
    }

    @Test(arguments: [
        ["lab", "lines", "--data", "few.txt"], ["lab", "gpt", "--data", "few.txt"],
        ["lab", "translate", "--data", "few.txt"], ["lab", "vae", "--data", ".", "--batch", "100"],
        ["lab", "gan", "--data", ".", "--batch", "100"], ["traffic", "train", "few.txt"],
        ["lab", "vae", "--data", ".", "--batch", "10", "--rate", "10", "--hidden", "0"],
    ])
    func aStartThatFailsLeavesNothing(_ command: [String]) throws {
        try inFolder { folder in
            try Data("one\ttwo\n".utf8).write(to: URL(filePath: folder + "/few.txt"))
            try writeIDX(in: folder)
            let before = try FileManager.default.contentsOfDirectory(atPath: folder).count
            let outcome = try Program.run(command + ["--out", "deep/made"], in: folder)
            #expect(outcome.status != 0)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == before)
        }
    }
}
