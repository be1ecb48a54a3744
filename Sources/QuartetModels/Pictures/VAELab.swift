internal import Foundation
internal import QuartetEngine

/// Trains a variational autoencoder on pictures: the loop, to be read from top to bottom.
public struct VAELab {
    public struct Options: Sendable {
        public var hidden = [400, 400]
        public var latents = 20
        public var likelihood = Likelihood.bernoulli
        /// Grey levels of a categorical likelihood.
        public var levels = 8
        public var epochs = 10
        public var batch = 128
        public var learningRate: Float = 1e-3
        /// The rate falls over half a cosine to nothing at the end.
        public var lowersRate = false
        /// Epochs without a lower negative ELBO on pictures held back that end the training; nil for none.
        public var patience: Int?
        /// Weight of the divergence, and steps over which it rises to that.
        public var beta: Float = 1
        public var betaWarmup = 0
        public var freeBits: Float = 0
        public var run: TrainingRun

        public init(_ run: TrainingRun) { self.run = run }
    }

    /// What a training came to.
    public struct Outcome {
        public let model: PictureAutoencoder
        public let step: Int
        public let totalSteps: Int
        /// It ended before its last epoch because the evidence no longer got better.
        public let stoppedEarly: Bool
        /// On the pictures held back, averaged over five passes; nil without any.
        public let evidence: PictureAutoencoder.Evidence?
        public var isComplete: Bool { step >= totalSteps || stoppedEarly }
    }

    public let options: Options

    public init(_ options: Options) { self.options = options }

    /// Runs to the end, or until Ctrl-C, after which `resume` goes on.
    ///
    /// - Parameters:
    ///   - heldBack: pictures that are never trained on; an epoch ends with their evidence.
    ///   - atCheckpoint: called with the model at each checkpoint, to draw.
    public func run(
        on pictures: PictureSet, heldBack: PictureSet,
        atCheckpoint: (PictureAutoencoder) throws -> Void = { _ in }
    ) throws -> Outcome {
        let run = options.run
        if pictures.count < options.batch {
            throw TrainingError.tooFewPictures(found: pictures.count, needed: options.batch, why: "one batch")
        }
        let description = PictureAutoencoder.Description(
            network: .init(
                inputs: pictures.size, hidden: options.hidden, latents: options.latents,
                likelihood: options.likelihood,
                levels: options.likelihood == .categorical ? options.levels : nil),
            width: pictures.width, height: pictures.height, channels: pictures.channels)
        let store = ParameterStore()
        let model = VariationalAutoencoder(store.scope, description.network)
        try store.requireTrainingMemory()
        store.initialize(seed: run.seed)
        let asked = PictureAutoencoder(model, store, description)

        var configuration = AutoencoderTraining.Configuration()
        configuration.learningRate = options.learningRate
        configuration.freeBits = options.freeBits
        configuration.precision = run.precision
        let training = try AutoencoderTraining(
            model, store, batch: options.batch, configuration: configuration)
        let beta = BetaSchedule.warmup(to: options.beta, steps: options.betaWarmup)
        var batches = ShuffledBatches(count: pictures.count, batch: options.batch, seed: run.seed)

        let record = self.record(pictures, description)
        let checkpoint = TrainingCheckpoint(
            [.init("model", store, training.optimizer)], circumstances: .init(precision: run.precision))
        let best = run.folder + "/best.safetensors"
        let total = options.epochs * batches.batchesPerEpoch
        let restored = try run.restore(
            checkpoint, record, reporter: ProgressReporter("vae", total: total, quiet: run.quiet))
        var step = restored.step
        var earlyStop = EarlyStop(patience: options.patience, metadata: restored.metadata)
        let schedule = options.lowersRate ? LearningRateSchedule.cosine(total: total) : .constant
        let metrics = try MetricsLog(path: run.folder + "/metrics.jsonl", resumingAt: step + 1)
        let bar = ProgressReporter("vae", total: total, first: step, quiet: run.quiet)
        func publish(at step: Int) throws {
            try asked.save(
                to: run.folder + "/vae.safetensors",
                metadata: ["step": String(step), "seed": String(run.seed), "data": pictures.fingerprint])
            try atCheckpoint(asked)
        }
        // A run that had ended writes again what is drawn from it.
        if step == total || earlyStop.isReached { try publish(at: step) }
        InterruptSignal.watch()

        while step < total && !run.isStopped(at: step) && !earlyStop.isReached {
            pictures.copy(batches.indices(step: step), to: training.plan.floats(of: training.examples))
            let report = training.step(
                seed: run.seed, step: step, beta: beta.value(step: step),
                rateScale: schedule.rate(base: 1, step: step))
            if !report.loss.isFinite {
                throw TrainingError.notFinite(
                    tensor: training.firstNotFinite(seed: run.seed, step: step), step: step)
            }
            step += 1
            bar.update(step, [("loss", Double(report.loss)), ("KL", Double(report.divergence))])
            let ends = step % batches.batchesPerEpoch == 0
            if step % 20 == 0 || ends {
                try metrics.append(
                    step: step,
                    [
                        "loss": Double(report.loss), "reconstruction": Double(report.reconstruction),
                        "divergence": Double(report.divergence),
                    ])
            }
            if ends, heldBack.count > 0 {
                let evidence = try asked.evidence(of: heldBack, seed: run.seed)
                let epoch = step / batches.batchesPerEpoch
                try metrics.append(step: step, ["heldBack": evidence.negativeELBO])
                bar.message(
                    "Epoch \(epoch): negative ELBO \(Self.text(evidence.negativeELBO)) nats on pictures held back."
                )
                if earlyStop.measured(evidence.negativeELBO) {
                    try asked.save(
                        to: best, metadata: ["step": String(step), "heldBack": String(earlyStop.lowest)])
                }
                if earlyStop.isReached {
                    bar.message("Epoch \(epoch): no lower for \(earlyStop.badCount) epochs, so it ends here.")
                }
            }
            if step % run.checkpointEvery == 0 || step == total || earlyStop.isReached
                || run.isStopped(at: step)
            {
                try checkpoint.save(
                    to: run.lastCheckpoint, step: step,
                    metadata: record.metadata.merging(earlyStop.metadata) { $1 })
                try publish(at: step)
            }
        }
        bar.finish()
        let evidence =
            heldBack.count > 0 ? try asked.evidence(of: heldBack, passes: 5, seed: run.seed) : nil
        return Outcome(
            model: asked, step: step, totalSteps: total, stoppedEarly: step < total && earlyStop.isReached,
            evidence: evidence)
    }

    private func record(_ pictures: PictureSet, _ description: PictureAutoencoder.Description) -> RunRecord {
        let hidden = options.hidden.map { String($0) }.joined(separator: ",")
        return RunRecord(
            network: "an autoencoder \(pictures.shapeText), hidden \(hidden), latents \(options.latents), "
                + options.likelihood.rawValue
                + (options.likelihood == .categorical ? " of \(options.levels) levels" : ""),
            settings: [
                "data": pictures.fingerprint, "batch": String(options.batch),
                "seed": String(options.run.seed),
                "learning rate": String(options.learningRate), "lowers rate": String(options.lowersRate),
                "beta": String(options.beta),
                "beta warm-up": String(options.betaWarmup), "free bits": String(options.freeBits),
            ])
    }

    private static func text(_ nats: Double) -> String { String(format: "%.2f", nats) }
}
