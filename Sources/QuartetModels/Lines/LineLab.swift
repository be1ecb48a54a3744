internal import Foundation
internal import QuartetEngine
internal import QuartetFiles

/// Trains a variational autoencoder on lines of text, character by character.
public struct LineLab {
    public struct Options: Sendable {
        public var embedding = 32
        public var encoder = 256
        public var decoder = 512
        public var layers = 1
        public var latents = 64
        /// Share of characters that are hidden from the decoder in training.
        public var tokenDropout: Float = 0
        /// The encoder reads each line in both directions.
        public var readsBothWays = false
        /// Share of the lines whose code the decoder does not see in training: it learns to write without one too.
        public var codeDropout: Float = 0
        /// Decay of the moving average of the weights, which is what is kept and measured; nil for the weights themselves.
        public var averageDecay: Float?
        public var epochs = 20
        public var batch = 128
        public var learningRate: Float = 3e-3
        /// Weight of the divergence beside the sum over a line's characters, and the steps over which it rises to this
        /// value. At 1 the decoder, which sees all characters before the one to predict, learns to do without the code:
        /// on 18,000 SMILES every line was then reconstructed alike.
        public var beta: Float = 0.1
        public var betaWarmup = 500
        public var freeBits: Float = 0
        /// The learning rate falls over half a cosine to 0.
        public var lowersRate = true
        /// Epochs without a lower negative ELBO on validation lines that end the training; nil for none.
        public var patience: Int?
        public var run: TrainingRun

        public init(_ run: TrainingRun) { self.run = run }
    }

    /// The result of a training.
    public struct Outcome {
        public let model: LineAutoencoder
        public let training: TrainingOutcome
        /// On the validation lines, averaged over five passes; nil without validation lines.
        public let evidence: LineAutoencoder.Evidence?
        /// Of the validation lines, or of training lines if none were held back; nil after an interruption.
        public let reconstructions: LineReconstructions?
        /// Why its code is of no use, and what to do.
        public let warnings: [String]
    }

    public let options: Options

    public init(_ options: Options) { self.options = options }

    /// Trains to the end, or until Ctrl-C, after which `resume` continues.
    ///
    /// - Parameters:
    ///   - validation: lines that are never trained on. Their evidence is measured after each epoch.
    ///   - atCheckpoint: called with the model at each checkpoint.
    public func run(
        on lines: [String], validation: [String], atCheckpoint: (LineAutoencoder) throws -> Void = { _ in }
    ) throws -> Outcome {
        let run = options.run
        if lines.count < options.batch {
            throw TrainingError.tooFewLines(found: lines.count, needed: options.batch, why: "one batch")
        }
        let description = self.description(lines)
        try description.validate()
        let store = ParameterStore()
        let network = SequenceAutoencoder(store.scope, description.network)
        try store.requireTrainingMemory()
        store.initialize(seed: run.seed)
        let model = LineAutoencoder(network, store, description)

        let sequences = description.vocabulary.tokens(of: lines)
        var configuration = SequenceTraining.Configuration()
        configuration.learningRate = options.learningRate
        configuration.freeBits = options.freeBits
        configuration.codeDropout = options.codeDropout
        configuration.precision = run.precision
        let trainer = SequenceTrainer(
            network, store, lengths: sequences.map(\.count), batch: options.batch,
            configuration: configuration, averageDecay: options.averageDecay, seed: run.seed)
        let optimizer = trainer.optimizer
        let steps = options.epochs * trainer.batchesPerEpoch
        let beta = BetaSchedule.warmup(to: options.beta, steps: options.betaWarmup)
        let schedule = options.lowersRate ? LearningRateSchedule.cosine(total: steps) : .constant

        let loop = try TrainingLoop(
            run, title: "lines", steps: steps,
            saving: [.init("model", store, optimizer)],
            record: record(lines, description), validating: .epoch(steps: trainer.batchesPerEpoch),
            patience: options.patience, advice: .init(longer: "--epochs"))
        let outcome = try loop(
            train: { step in
                try trainer.run(
                    step: step, beta: beta.value(step: step),
                    rateScale: schedule.rate(base: 1, step: step)
                ) { training, chosen in training.write(chosen.map { sequences[$0] }) }
            },
            validate: {
                if validation.isEmpty { return nil }
                let measured = try optimizer.withAverage {
                    try figures(of: model, validation, shown: 200, passes: 1)
                }
                let text = String(
                    format: "negative ELBO %.3f nats (divergence %.3f), ", measured.evidence.negativeELBO,
                    measured.evidence.divergence)
                return (
                    measured.evidence.negativeELBO,
                    ([text + measured.reconstructions.summary] + measured.warnings.map { "Warning: \($0)" })
                        .joined(separator: ".\n")
                )
            },
            save: { snapshot in
                try optimizer.withAverage { try model.save(to: snapshot.path, metadata: snapshot.metadata) }
            },
            atCheckpoint: { try optimizer.withAverage { try atCheckpoint(model) } })
        // From here on the model is the one that was saved.
        optimizer.swapAverage()
        // Whoever interrupts a training does not wait for its figures.
        if !outcome.isComplete {
            return Outcome(
                model: model, training: outcome, evidence: nil, reconstructions: nil, warnings: [])
        }
        let known = validation.isEmpty ? Array(lines.prefix(1000)) : validation
        let measured = try figures(of: model, known, shown: 5000, passes: 5)
        return Outcome(
            model: model, training: outcome, evidence: validation.isEmpty ? nil : measured.evidence,
            reconstructions: measured.reconstructions, warnings: measured.warnings)
    }

