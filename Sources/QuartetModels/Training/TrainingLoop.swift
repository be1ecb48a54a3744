package import QuartetEngine
internal import QuartetFiles

/// The training loop. It resumes, trains, validates, stops early, saves, and ends at an interruption.
///
/// It writes four files to the run's folder:
///
/// - `last.safetensors`, the checkpoint that a resumed run continues bit for bit,
/// - `TITLE.safetensors`, the weights of the last checkpoint,
/// - `best.safetensors`, the weights with the lowest validation loss,
/// - `metrics.jsonl`.
package struct TrainingLoop {
    /// When the model is validated; the last step always is.
    package enum Interval {
        case steps(Int)
        case epoch(steps: Int)
    }

    /// A loss on examples that are never trained on, and a sentence about it.
    package typealias Validation = (loss: Double, text: String)

    /// Weights to be written, and what their file records of the training.
    package struct Snapshot {
        package let path: String
        package let step: Int
        package let metadata: [String: String]
    }

    /// What a message asks for when a training cannot go on as it is told to: options of its command.
    package struct Advice {
        /// Makes the training longer.
        let longer: String
        /// Keeps losses finite.
        let calmer: String

        package init(longer: String = "--steps", calmer: String = "a lower --rate") {
            (self.longer, self.calmer) = (longer, calmer)
        }
    }

    let run: TrainingRun
    let title: String
    let steps: Int
    /// The metadata of the checkpoint that was restored; empty in a new run.
    let restored: [String: String]
    private let checkpoint: TrainingCheckpoint
    private let record: RunRecord
    private let interval: Interval
    private let patience: Int?
    private let advice: Advice
    private let firstStep: Int
    private let bar: ProgressReporter

    /// Restores the last checkpoint when the run is to be resumed.
    ///
    /// - Parameters:
    ///   - title: names the weights file and the progress line.
    ///   - steps: of the whole training.
    ///   - parts: the models to keep in checkpoints, with their optimisers.
    ///   - patience: validations without a lower loss that end the training; nil for none.
    package init(
        _ run: TrainingRun, title: String, steps: Int, saving parts: [TrainingCheckpoint.Part],
        record: RunRecord, validating interval: Interval, patience: Int? = nil, advice: Advice = Advice()
    ) throws {
        self.run = run
        self.title = title
        self.steps = steps
        checkpoint = TrainingCheckpoint(parts, circumstances: .init(precision: run.precision))
        self.record = record
        self.interval = interval
        self.patience = patience
        self.advice = advice
        (firstStep, restored) = try run.restore(
            checkpoint, record, reporter: ProgressReporter(title, total: steps, quiet: run.quiet))
        bar = ProgressReporter(title, total: steps, first: firstStep, quiet: run.quiet)
    }

    /// Runs to the last step, until the validation loss stops falling, or until Ctrl-C.
    ///
    /// - Parameters:
    ///   - train: makes the step of this number, counted from 0, and returns what it measured.
    ///   - validate: measures the model; nil when there is nothing to validate on.
    ///   - measure: measures the model at each checkpoint, for the metrics, before it is saved.
    ///   - save: writes the model's weights.
    ///   - state: what the caller keeps in checkpoints besides the model. It is in ``restored`` after a resumption.
    ///   - atCheckpoint: called when everything is saved.
    package func callAsFunction(
        train: (Int) throws -> Measurements, validate: () throws -> Validation? = { nil },
        measure: (Int) throws -> Measurements = { _ in [:] },
        save: (Snapshot) throws -> Void, state: () -> [String: String] = { [:] },
        atCheckpoint: () throws -> Void = {}
    ) throws -> TrainingOutcome {
        var step = firstStep
        var earlyStop = EarlyStop(patience: patience, metadata: restored)
        var isStopped = run.isStopped(at: step)
        var log: MetricsLog?
        let weights = run.folder + "/\(title).safetensors"
        if step >= steps || earlyStop.isReached {
            bar.notice(nothingLeft(isReached: earlyStop.isReached))
            try save(snapshot(weights, step))
            try atCheckpoint()
        }
        InterruptSignal.watch(saying: "Stopping after this step, and saving. A second Ctrl-C ends at once.")
        defer {
            bar.finish()
            InterruptSignal.endProgram(
                saying: "Stopped: the training is saved; the same command with --resume writes the results.")
        }

        while step < steps && !isStopped && !earlyStop.isReached {
            let measurements = try trained(step, by: train)
            // Made after the first step: a training that cannot begin leaves no empty folder.
            let metrics = try log ?? beginMetrics()
            log = metrics
            step += 1
            bar.update(step, measurements.progress)
            let isValidated = isValidated(step)
            if step % Self.metricsInterval == 0 || isValidated {
                try metrics.append(step: step, measurements.dictionary)
            }
            if isValidated, let validation = try validate() {
                try metrics.append(step: step, ["heldBack": validation.loss])
                message("\(place(of: step)): \(validation.text).")
                if earlyStop.measured(validation.loss) {
                    try save(snapshot(run.folder + "/best.safetensors", step, loss: validation.loss))
                }
                if earlyStop.isReached && step < steps {
                    message("No lower loss in the last \(earlyStop.badCount) validations: stopping early.")
                }
            }
            isStopped = run.isStopped(at: step)
            if step % run.checkpointEvery == 0 || step == steps || earlyStop.isReached || isStopped {
                let measured = isStopped ? [:] : try measure(step)
                if !measured.all.isEmpty { try metrics.append(step: step, measured.dictionary) }
                try checkpoint.save(
                    to: run.lastCheckpoint, step: step, metadata: metadata(earlyStop, state()))
                try save(snapshot(weights, step))
                // Whoever stops a training does not wait for its pictures.
                if !isStopped { try atCheckpoint() }
            }
        }
        return TrainingOutcome(
            step: step, totalSteps: steps, stoppedEarly: step < steps && earlyStop.isReached,
            isInterrupted: isStopped)
    }

    /// A line above the progress bar.
    func message(_ text: String) { bar.message(text) }

    // MARK: Parts

    /// Steps from one line of metrics to the next.
    private static let metricsInterval = 20

    /// A step, whose numbers must be finite.
    private func trained(_ step: Int, by train: (Int) throws -> Measurements) throws -> Measurements {
        do {
            return try train(step)
        } catch TrainingError.notFinite(let tensor, let step) {
            let checkpoints = step / run.checkpointEvery * run.checkpointEvery
            let last = max(firstStep, checkpoints)
            throw TrainingError.diverged(
                tensor: tensor, step: step, checkpoint: last > 0 ? last : nil, remedy: advice.calmer)
        }
    }

    private func beginMetrics() throws -> MetricsLog {
        try OutputFolder.prepare(run.folder)
        return try MetricsLog(path: run.metrics, resumingAt: firstStep + 1)
    }

    private func nothingLeft(isReached: Bool) -> String {
        let place = "Nothing was trained: \(run.lastCheckpoint) is at step \(firstStep)"
        return isReached && firstStep < steps
            ? place
                + ", where the validation loss had stopped falling; to go on, give a higher --patience or none."
            : place + " of \(steps); to go on, give a higher \(advice.longer)."
    }

    private func isValidated(_ step: Int) -> Bool {
        switch interval {
        case .steps(let count), .epoch(let count): step % count == 0 || step == steps
        }
    }

    private func place(of step: Int) -> String {
        switch interval {
        case .steps: "Step \(step)"
        case .epoch(let count): "Epoch \(step / count)"
        }
    }

    private func snapshot(_ path: String, _ step: Int, loss: Double? = nil) -> Snapshot {
        var metadata = record.settings
        metadata["network"] = record.network
        metadata["step"] = String(step)
        metadata["seed"] = String(run.seed)
        metadata["heldBack"] = loss.map { String($0) }
        return Snapshot(path: path, step: step, metadata: metadata)
    }

    private func metadata(_ earlyStop: EarlyStop, _ state: [String: String]) -> [String: String] {
        record.metadata.merging(earlyStop.metadata) { $1 }.merging(state) { $1 }
    }
}
