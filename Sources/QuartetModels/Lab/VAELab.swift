internal import Foundation
public import QuartetEngine

/// Trains a variational autoencoder on pictures: the loop, to be read from top to bottom.
public struct VAELab {
    public struct Options: Sendable {
        /// Folder for checkpoints, weights and metrics; it exists.
        public var output: String
        public var hidden = [400, 400]
        public var latents = 20
        public var likelihood = Likelihood.bernoulli
        public var epochs = 10
        public var batch = 128
        public var learningRate: Float = 1e-3
        /// Weight of the divergence, and steps over which it rises to that.
        public var beta: Float = 1
        public var betaWarmup = 0
        public var freeBits: Float = 0
        public var seed: UInt64 = 1
        public var precision = Precision.float32
        public var resume = false
        public var quiet = false
        /// Steps between two checkpoints.
        public var checkpointEvery = 500
        /// Stops there as an interruption would.
        package var stopAt: Int?

        public init(output: String) { self.output = output }
    }

    /// What a training came to.
    public struct Outcome {
        public let model: PictureAutoencoder
        public let step: Int
        public let totalSteps: Int
        /// On the pictures held back, averaged over five passes; nil without any.
        public let evidence: PictureAutoencoder.Evidence?
        public var isComplete: Bool { step >= totalSteps }
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
        if pictures.count < options.batch {
            throw LabError.tooFewPictures(found: pictures.count, needed: options.batch, why: "one batch")
        }
        let description = PictureAutoencoder.Description(
            network: .init(
                inputs: pictures.size, hidden: options.hidden, latents: options.latents,
                likelihood: options.likelihood),
            width: pictures.width, height: pictures.height, channels: pictures.channels)
        let store = ParameterStore()
        let model = VariationalAutoencoder(store.scope, description.network)
        store.initialize(seed: options.seed)
        let asked = PictureAutoencoder(model, store, description)

        var configuration = AutoencoderTraining.Configuration()
        configuration.learningRate = options.learningRate
        configuration.freeBits = options.freeBits
        configuration.precision = options.precision
        let training = AutoencoderTraining(model, store, batch: options.batch, configuration: configuration)
        let beta = BetaSchedule.warmup(to: options.beta, steps: options.betaWarmup)
        var batches = ShuffledBatches(count: pictures.count, batch: options.batch, seed: options.seed)

        let record = self.record(pictures, description)
        let checkpoint = TrainingCheckpoint(
            [.init("model", store, training.optimizer)], circumstances: .init(precision: options.precision))
        let (last, best) = (options.output + "/last.safetensors", options.output + "/best.safetensors")
        let total = options.epochs * batches.batchesPerEpoch
        var step = 0
        var lowest = Double.infinity
        if options.resume, FileManager.default.fileExists(atPath: last) {
            let restored = try record.restore(checkpoint, from: last)
            step = restored.step
            lowest = restored.metadata["best"].flatMap { Double($0) } ?? .infinity
            let reporter = ProgressReporter("vae", total: total, quiet: options.quiet)
            for warning in restored.warnings { reporter.message("Resuming, not bit for bit: \(warning).") }
        } else if options.resume {
            ProgressReporter("vae", total: total, quiet: options.quiet)
                .message("There is no \(last) to resume from: beginning anew.")
        }
        let metrics = try MetricsLog(path: options.output + "/metrics.jsonl", resumingAt: step + 1)
        let bar = ProgressReporter("vae", total: total, first: step, quiet: options.quiet)
        InterruptSignal.watch()

        while step < total && !isStopped(step) {
            pictures.copy(batches.indices(step: step), to: training.plan.floats(of: training.examples))
            let report = training.step(seed: options.seed, step: step, beta: beta.value(step: step))
            if !report.loss.isFinite {
                throw LabError.notFinite(
                    tensor: training.firstNotFinite(seed: options.seed, step: step), step: step)
            }
            step += 1
            bar.update(step, [("loss", Double(report.loss)), ("KL", Double(report.divergence))])
            let ends = step % batches.batchesPerEpoch == 0
            if step % 20 == 0 || ends {
                metrics.append(
                    step: step,
                    [
                        "loss": Double(report.loss), "reconstruction": Double(report.reconstruction),
                        "divergence": Double(report.divergence),
                    ])
            }
            if ends, heldBack.count > 0 {
                let evidence = try asked.evidence(of: heldBack, seed: options.seed)
                let epoch = step / batches.batchesPerEpoch
                metrics.append(step: step, ["heldBack": evidence.negativeELBO])
                bar.message(
                    "Epoch \(epoch): negative ELBO \(Self.text(evidence.negativeELBO)) nats on pictures held back."
                )
                if evidence.negativeELBO < lowest {
                    lowest = evidence.negativeELBO
                    try asked.save(to: best, metadata: ["step": String(step), "heldBack": String(lowest)])
                }
            }
            if step % options.checkpointEvery == 0 || step == total || isStopped(step) {
                try checkpoint.save(
                    to: last, step: step, metadata: record.metadata.merging(["best": String(lowest)]) { $1 })
                try asked.save(
                    to: options.output + "/vae.safetensors",
                    metadata: [
                        "step": String(step), "seed": String(options.seed), "data": pictures.fingerprint,
                    ])
                try atCheckpoint(asked)
            }
        }
        bar.finish()
        let evidence =
            heldBack.count > 0 ? try asked.evidence(of: heldBack, passes: 5, seed: options.seed) : nil
        return Outcome(model: asked, step: step, totalSteps: total, evidence: evidence)
    }

    private func isStopped(_ step: Int) -> Bool { InterruptSignal.isRaised || step == options.stopAt }

    private func record(_ pictures: PictureSet, _ description: PictureAutoencoder.Description) -> LabRecord {
        let hidden = options.hidden.map { String($0) }.joined(separator: ",")
        return LabRecord(
            network: "an autoencoder \(pictures.shapeText), hidden \(hidden), latents \(options.latents), "
                + options.likelihood.rawValue,
            settings: [
                "data": pictures.fingerprint, "batch": String(options.batch), "seed": String(options.seed),
                "learning rate": String(options.learningRate), "beta": String(options.beta),
                "beta warm-up": String(options.betaWarmup), "free bits": String(options.freeBits),
            ])
    }

    private static func text(_ nats: Double) -> String { String(format: "%.2f", nats) }
}
