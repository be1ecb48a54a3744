internal import Foundation
internal import QuartetEngine
internal import QuartetFiles

/// Trains a variational autoencoder on lines of text, character by character: the loop, to be read from top to bottom.
public struct LineLab {
    public struct Options: Sendable {
        public var embedding = 32
        public var encoder = 128
        public var decoder = 256
        public var layers = 1
        public var latents = 32
        /// Share of characters that the decoder does not get to see in training.
        public var tokenDropout: Float = 0
        public var epochs = 10
        public var batch = 128
        public var learningRate: Float = 1e-3
        /// Weight of the divergence, and steps over which it rises to that.
        public var beta: Float = 1
        public var betaWarmup = 0
        public var freeBits: Float = 0
        /// Lowers the learning rate over half a cosine down to nought.
        public var lowersRate = false
        /// Epochs without a lower negative ELBO on held-back lines that end the training; nil for none.
        public var patience: Int?
        public var run: TrainingRun

        public init(_ run: TrainingRun) { self.run = run }
    }

    /// What a training came to.
    public struct Outcome {
        public let model: LineAutoencoder
        public let step: Int
        public let totalSteps: Int
        public let stoppedEarly: Bool
        /// On the lines held back, averaged over five passes; nil without any.
        public let evidence: LineAutoencoder.Evidence?
        public var isComplete: Bool { step >= totalSteps || stoppedEarly }
    }

    public let options: Options

    public init(_ options: Options) { self.options = options }

    /// Runs to the end, or until Ctrl-C, after which `resume` goes on.
    ///
    /// - Parameters:
    ///   - heldBack: lines that are never trained on; an epoch ends with their evidence.
    ///   - atCheckpoint: called with the model at each checkpoint.
    public func run(
        on lines: [String], heldBack: [String], atCheckpoint: (LineAutoencoder) throws -> Void = { _ in }
    ) throws -> Outcome {
        let run = options.run
        if lines.count < options.batch {
            throw TrainingError.tooFewLines(found: lines.count, needed: options.batch, why: "one batch")
        }
        let description = self.description(lines)
        if let mistake = description.mistake { throw TrainingError.badModel(mistake) }
        let store = ParameterStore()
        let model = SequenceAutoencoder(store.scope, description.network)
        try store.requireTrainingMemory()
        store.initialize(seed: run.seed)
        let asked = LineAutoencoder(model, store, description)
        let sequences = description.vocabulary.tokens(of: lines)
        let optimizer = Optimizer(store, .adam())
        var configuration = SequenceTraining.Configuration()
        (configuration.learningRate, configuration.precision) = (options.learningRate, run.precision)
        configuration.freeBits = options.freeBits
        // One plan for each length that batches are filled up to; all train the same weights.
        var trainings: [Int: SequenceTraining] = [:]
        let beta = BetaSchedule.warmup(to: options.beta, steps: options.betaWarmup)
        var batches = ShuffledBatches(count: lines.count, batch: options.batch, seed: run.seed)

        let record = self.record(lines, description)
        let checkpoint = TrainingCheckpoint(
            [.init("model", store, optimizer)], circumstances: .init(precision: run.precision))
        let total = options.epochs * batches.batchesPerEpoch
        let restored = try run.restore(
            checkpoint, record, reporter: ProgressReporter("lines", total: total, quiet: run.quiet))
        var step = restored.step
        var earlyStop = EarlyStop(patience: options.patience, metadata: restored.metadata)
        let schedule = options.lowersRate ? LearningRateSchedule.cosine(total: total) : .constant
        let metrics = try MetricsLog(path: run.folder + "/metrics.jsonl", resumingAt: step + 1)
        let bar = ProgressReporter("lines", total: total, first: step, quiet: run.quiet)
        func publish(at step: Int) throws {
            try asked.save(
                to: run.folder + "/lines.safetensors",
                metadata: [
                    "step": String(step), "seed": String(run.seed), "data": record.settings["data"] ?? "",
                ])
            try atCheckpoint(asked)
        }
        // A run that had ended writes again what it came to.
        if step == total || earlyStop.isReached { try publish(at: step) }
        InterruptSignal.watch()

        while step < total && !run.isStopped(at: step) && !earlyStop.isReached {
            let chosen = batches.indices(step: step).map { sequences[Int($0)] }
            let time = SequenceBatch(longest: chosen.map(\.count).max() ?? 0).time
            let training =
                try trainings[time]
                ?? SequenceTraining(
                    model, store, time: time, batch: options.batch, configuration: configuration,
                    optimizer: optimizer)
            trainings[time] = training
            training.write(chosen)
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
            if ends, !heldBack.isEmpty {
                let evidence = try asked.evidence(of: heldBack, seed: run.seed)
                try metrics.append(step: step, ["heldBack": evidence.negativeELBO])
                let epoch = step / batches.batchesPerEpoch
                bar.message(
                    String(
                        format: "Epoch %d: negative ELBO %.3f nats (divergence %.3f) on lines held back.",
                        epoch,
                        evidence.negativeELBO, evidence.divergence))
                if earlyStop.measured(evidence.negativeELBO) {
                    try asked.save(
                        to: run.folder + "/best.safetensors",
                        metadata: ["step": String(step), "heldBack": String(earlyStop.lowest)])
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
        return Outcome(
            model: asked, step: step, totalSteps: total, stoppedEarly: step < total && earlyStop.isReached,
            evidence: heldBack.isEmpty ? nil : try asked.evidence(of: heldBack, passes: 5, seed: run.seed))
    }

    private func description(_ lines: [String]) -> LineAutoencoder.Description {
        let vocabulary = CharacterVocabulary(of: lines)
        var network = SequenceAutoencoder.Configuration(
            vocabulary: vocabulary.count, embedding: options.embedding, encoder: options.encoder,
            decoder: options.decoder, decoderLayers: options.layers, latents: options.latents)
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
                + "\(c.encoder), decoder \(c.decoder) x \(c.decoderLayers), latents \(c.latents)",
            settings: [
                "data": fingerprint.text, "batch": String(options.batch), "seed": String(options.run.seed),
                "learning rate": String(options.learningRate), "lowers rate": String(options.lowersRate),
                "beta": String(options.beta), "beta warm-up": String(options.betaWarmup),
                "free bits": String(options.freeBits), "token dropout": String(options.tokenDropout),
                "epochs": String(options.epochs),
            ])
    }
}
