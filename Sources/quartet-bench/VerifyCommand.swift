import ArgumentParser
import Foundation
import QuartetEngine

/// `quartet-bench verify`: whether a workload computes the same as PyTorch's.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Compare a workload's results with PyTorch's from the same weights, inputs and noise.",
        discussion: """
            FILES are written by `Benchmarks/torch_workloads.py --workload NAME --dump FILE`. Results agree when they \
            differ by at most 1e-4 in float32 and 1e-2 in bfloat16, relative to the larger of 1 and PyTorch's result. The \
            exit status is 1 when one differs by more.

            The three steps of w3 each start from PyTorch's own state. Adam's first step is little more than the sign of \
            the gradient, so steps in a row diverge by more than this limit even between PyTorch on one thread and on two.

            EXAMPLE:
              quartet-bench verify Fixtures/reference/workloads/*.safetensors
            """)

    @Argument(help: "Files written by torch_workloads.py --dump.", completion: .file())
    var files: [String]

    func run() throws {
        var failed = false
        for path in files {
            let results = try TorchResults(path: path)
            for precision in Precision.allCases {
                for comparison in try results.comparisons(precision) {
                    let limit = precision == .float32 ? 1e-4 : 1e-2
                    let agrees = comparison.difference <= limit
                    failed = failed || !agrees
                    print(
                        "\(agrees ? "agrees " : "DIFFERS") \(results.workload.rawValue), \(comparison.name) \(precision.rawValue): "
                            + String(
                                format: "%.6f, PyTorch %.6f, difference %.1e", comparison.ours,
                                comparison.theirs, comparison.difference))
                }
            }
        }
        if failed { throw ExitCode.failure }
    }
}
