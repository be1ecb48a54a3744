internal import Foundation
public import QuartetEngine

/// How a training is run, whatever the model.
public struct TrainingRun: Sendable {
    /// Folder for checkpoints, weights, metrics and pictures; made when the first step is done.
    public var folder: String
    /// Seed of the weights, the order of the examples and the noise.
    public var seed: UInt64 = 1
    public var precision = Precision.float32
    /// Continues from the last checkpoint in the folder.
    public var resume = false
    public var quiet = false
    /// Steps between two checkpoints.
    public var checkpointEvery = 500
    /// The step at which to stop as an interruption would.
    package var stopAt: Int?

    public init(folder: String) { self.folder = folder }

    /// The checkpoint that a resumed run continues from.
    package var lastCheckpoint: String { folder + "/last.safetensors" }

    /// The measurements of the run, one JSON object per line.
    public var metrics: String { folder + "/metrics.jsonl" }

    /// Restores the last checkpoint of a run that is to be resumed, and reports why it may not repeat its bits.
    ///
    /// - Returns: the step and what the checkpoint recorded; step 0 for a new run.
    func restore(
        _ checkpoint: TrainingCheckpoint, _ record: RunRecord, reporter: ProgressReporter
    ) throws -> (step: Int, metadata: [String: String]) {
        if !resume { return (0, [:]) }
        if !FileManager.default.fileExists(atPath: lastCheckpoint) {
            reporter.message("There is no \(lastCheckpoint) to resume from: starting from the beginning.")
            return (0, [:])
        }
        let restored = try record.restore(checkpoint, from: lastCheckpoint)
        for warning in restored.warnings { reporter.message("Resuming, not bit for bit: \(warning).") }
        return (restored.step, restored.metadata)
    }

    func isStopped(at step: Int) -> Bool { InterruptSignal.isRaised || step == stopAt }
}
