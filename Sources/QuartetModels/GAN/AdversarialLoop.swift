internal import Foundation
package import QuartetEngine

/// The loop around ``AdversarialTraining``: goes on from a checkpoint, reports, measures and saves.
package struct AdversarialLoop {
    /// What a run came to.
    package struct Outcome {
        package let step: Int
        package let watch: EquilibriumWatch
    }

    package let training: AdversarialTraining
    package let checkpoint: TrainingCheckpoint
    package let record: LabRecord
    /// Folder of `last.safetensors` and `metrics.jsonl`.
    package let folder: String
    package let title: String
    package let totalSteps: Int
    package let seed: UInt64
    package var checkpointEvery = 500
    package var resume = false
    package var quiet = false
    /// Stops there as an interruption would.
    package var stopAt: Int?

    package init(
        _ training: AdversarialTraining, _ checkpoint: TrainingCheckpoint, record: LabRecord, folder: String,
        title: String, totalSteps: Int, seed: UInt64
    ) {
        (self.training, self.checkpoint, self.record) = (training, checkpoint, record)
        (self.folder, self.title, self.totalSteps, self.seed) = (folder, title, totalSteps, seed)
    }

    /// Runs to the end, or until Ctrl-C, after which `resume` goes on.
    ///
    /// - Parameters:
    ///   - rateScale: share of the run to what both learning rates are times.
    ///   - fill: writes the pictures and labels of a step to the plan.
    ///   - atCheckpoint: called with the number of steps done after each checkpoint.
    package func run(
        rateScale: (Float) -> Float, fill: (Int) -> Void, atCheckpoint: (Int) throws -> Void
    ) throws -> Outcome {
        let last = folder + "/last.safetensors"
        let reporter = ProgressReporter(title, total: totalSteps, quiet: quiet)
        var step = 0
        var watch = EquilibriumWatch()
        if resume, FileManager.default.fileExists(atPath: last) {
            let restored = try record.restore(checkpoint, from: last)
            step = restored.step
            watch = EquilibriumWatch(metadata: restored.metadata)
            for warning in restored.warnings { reporter.message("Resuming, not bit for bit: \(warning).") }
        } else if resume {
            reporter.message("There is no \(last) to resume from: beginning anew.")
        }
        let metrics = try MetricsLog(path: folder + "/metrics.jsonl", resumingAt: step + 1)
        let bar = ProgressReporter(title, total: totalSteps, first: step, unit: "steps", quiet: quiet)
        var verdict = watch.verdict
        InterruptSignal.watch()

        while step < totalSteps && !isStopped(step) {
            fill(step)
            let report = training.step(
                seed: seed, step: step, rateScale: rateScale(Float(step) / Float(totalSteps)))
            if !report.discriminatorLoss.isFinite || !report.generatorLoss.isFinite {
                throw LabError.notFinite(tensor: training.firstNotFinite(seed: seed, step: step), step: step)
            }
            step += 1
            watch.observe(report)
            if watch.verdict != verdict {
                verdict = watch.verdict
                bar.message("Step \(step): \(verdict.rawValue).")
            }
            bar.update(
                step,
                [
                    ("D", Double(report.discriminatorLoss)), ("G", Double(report.generatorLoss)),
                    ("p(real)", watch.real), ("p(generated)", watch.generated),
                ])
            if step % 20 == 0 || step == totalSteps {
                metrics.append(
                    step: step,
                    [
                        "discriminatorLoss": Double(report.discriminatorLoss),
                        "generatorLoss": Double(report.generatorLoss), "realProbability": watch.real,
                        "generatedProbability": watch.generated,
                    ])
            }
            if step % checkpointEvery == 0 || step == totalSteps || isStopped(step) {
                try checkpoint.save(
                    to: last, step: step, metadata: record.metadata.merging(watch.metadata) { own, _ in own })
                try atCheckpoint(step)
            }
        }
        bar.finish()
        return Outcome(step: step, watch: watch)
    }

    private func isStopped(_ step: Int) -> Bool { InterruptSignal.isRaised || step == stopAt }
}
