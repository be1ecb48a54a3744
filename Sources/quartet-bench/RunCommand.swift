import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetEngine
import QuartetFiles

/// `quartet-bench run`, the default.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Measure the speed of workloads.",
        discussion: """
            Each workload runs in its own process, once for each precision and thread count. The machine's peak rate \
            of matrix products is measured first.

            EXAMPLES:
              quartet-bench
              quartet-bench run w3_cgan_train --seconds 10
              quartet-bench --threads 1 --precision float32 --json > bench.json
            """)

    @Argument(help: "Workloads (default: all).")
    var workloads: [Workload.Name] = []

    @Option(help: ArgumentHelp("Seconds for each measurement.", valueName: "number"))
    var seconds = 4.0

    @Option(help: ArgumentHelp("Thread counts, separated by commas.", valueName: "numbers"))
    var threads = CommaSeparated([1, 2])

    @Option(help: ArgumentHelp("Precisions, separated by commas.", valueName: "types"))
    var precision = CommaSeparated(Precision.allCases)

    @OptionGroup var json: JSONOptions

    @Option(help: .hidden)
    var worker: Worker?

    @Option(help: .hidden)
    var peak = 0.0

    /// What a child process measures.
    enum Worker: ExpressibleByArgument {
        case peak
        case workload(Workload.Name)

        init?(argument: String) {
            if argument == "peak" {
                self = .peak
            } else if let name = Workload.Name(rawValue: argument) {
                self = .workload(name)
            } else {
                return nil
            }
        }
    }

    func validate() throws {
        guard seconds > 0, seconds < 3600 else {
            throw ValidationError("--seconds \(seconds): expected a number above 0 and below 3600.")
        }
        for count in threads.values { try check(count, in: 1...256, "--threads") }
    }

    func run() throws {
        if let worker { return try measure(worker) }
        let machine = MachineDescription.current(peaks: try peaks())
        if !json.isRequested { print(ResultTable.head(machine)) }
        var results: [Measurement] = []
        for name in workloads.isEmpty ? Workload.Name.allCases : workloads {
            for precision in precision.values {
                for threads in threads.values {
                    let peak = machine.peakGigaflopsPerSecond["\(precision.rawValue)/\(threads)"] ?? 0
                    let output = try child(name.rawValue, precision, threads, peak: peak)
                    let result = try JSONDecoder().decode(Measurement.self, from: output)
                    results.append(result)
                    if !json.isRequested { print(ResultTable.row(result)) }
                }
            }
        }
        if json.isRequested { try JSONOutput.print(ResultTable.Document(machine: machine, results: results)) }
    }

    /// The rate of a large matrix product, by precision and thread count.
    private func peaks() throws -> [String: Double] {
        var peaks: [String: Double] = [:]
        for precision in precision.values {
            for threads in threads.values {
                let output = try child("peak", precision, threads)
                peaks["\(precision.rawValue)/\(threads)"] = try JSONDecoder().decode(
                    Double.self, from: output)
            }
        }
        return peaks
    }

    /// Measures in this process, and prints the result for the process that started it.
    private func measure(_ worker: Worker) throws {
        let (precision, threads) = (precision.values[0], threads.values[0])
        switch worker {
        case .peak: print(Measurement.peak(precision: precision, threads: threads))
        case .workload(let name):
            try JSONOutput.printLine(
                Measurement.run(name, precision: precision, threads: threads, seconds: seconds, peak: peak))
        }
    }

    /// Runs this program again for one measurement and returns what it printed.
    private func child(_ worker: String, _ precision: Precision, _ threads: Int, peak: Double = 0) throws
        -> Data
    {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = [
            "run", "--worker", worker, "--precision", precision.rawValue, "--threads", String(threads),
            "--seconds", String(seconds), "--peak", String(peak),
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw CommandFailure(
                .failed, "the measurement of \(worker) ended with status \(process.terminationStatus)")
        }
        return output
    }
}
