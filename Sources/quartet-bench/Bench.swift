import ArgumentParser
import QuartetCommandLine

/// Measures the engine on fixed workloads and the support bot under load, and verifies that they compute what PyTorch's do.
///
/// A program of its own, because it counts heap allocations by interposing the C library's allocator.
@main
struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "quartet-bench", abstract: "Measure the engine's speed on fixed workloads.",
        discussion: """
            EXAMPLES:
              quartet-bench w3_cgan_train --seconds 10
              quartet-bench profile w1_smiles_vae --precision float32
              quartet-bench text --model models/SmolLM2-135M-Instruct.Q4_1.gguf
              quartet-bench support --questions Benchmarks/Support/shop-questions.csv
            """,
        subcommands: [
            RunCommand.self, TextCommand.self, SupportCommand.self, VerifyCommand.self, ProfileCommand.self,
            FuzzCommand.self,
        ],
        defaultSubcommand: RunCommand.self)

    static func main() { runProgram() }
}
