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
    package let record: RunRecord
    package let run: TrainingRun
    package let title: String
    package let totalSteps: Int

    package init(
        _ training: AdversarialTraining, _ checkpoint: TrainingCheckpoint, record: RunRecord,
        run: TrainingRun, title: String, totalSteps: Int
    ) {
        (self.training, self.checkpoint, self.record) = (training, checkpoint, record)
        (self.run, self.title, self.totalSteps) = (run, title, totalSteps)
    }

    /// Runs to the end, or until Ctrl-C, after which `resume` goes on.
    ///
    /// - Parameters:
    ///   - rateScale: share of the run to what both learning rates are times.
    ///   - fill: writes the pictures and labels of a step to the plan.
    ///   - atCheckpoint: called with the number of steps done after each checkpoint.
    package func callAsFunction(
        rateScale: (Float) -> Float, fill: (Int) -> Void, atCheckpoint: (Int) throws -> Void
    ) throws -> Outcome {
        let restored = try run.restore(
            checkpoint, record, reporter: ProgressReporter(title, total: totalSteps, quiet: run.quiet))
        var step = restored.step
        var watch = EquilibriumWatch(metadata: restored.metadata)
        let metrics = try MetricsLog(path: run.folder + "/metrics.jsonl", resumingAt: step + 1)
        let bar = ProgressReporter(title, total: totalSteps, first: step, unit: "steps", quiet: run.quiet)
        var verdict = watch.verdict
        // A run that had ended writes again what is drawn from it.
        if step == totalSteps { try atCheckpoint(step) }
        InterruptSignal.watch()

        while step < totalSteps && !run.isStopped(at: step) {
            fill(step)
            let report = training.step(
                seed: run.seed, step: step, rateScale: rateScale(Float(step) / Float(totalSteps)))
            if !report.isFinite {
                throw TrainingError.notFinite(
                    tensor: training.firstNotFinite(seed: run.seed, step: step), step: step)
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
                try metrics.append(
                    step: step,
                    [
                        "discriminatorLoss": Double(report.discriminatorLoss),
                        "generatorLoss": Double(report.generatorLoss), "realProbability": watch.real,
                        "generatedProbability": watch.generated,
                    ])
            }
            if step % run.checkpointEvery == 0 || step == totalSteps || run.isStopped(at: step) {
                try checkpoint.save(
                    to: run.lastCheckpoint, step: step,
                    metadata: record.metadata.merging(watch.metadata) { own, _ in own })
                try atCheckpoint(step)
            }
        }
        bar.finish()
        return Outcome(step: step, watch: watch)
    }
}
