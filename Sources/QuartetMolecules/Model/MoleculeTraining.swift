internal import Foundation
internal import QuartetEngine
public import QuartetModels

/// Trains the SMILES VAE with its property heads.
///
/// The code of a molecule is hidden from the decoder in a share of the examples, so that one set of weights reconstructs
/// molecules from their codes and writes new ones without.
public struct MoleculeTraining {
    public struct Options: Sendable {
        public var embedding = 64
        /// Width of the encoder in each direction.
        public var encoder = 256
        public let decoderKind: SequenceAutoencoder.DecoderKind
        /// Width and layers of the decoder.
        public var decoder: Int
        public var layers: Int
        /// Heads of a decoder of attention.
        public var heads = 8
        public var latents = 96
        public var headWidth = 512
        public var codeDropout: Float = 0.4
        /// Decay of the moving average of the weights, which is what is kept and measured.
        public var averageDecay: Float? = 0.999
        public var epochs = 5
        public var batch = 256
        public var learningRate: Float
        /// Steps over which the learning rate rises from 0.
        public var rateWarmup = 500
        /// Weight of the divergence beside the reconstruction, summed over a molecule's tokens, and the steps over which it
        /// rises from 0.
        public var beta: Float = 0.05
        public var betaWarmup = 2000
        /// Weight of the properties' squared error, in standard deviations, beside the reconstruction in nats.
        public var propertyWeight: Float = 4
        /// Molecules that are never trained on.
        public var heldBack = 5000
        public var validateEvery = 2000
        public var run: TrainingRun

        /// The defaults of a kind of decoder: for attention the width and heads of MolGPT (Bagal et al., 2022), and half
        /// of its layers.
        public init(_ run: TrainingRun, decoder kind: SequenceAutoencoder.DecoderKind = .recurrent) {
            (self.run, decoderKind) = (run, kind)
            switch kind {
            case .recurrent: (decoder, layers, learningRate) = (768, 1, 2e-3)
            case .attention: (decoder, layers, learningRate) = (256, 4, 1e-3)
            }
        }
    }

    /// The result of a training.
    public struct Outcome {
        public let model: MoleculeAutoencoder
        public let training: TrainingOutcome
        /// Nil after an interruption.
        public let figures: MoleculeFigures?
    }

    public let options: Options

    public init(_ options: Options) { self.options = options }

    /// Trains to the end, or until Ctrl-C, after which `resume` continues.
    ///
    /// - Parameter atStart: called with the molecules that are held back.
    public func run(on molecules: TrainingMolecules, file: String, atStart: ([String]) throws -> Void) throws
        -> Outcome
    {
        let run = options.run
        let needed = options.heldBack + options.batch
        if molecules.count < needed {
            throw TrainingDataError.tooFew(file: file, found: molecules.count, needed: needed)
        }
        let (training, heldBack) = molecules.split(heldBack: options.heldBack, seed: run.seed)
        try atStart(heldBack.map(molecules.smiles))
        let description = description(of: molecules)
        let store = ParameterStore()
        let model = MoleculeAutoencoder(description, training: store)
        try store.requireTrainingMemory()
        store.initialize(seed: run.seed)
        let trainer = SequenceTrainer(
            model.network, heads: model.heads, store, lengths: training.map(molecules.length),
            batch: options.batch,
            configuration: configuration, averageDecay: options.averageDecay, seed: run.seed)
        let steps = options.epochs * trainer.batchesPerEpoch
        let beta = BetaSchedule.warmup(to: options.beta, steps: options.betaWarmup)
        let schedule = LearningRateSchedule.cosine(total: steps)

        let loop = try TrainingLoop(
            run, title: "molecules", steps: steps, saving: [.init("model", store, trainer.optimizer)],
            record: record(molecules, description), validating: .steps(options.validateEvery),
            advice: .init(longer: "--epochs"))
        let outcome = try loop(
            train: { step in
                try trainer.run(
                    step: step, beta: beta.value(step: step),
                    rateScale: schedule.rate(base: 1, step: step, warmup: options.rateWarmup)
                ) { plan, chosen in
                    let indices = chosen.map { training[$0] }
                    plan.write(indices.map(molecules.sequence))
                    if model.heads != nil { plan.write(molecules.properties.rows(indices)) }
                }
            },
            validate: {
                if heldBack.isEmpty { return nil }
                let figures = try trainer.optimizer.withAverage {
                    try MoleculeFigures(of: model, molecules, Array(heldBack.prefix(2000)), seed: run.seed)
                }
                return (figures.loss(options), figures.summary)
            },
            save: { snapshot in
                try trainer.optimizer.withAverage {
                    try model.save(to: snapshot.path, metadata: snapshot.metadata)
                }
            })
        // From here on the model is the one that was saved.
        trainer.optimizer.swapAverage()
        let measured = heldBack.isEmpty ? Array(training.prefix(5000)) : Array(heldBack.prefix(5000))
        return Outcome(
            model: model, training: outcome,
            figures: outcome.isComplete
                ? try MoleculeFigures(of: model, molecules, measured, seed: run.seed) : nil)
    }

    private var configuration: SequenceTraining.Configuration {
        var configuration = SequenceTraining.Configuration()
        configuration.learningRate = options.learningRate
        configuration.codeDropout = options.codeDropout
        configuration.propertyWeight = options.propertyWeight
        configuration.precision = options.run.precision
        return configuration
    }

    private func description(of molecules: TrainingMolecules) -> MoleculeAutoencoder.Description {
        var network = SequenceAutoencoder.Configuration(
            vocabulary: molecules.vocabulary.count, embedding: options.embedding, encoder: options.encoder,
            decoder: options.decoder, decoderLayers: options.layers, latents: options.latents)
        network.attentionHeads = options.decoderKind == .attention ? options.heads : nil
        network.isEncoderBidirectional = true
        network.padding = Int(TokenVocabulary.padding)
        network.unknown = Int(TokenVocabulary.hidden)
        let longest = (0..<molecules.count).reduce(1) { max($0, molecules.length($1) - 2) }
        return .init(
            network: network, vocabulary: molecules.vocabulary, properties: molecules.properties.properties,
            headWidth: options.headWidth, longest: longest)
    }

    private func record(_ molecules: TrainingMolecules, _ description: MoleculeAutoencoder.Description)
        -> RunRecord
    {
        let c = description.network
        return RunRecord(
            network: "a model of molecules, vocabulary \(c.vocabulary), embedding \(c.embedding), encoder "
                + "\(c.encoder) both ways, decoder \(c.decoder) x \(c.decoderLayers)"
                + (c.attentionHeads.map { " of attention in \($0) heads" } ?? "")
                + ", latents \(c.latents), "
                + "\(description.properties.count) properties by \(options.headWidth)",
            settings: [
                "data": molecules.fingerprint, "molecules": String(molecules.count),
                "decoder": options.decoderKind.rawValue,
                "batch": String(options.batch), "seed": String(options.run.seed),
                "learning rate": String(options.learningRate), "beta": String(options.beta),
                "beta warm-up": String(options.betaWarmup), "code dropout": String(options.codeDropout),
                "property weight": String(options.propertyWeight), "epochs": String(options.epochs),
                "held back": String(options.heldBack),
                "average decay": options.averageDecay.map { String($0) } ?? "none",
            ])
    }
}
