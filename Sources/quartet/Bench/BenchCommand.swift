import ArgumentParser
import Foundation
import QuartetEngine

/// `quartet bench`: speed of the engine on fixed workloads.
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Measure the engine's speed on fixed workloads.",
        subcommands: [
            BenchRunCommand.self, BenchTextCommand.self, BenchVerifyCommand.self, BenchProfileCommand.self,
        ],
        defaultSubcommand: BenchRunCommand.self)
}

/// `quartet bench run`, the default.
struct BenchRunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Measure the workloads (what `bench` does by itself).",
        discussion: """
            Each workload runs in a process of its own, in float32 and bfloat16, with 1 and 2 threads. The matrix-product \
            peak of this machine is measured first.

            Examples:
              quartet bench
              quartet bench run w3_cgan_train --seconds 10
              quartet bench --json > bench.json
            """)

    @Argument(
        help: "Workloads: \(Workload.Name.allCases.map(\.rawValue).joined(separator: ", ")). All by default.")
    var workloads: [String] = []

    @Option(help: "Seconds for each measurement.")
    var seconds = 4.0

    @Option(help: "Thread counts, separated by commas.")
    var threads = "1,2"

    @Option(help: "Precisions, separated by commas.")
    var precision = "float32,bfloat16"

    @Flag(help: "Print one JSON document.")
    var json = false

    @Option(help: .hidden)
    var worker: String?

    @Option(help: .hidden)
    var peak = 0.0

    private var names: [Workload.Name] {
        workloads.isEmpty ? Workload.Name.allCases : workloads.compactMap(Workload.Name.init(rawValue:))
    }

    private var threadCounts: [Int] { threads.split(separator: ",").compactMap { Int($0) } }

    private var precisions: [Precision] {
        precision.split(separator: ",").compactMap { Precision(rawValue: String($0)) }
    }

    func validate() throws {
        for name in workloads where Workload.Name(rawValue: name) == nil {
            let known = Workload.Name.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("There is no workload \(name). There are: \(known).")
        }
        guard seconds > 0, seconds < 3600 else {
            throw ValidationError("--seconds takes a number above 0 and below 3600.")
        }
        guard !threadCounts.isEmpty, threadCounts.allSatisfy({ (1...256).contains($0) }) else {
            throw ValidationError("--threads takes counts from 1 to 256, separated by commas.")
        }
        guard !precisions.isEmpty else { throw ValidationError("--precision takes float32 and bfloat16.") }
    }

    func run() throws {
        if let worker { return try runWorker(worker) }
        var peaks: [String: Double] = [:]
        for precision in precisions {
            for threads in threadCounts {
                let text = try child("peak", precision, threads)
                peaks["\(precision.rawValue)/\(threads)"] =
                    Double(text.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
            }
        }
        let machine = MachineDescription(
            processor: MachineDescription.processorName(),
            cores: ProcessInfo.processInfo.activeProcessorCount,
            instructionSet: Machine.instructionSet, library: Machine.libraryVersion,
            peakGigaflopsPerSecond: peaks)
        if !json { print(BenchTable.head(machine)) }
        var results: [Measurement] = []
        for name in names {
            for precision in precisions {
                for threads in threadCounts {
                    let peak = peaks["\(precision.rawValue)/\(threads)"] ?? 0
                    let text = try child(name.rawValue, precision, threads, peak: peak)
                    let result = try JSONDecoder().decode(Measurement.self, from: Data(text.utf8))
                    results.append(result)
                    if !json { print(BenchTable.row(result)) }
                }
            }
        }
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
            print(
                String(
                    decoding: try encoder.encode(BenchTable.Document(machine: machine, results: results)),
                    as: UTF8.self))
        }
    }

    private func runWorker(_ worker: String) throws {
        guard let precision = precisions.first, let threads = threadCounts.first else { return }
        if worker == "peak" {
            print(Measurement.peak(precision: precision, threads: threads))
            return
        }
        guard let name = Workload.Name(rawValue: worker) else {
            throw ValidationError("There is no workload \(worker).")
        }
        let result = try Measurement.run(
            name, precision: precision, threads: threads, seconds: seconds, peak: peak)
        print(String(decoding: try JSONEncoder().encode(result), as: UTF8.self))
    }

    /// Runs this program again for one measurement and returns what it printed.
    private func child(_ worker: String, _ precision: Precision, _ threads: Int, peak: Double = 0) throws
        -> String
    {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = [
            "bench", "run", "--worker", worker, "--precision", precision.rawValue, "--threads",
            String(threads), "--seconds",
            String(seconds), "--peak", String(peak),
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw ValidationError(
                "The measurement of \(worker) ended with status \(process.terminationStatus).")
        }
        return String(decoding: data, as: UTF8.self)
    }
}

/// The measurements as people and programs read them.
enum BenchTable {
    struct Document: Codable {
        var machine: MachineDescription
        var results: [Measurement]
    }

    static func head(_ machine: MachineDescription) -> String {
        let peaks = machine.peakGigaflopsPerSecond.sorted { $0.key < $1.key }
            .map { "\($0.key) \(String(format: "%.0f", $0.value))" }.joined(separator: ", ")
        return """
            \(machine.processor), \(machine.cores) cores, \(machine.instructionSet), \(machine.library)
            Matrix-product peak in GFLOP/s (precision/threads): \(peaks)

            workload           precision  threads      items/s    GFLOP/s  of peak  memory MiB  allocations ours/oneDNN
            """
    }

    static func row(_ m: Measurement) -> String {
        func padded(_ text: String, _ width: Int) -> String {
            text.padding(toLength: width, withPad: " ", startingAt: 0)
        }
        return padded(m.workload, 19) + padded(m.precision, 11)
            + String(
                format: "%7d %12.1f %10.1f %7.0f%% %11.0f %10.1f / %.1f", m.threads, m.itemsPerSecond,
                m.gigaflopsPerSecond, m.shareOfPeak * 100, m.peakMemoryMiB, m.allocationsPerStep,
                m.libraryAllocationsPerStep)
    }
}
