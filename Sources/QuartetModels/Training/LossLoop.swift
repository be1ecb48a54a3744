import QuartetEngine

/// The loop around ``LossTraining``: goes on from a checkpoint, reports, measures what is held back, and saves.
struct LossLoop {
    /// What a run came to.
    struct Outcome {
        let step: Int
        /// The lowest of what was measured on held-back data; infinite when nothing was.
        let lowest: Double
        let stoppedEarly: Bool
    }

    let training: LossTraining
    let checkpoint: TrainingCheckpoint
    let record: RunRecord
    let run: TrainingRun
    let title: String
    let totalSteps: Int
    /// Steps between two measurements of held-back data.
    let measureEvery: Int
    /// Measurements without a lower one that end the training; nil for none.
    var patience: Int?
    /// Steps over which the learning rate rises; it then falls over half a cosine to a tenth.
    var warmup = 0

    /// Runs to the end, or until Ctrl-C, after which `resume` goes on.
    ///
    /// - Parameters:
    ///   - fill: writes the examples of a step to the plan.
    ///   - measure: the loss on held-back data, and a word about it; nil when there is none.
    ///   - publish: writes weights to a file of the run's folder.
    func callAsFunction(
        fill: (Int) -> Void, measure: () throws -> (loss: Double, text: String)?,
        publish: (String, Int) throws -> Void
    ) throws -> Outcome {
        let restored = try run.restore(
            checkpoint, record, reporter: ProgressReporter(title, total: totalSteps, quiet: run.quiet))
        var step = restored.step
        var earlyStop = EarlyStop(patience: patience, metadata: restored.metadata)
        let schedule = LearningRateSchedule.cosine(total: totalSteps, floor: 0.1)
        let metrics = try MetricsLog(path: run.folder + "/metrics.jsonl", resumingAt: step + 1)
        let bar = ProgressReporter(title, total: totalSteps, first: step, quiet: run.quiet)
        let weights = run.folder + "/\(title).safetensors"
        // A run that had ended writes again what it came to.
        if step == totalSteps || earlyStop.isReached { try publish(weights, step) }
        InterruptSignal.watch()

        while step < totalSteps && !run.isStopped(at: step) && !earlyStop.isReached {
            fill(step)
            let loss = training.step(
                seed: run.seed, step: step, rateScale: schedule.rate(base: 1, step: step, warmup: warmup))
            if !loss.isFinite {
                throw TrainingError.notFinite(
                    tensor: training.firstNotFinite(seed: run.seed, step: step), step: step)
            }
            step += 1
            bar.update(step, [("loss", Double(loss))])
            if step % 20 == 0 || step == totalSteps {
                try metrics.append(step: step, ["loss": Double(loss)])
            }
            if step % measureEvery == 0 || step == totalSteps, let measured = try measure() {
                try metrics.append(step: step, ["heldBack": measured.loss])
                bar.message("Step \(step): \(measured.text)")
                if earlyStop.measured(measured.loss) { try publish(run.folder + "/best.safetensors", step) }
            }
            if step % run.checkpointEvery == 0 || step == totalSteps || earlyStop.isReached
                || run.isStopped(at: step)
            {
                try checkpoint.save(
                    to: run.lastCheckpoint, step: step,
                    metadata: record.metadata.merging(earlyStop.metadata) { $1 })
                try publish(weights, step)
            }
        }
        bar.finish()
        return Outcome(
            step: step, lowest: earlyStop.lowest, stoppedEarly: step < totalSteps && earlyStop.isReached)
    }
}
