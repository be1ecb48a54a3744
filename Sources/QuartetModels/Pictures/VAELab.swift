internal import Foundation
internal import QuartetEngine

/// Trains a variational autoencoder on pictures.
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
        /// The learning rate falls over half a cosine to 0.
        public var lowersRate = false
        /// Epochs without a lower negative ELBO on validation pictures that end the training; nil for none.
        public var patience: Int?
        /// Weight of the divergence, and the steps over which it rises to this value.
        public var beta: Float = 1
        public var betaWarmup = 0
        public var freeBits: Float = 0
        /// Deviation of the noise that the encoder learns to see through; 0 for none.
        public var noise: Float = 0
        public var run: TrainingRun

        public init(_ run: TrainingRun) { self.run = run }
    }

    /// The result of a training.
    public struct Outcome {
        public let model: PictureAutoencoder
        public let training: TrainingOutcome
        /// On the validation pictures, averaged over five passes; nil without validation pictures.
        public let evidence: PictureAutoencoder.Evidence?
        /// On the validation pictures, or on training pictures if none were held back; nil after an interruption.
        public let code: CodeUse?
    }

    public let options: Options

    public init(_ options: Options) { self.options = options }

    /// Trains to the end, or until Ctrl-C, after which `resume` continues.
    ///
    /// - Parameters:
    ///   - validation: pictures that are never trained on. Their evidence is measured after each epoch.
    ///   - atCheckpoint: called with the model at each checkpoint, to draw.
    public func run(
        on pictures: PictureSet, validation: PictureSet,
        atCheckpoint: (PictureAutoencoder) throws -> Void = { _ in }
    ) throws -> Outcome {
        let run = options.run
        if pictures.count < options.batch {
            throw TrainingError.tooFewPictures(found: pictures.count, needed: options.batch, why: "one batch")
        }
        let description = self.description(pictures)
        try description.validate()
        let store = ParameterStore()
        let network = VariationalAutoencoder(store.scope, description.network)
        try store.requireTrainingMemory()
        store.initialize(seed: run.seed)
        let model = PictureAutoencoder(network, store, description)

        var configuration = AutoencoderTraining.Configuration()
        configuration.learningRate = options.learningRate
        configuration.freeBits = options.freeBits
        configuration.inputNoise = options.noise
        configuration.precision = run.precision
        let training = try AutoencoderTraining(
            network, store, batch: options.batch, configuration: configuration)
        var batches = ShuffledBatches(count: pictures.count, batch: options.batch, seed: run.seed)
        let steps = options.epochs * batches.batchesPerEpoch
        let beta = BetaSchedule.warmup(to: options.beta, steps: options.betaWarmup)
        let schedule = options.lowersRate ? LearningRateSchedule.cosine(total: steps) : .constant

        let loop = try TrainingLoop(
            run, title: "vae", steps: steps,
            saving: [.init("model", store, training.optimizer)],
            record: record(pictures, description), validating: .epoch(steps: batches.batchesPerEpoch),
            patience: options.patience, advice: .init(longer: "--epochs"))
        let outcome = try loop(
            train: { step in
                pictures.copy(batches.indices(step: step), to: training.plan.floats(of: training.examples))
                try training.run(
                    seed: run.seed, step: step, beta: beta.value(step: step),
                    rateScale: schedule.rate(base: 1, step: step))
                return training.step.measurements
            },
            validate: {
                if validation.count == 0 { return nil }
                let loss = try model.evidence(of: validation, seed: run.seed).negativeELBO
                return (loss, String(format: "negative ELBO %.2f nats on validation pictures", loss))
            },
            save: { try model.save(to: $0.path, metadata: $0.metadata) },
            atCheckpoint: { try atCheckpoint(model) })
        // Whoever interrupts a training does not wait for its figures.
        if !outcome.isComplete { return Outcome(model: model, training: outcome, evidence: nil, code: nil) }
        let evidence =
            validation.count > 0 ? try model.evidence(of: validation, passes: 5, seed: run.seed) : nil
        let few = pictures.subset(0..<min(1000, pictures.count))
        return Outcome(
            model: model, training: outcome, evidence: evidence,
            code: try evidence?.code ?? model.evidence(of: few, seed: run.seed).code)
    }

    private func description(_ pictures: PictureSet) -> PictureAutoencoder.Description {
        PictureAutoencoder.Description(
            network: .init(
                inputs: pictures.size, hidden: options.hidden, latents: options.latents,
                likelihood: options.likelihood,
                levels: options.likelihood == .categorical ? options.levels : nil),
            width: pictures.width, height: pictures.height, channels: pictures.channels,
            noise: options.noise > 0 ? options.noise : nil)
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
                "noise": String(options.noise),
            ])
    }
}
