internal import Foundation
public import QuartetEngine

/// How a training is run, whatever it trains.
public struct TrainingRun: Sendable {
    /// Folder for checkpoints, weights, metrics and pictures; it exists.
    public var folder: String
    /// Of the weights, the order and the noise.
    public var seed: UInt64 = 1
    public var precision = Precision.float32
    /// Goes on from the last checkpoint in the folder.
    public var resume = false
    public var quiet = false
    /// Steps between two checkpoints.
    public var checkpointEvery = 500
    /// Stops there as an interruption would.
    package var stopAt: Int?

    public init(folder: String) { self.folder = folder }

    /// The checkpoint that a resumed run goes on from.
    package var lastCheckpoint: String { folder + "/last.safetensors" }

    /// Restores the last checkpoint when the run shall go on, and says what there is to say.
    ///
    /// - Returns: the step and what the checkpoint recorded; step 0 for a new run.
    package func restore(
        _ checkpoint: TrainingCheckpoint, _ record: RunRecord, reporter: ProgressReporter
    ) throws -> (step: Int, metadata: [String: String]) {
        if !resume { return (0, [:]) }
        if !FileManager.default.fileExists(atPath: lastCheckpoint) {
            reporter.message("There is no \(lastCheckpoint) to resume from: beginning anew.")
            return (0, [:])
        }
        let restored = try record.restore(checkpoint, from: lastCheckpoint)
        for warning in restored.warnings { reporter.message("Resuming, not bit for bit: \(warning).") }
        return (restored.step, restored.metadata)
    }

    package func isStopped(at step: Int) -> Bool { InterruptSignal.isRaised || step == stopAt }
}
