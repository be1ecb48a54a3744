import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetFiles

/// Feeds one reader with mutated files for some time, a batch a process.
struct FuzzCampaign {
    let reader: FuzzReader
    let seed: UInt64
    let limits: FuzzLimits
    /// Where inputs are kept that should not have ended as they did.
    let out: String

    /// A reader that fails at every input would keep them all.
    private static let findingLimit = 10

    func run(seconds: Double) throws -> FuzzReport {
        let folder = FuzzFolder(path: NSTemporaryDirectory() + "/quartet-fuzz-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        try folder.prepare(reader)
        let seeds = try folder.seeds()
        let mutator = Mutator(reader, seeds: seeds, seed: seed)
        let progress = try FuzzProgress(path: folder.progress)
        var report = FuzzReport(reader: reader.name)
        let started = Date().timeIntervalSince1970
        var next = 0
        // A few inputs are read whatever the time, if they do not break the reader.
        while Date().timeIntervalSince1970 < started + seconds
            || report.findings.isEmpty && next < seeds.count + limits.fewest,
            report.findings.count < Self.findingLimit
        {
            let deadline = max(started + seconds, Date().timeIntervalSince1970 + 1)
            let end = try child(
                folder, ["--first", String(next), "--seed", String(seed), "--deadline", String(deadline)]
            ).end
            let number = progress.number
            if end.isGood {
                if number != -1 { throw CommandFailure(.failed, "\(reader.name): a batch ended early") }
                next = report.count(of: progress)
                continue
            }
            guard number >= next else {
                throw CommandFailure(.failed, "\(reader.name): cannot be opened: \(end.text)")
            }
            report.findings.append(try keep(mutator.input(number), number, end))
            next = number + 1
        }
        report.add(progress)
        report.seconds = Date().timeIntervalSince1970 - started
        return report
    }

    private func keep(_ bytes: [UInt8], _ number: Int, _ end: FuzzEnd) throws -> FuzzReport.Finding {
        let file = "\(out)/\(reader.name)-\(seed)-\(number)"
        try OutputFolder.prepare(out)
        try AtomicFile.write(bytes, to: file)
        let command = ["quartet-bench", "fuzz", reader.name, "--input", file] + limits.options
        return FuzzReport.Finding(
            number: number, file: file, command: command.joined(separator: " "), end: end)
    }

    /// Reads one file as a batch would.
    ///
    /// - Throws: what was found, and the exit status of a refusal, whose message is printed.
    func read(_ path: String) throws {
        let folder = FuzzFolder(path: NSTemporaryDirectory() + "/quartet-fuzz-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        try folder.prepare(reader)
        let (end, status, errors) = try child(folder, ["--input", path])
        let isRefusal = end.outcome == .strangeError && status != FuzzChild.strangeError
        if end.isGood {
            StandardOutput.show("\(path): read")
        } else if isRefusal {
            StandardError.print(errors.trimmingCharacters(in: .newlines))
            throw ExitCode(status)
        } else {
            throw CommandFailure(.failed, "\(path): \(end.outcome.rawValue): \(end.text)")
        }
    }

    /// Runs this program again.
    private func child(
        _ folder: FuzzFolder, _ options: [String]
    ) throws -> (end: FuzzEnd, status: Int32, errors: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = ["fuzz", reader.name, "--child", folder.path] + limits.options + options
        process.environment = ProcessInfo.processInfo.environment
            .merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
        // A file rather than a pipe, which a process that starts at the same time would keep open.
        try Data().write(to: URL(filePath: folder.errors))
        process.standardError = FileHandle(forWritingAtPath: folder.errors)
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        let errors = String(decoding: try FileBytes.read(folder.errors, limit: 1 << 24), as: UTF8.self)
        return (FuzzEnd(process, errors: errors), process.terminationStatus, errors)
    }
}
