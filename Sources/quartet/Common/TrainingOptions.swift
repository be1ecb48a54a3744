import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetEngine
import QuartetFiles
import QuartetModels

/// What every command that trains takes.
struct TrainingOptions: ParsableArguments {
    @Option(help: .seed)
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("Steps between two checkpoints.", valueName: "number"))
    var checkpointEvery = 500

    @Flag(help: "Continue the stopped run in --out, bit for bit as if never stopped.")
    var resume = false

    func validate() throws { try check(checkpointEvery, in: 1...1_000_000_000, "--checkpoint-every") }

    /// Checks the folder, which the training makes, and refuses one that contains another training.
    func run(in folder: String, _ precision: Precision, _ common: CommonOptions) throws -> TrainingRun {
        try OutputFolder.check(folder)
        if !resume, FileManager.default.fileExists(atPath: folder + "/last.safetensors") {
            throw CommandFailure(
                .cannotCreate,
                "\(folder): contains a training already; continue it with --resume, or name another folder with --out"
            )
        }
        var run = TrainingRun(folder: folder)
        run.seed = seed
        run.precision = precision
        run.resume = resume
        run.quiet = common.quiet
        run.checkpointEvery = checkpointEvery
        return run
    }
}

extension ArgumentHelp {
    static let trainingFolder = ArgumentHelp("Folder for checkpoints and results.", valueName: "folder")
}

extension CommandFailure {
    /// Ends the command with the same message after every training that was interrupted.
    static func throwIfInterrupted(_ training: TrainingOutcome) throws(CommandFailure) {
        if !training.isComplete { throw .interrupted(training.step, of: training.totalSteps) }
    }
}