    /// - Parameter shown: most lines to reconstruct: writing them takes longer than their evidence.
    private func figures(of model: LineAutoencoder, _ lines: [String], shown: Int, passes: Int)
        throws(OutOfMemory) -> (
            evidence: LineAutoencoder.Evidence, reconstructions: LineReconstructions, warnings: [String]
        )
    {
        let evidence = try model.evidence(of: lines, passes: passes, seed: options.run.seed)
        let reconstructions = try model.measuredReconstructions(of: Array(lines.prefix(shown)))
        return (evidence, reconstructions, reconstructions.warnings(evidence.code))
    }

    private func description(_ lines: [String]) -> LineAutoencoder.Description {
        let vocabulary = CharacterVocabulary(of: lines)
        var network = SequenceAutoencoder.Configuration(
            vocabulary: vocabulary.count, embedding: options.embedding, encoder: options.encoder,
            decoder: options.decoder, decoderLayers: options.layers, latents: options.latents)
        network.isEncoderBidirectional = options.readsBothWays
        (network.tokenDropout, network.unknown) = (options.tokenDropout, Int(CharacterVocabulary.unknown))
        return .init(
            network: network, vocabulary: vocabulary,
            longest: lines.reduce(1) { max($0, $1.unicodeScalars.count) })
    }

    private func record(_ lines: [String], _ description: LineAutoencoder.Description) -> RunRecord {
        let c = description.network
        var fingerprint = Fingerprint()
        for line in lines {
            fingerprint.add(line.utf8)
            fingerprint.add(10)
        }
        return RunRecord(
            network: "an autoencoder of lines, vocabulary \(c.vocabulary), embedding \(c.embedding), encoder "
                + "\(c.encoder)\(c.isEncoderBidirectional ? " both ways" : ""), decoder \(c.decoder) x \(c.decoderLayers), latents \(c.latents)",
            settings: [
                "data": fingerprint.text, "batch": String(options.batch), "seed": String(options.run.seed),
                "learning rate": String(options.learningRate), "lowers rate": String(options.lowersRate),
                "beta": String(options.beta), "beta warm-up": String(options.betaWarmup),
                "free bits": String(options.freeBits), "token dropout": String(options.tokenDropout),
                "code dropout": String(options.codeDropout), "epochs": String(options.epochs),
                "average decay": options.averageDecay.map { String($0) } ?? "none",
            ])
    }
}
