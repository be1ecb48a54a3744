import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetEngine

/// `quartet-bench profile`: where the time of a step goes.
struct ProfileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profile", abstract: "List the instructions of a workload's plan, slowest first.",
        discussion: """
            w6_gpt2_decode runs several plans in turn and has no profile.

            EXAMPLE:
              quartet-bench profile w1_smiles_vae --precision float32 --top 20
            """)

    @Argument(help: "Workload.")
    var workload = Workload.Name.ganTraining

    @Option(help: .precision)
    var precision = Precision.bfloat16

    @Option(help: ArgumentHelp("Threads.", valueName: "number"))
    var threads = 1

    @Option(help: ArgumentHelp("Instructions to show.", valueName: "number"))
    var top = 40

    func validate() throws {
        try check(threads, in: 1...256, "--threads")
        try check(top, in: 1...1_000_000, "--top")
        if workload == .decoding { throw ValidationError("\(workload.rawValue) has no profile.") }
    }

    func run() throws {
        Machine.setThreads(threads)
        guard let plan = try Workload(workload, precision: precision).plan else { return }
        _ = plan.profile(runs: 2)
        let lines = plan.profile(runs: 5)
        let total = lines.reduce(0) { $0 + $1.seconds }
        print(
            String(
                format: "%d instructions, %.3f ms, arena %.1f MiB", lines.count, total * 1000,
                Double(plan.arenaBytes) / 1_048_576))
        for line in lines.sorted(by: { $0.seconds > $1.seconds }).prefix(top) {
            print(
                String(
                    format: "%9.3f ms %5.1f%% %7.0f GFLOP/s  ", line.seconds * 1000,
                    line.seconds / total * 100, Double(line.operations) / line.seconds / 1e9) + line.label)
        }
    }
}
