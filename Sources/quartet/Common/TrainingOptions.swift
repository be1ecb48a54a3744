import ArgumentParser
import QuartetEngine
import QuartetModels

/// What every command that trains takes.
struct TrainingOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Seed of the weights, the order and the noise.", valueName: "number"))
    var seed: UInt64 = 1

    @Option(
        help: ArgumentHelp(
            "Arithmetic: float32 or bfloat16 (default: \(Self.precisions)).", valueName: "kind"))
    var precision: Precision?

    @Option(help: ArgumentHelp("Steps between two checkpoints.", valueName: "number"))
    var checkpointEvery = 500

    @Flag(help: "Go on from last.safetensors in --out, bit for bit as if never stopped.")
    var resume = false

    private static let precisions = "float32, for cloth bfloat16"

    func validate() throws { try check(checkpointEvery, in: 1...1_000_000_000, "--checkpoint-every") }

    /// Makes the folder ready, and refuses one that holds another training.
    func run(in folder: String, _ common: CommonOptions, precision usual: Precision = .float32) throws
        -> TrainingRun
    {
        try OutputFolder.prepare(forTraining: folder, resume: resume)
        var run = TrainingRun(folder: folder)
        (run.seed, run.precision, run.resume) = (seed, precision ?? usual, resume)
        (run.quiet, run.checkpointEvery) = (common.quiet, checkpointEvery)
        return run
    }
}
