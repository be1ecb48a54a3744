import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetEngine
import QuartetFiles
import Synchronization

/// `quartet-bench fuzz`: whether readers survive files that are nearly right.
struct FuzzCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fuzz", abstract: "Feed readers of files with mutated ones.",
        discussion: """
            Small valid files are changed at random and read, a batch a process, with a limit of time and memory for each \
            input. A reader may read an input or refuse it with a message. Anything else is a finding: its input is \
            kept in --out, the command that repeats it is printed, and the exit status is 1.

            READERS:
              \(FuzzReader.all.map(\.name).wrapped(to: 76, indent: "  "))

            EXAMPLES:
              quartet-bench fuzz gguf --seconds 60
              quartet-bench fuzz all --seconds 3
              quartet-bench fuzz png --input out/fuzz/png-1-4711
            """)

    @Argument(
        help: ArgumentHelp("Readers, or all.", valueName: "reader"),
        completion: .list(["all"] + FuzzReader.all.map(\.name)))
    var readers: [String]

    @Option(
        help: ArgumentHelp(
            "Seconds for each reader, which gets a few inputs whatever the time.", valueName: "number"))
    var seconds = 10.0

    @Option(help: .seed)
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("Megabytes that one input may take.", valueName: "number"))
    var memory = 1024

    @Option(help: ArgumentHelp("Seconds that one input may take.", valueName: "number"))
    var patience = 10

    @Option(
        help: ArgumentHelp(
            "Read this file alone within the same limits, and say what came of it.", valueName: "file"),
        completion: .file())
    var input: String?

    @Option(
        help: ArgumentHelp("Folder for inputs that were found.", valueName: "folder"), completion: .directory)
    var out = "out/fuzz"

    @OptionGroup var json: JSONOptions

    // What a parent tells the processes that it starts.
    @Option(help: .hidden) var child: String?
    @Option(help: .hidden) var first = 0
    @Option(help: .hidden) var deadline = 0.0

    func validate() throws {
        try check(seconds, in: 0.1...1_000_000, "--seconds")
        try check(memory, in: 16...1_000_000, "--memory")
        try check(patience, in: 1...86_400, "--patience")
        for name in readers where name != "all" && FuzzReader.named(name) == nil {
            throw ValidationError(
                "There is no reader \(name); there are: all, \(FuzzReader.all.map(\.name).joined(separator: ", "))."
            )
        }
        if input != nil, readers.count != 1 || readers == ["all"] {
            throw ValidationError("--input needs one reader.")
        }
    }

    private var chosen: [FuzzReader] {
        readers.contains("all") ? FuzzReader.all : readers.compactMap(FuzzReader.named)
    }

    private var limits: FuzzLimits {
        var limits = FuzzLimits()
        (limits.seconds, limits.memory) = (patience, memory << 20)
        return limits
    }

    func run() throws {
        Machine.setThreads(1)
        if let child {
            let batch = FuzzChild(
                reader: chosen[0], folder: FuzzFolder(path: child), limits: limits, seed: seed)
            if let input { return try batch.run(FileBytes.read(input)) }
            return try batch.run(first: first, deadline: deadline)
        }
        if let input {
            return try FuzzCampaign(reader: chosen[0], seed: seed, limits: limits, out: out).read(input)
        }
        let reports = try campaigns()
        if json.isRequested { try JSONOutput.print(reports) }
        let found = reports.reduce(0) { $0 + $1.findings.count }
        if found > 0 { throw CommandFailure(.failed, "\(found) inputs were neither read nor refused") }
    }

    /// One campaign for each reader, as many at a time as there are cores.
    private func campaigns() throws -> [FuzzReport] {
        let campaigns = chosen.map { FuzzCampaign(reader: $0, seed: seed, limits: limits, out: out) }
        let (seconds, isJSON) = (seconds, json.isRequested)
        if !isJSON { StandardOutput.show(FuzzReport.head) }
        let finished = Mutex<[Result<FuzzReport, any Error>]>([])
        DispatchQueue.concurrentPerform(iterations: campaigns.count) { index in
            let result = Result { try campaigns[index].run(seconds: seconds) }
            finished.withLock { finished in
                finished.append(result)
                if !isJSON { Self.show(result) }
            }
        }
        return try finished.withLock { try $0.map { try $0.get() }.sorted { $0.reader < $1.reader } }
    }

    /// A line as soon as a reader is done.
    private static func show(_ result: Result<FuzzReport, any Error>) {
        guard case .success(let report) = result else { return }
        for line in [report.row] + report.details { StandardOutput.show(line) }
        fflush(nil)
    }
}

extension [String] {
    /// Words with commas between them, in lines of a width.
    fileprivate func wrapped(to width: Int, indent: String) -> String {
        var lines = [""]
        for (index, word) in enumerated() {
            let word = index == count - 1 ? word : word + ","
            if lines[lines.count - 1].count + word.count + 1 > width { lines.append("") }
            lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + word
        }
        return lines.joined(separator: "\n" + indent)
    }
}
