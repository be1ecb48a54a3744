internal import Foundation
public import QuartetEngine

/// Trains a class-conditional GAN on pictures.
public struct GANLab {
    public struct Options: Sendable {
        public var latents = 64
        /// Channels of the generator's last block and of the discriminator's first.
        public var features = 32
        /// A generator with a style path instead of a DCGAN's.
        public var hasStyle = false
        /// Differentiable augmentation, for small sets of pictures.
        public var augments = false
        /// Properties that the generator is conditioned on, besides the class.
        public var measures: [PictureMeasure] = []
        public var steps = 3000
        public var batch = 64
        public var loss = AdversarialLoss.nonSaturating
        /// The discriminator learns faster (two time scales, Heusel et al., 2017): on handwritten digits a generator as
        /// fast as it collapsed for 2,000 steps to one picture of each class.
        public var generatorRate: Float = 5e-4
        public var discriminatorRate: Float = 2e-3
        /// Decay of the moving average of the generator's weights; by default it covers about the last tenth of the
        /// run.
        public var averageDecay: Float?
        /// Weight of the R1 penalty; at 0 the discriminator is spectrally normalised instead. The penalty preserves
        /// variety: without it, the pictures of a class collapsed to a single one on Fashion-MNIST.
        public var r1Weight: Float = 1
        public var run: TrainingRun

        public init(_ run: TrainingRun) { self.run = run }
    }

    /// The result of a training.
    public struct Outcome {
        public let model: PictureGenerator
        public let training: TrainingOutcome
        /// The discriminator's mean probabilities, and whether one side has won.
        public let watch: EquilibriumWatch
        /// Of the model's pictures; nil when no class of the real pictures has any.
        public let variety: PictureVariety?
    }

    public let options: Options

    public init(_ options: Options) { self.options = options }

    /// Trains to the end, or until Ctrl-C, after which `resume` continues.
    ///
    /// - Parameter atCheckpoint: called with the averaged generator at each checkpoint, to draw.
    public func run(
        on pictures: PictureSet, atCheckpoint: (PictureGenerator) throws -> Void = { _ in }
    ) throws -> Outcome {
        let run = options.run
        if pictures.count < options.batch {
            throw TrainingError.tooFewPictures(found: pictures.count, needed: options.batch, why: "one batch")
        }
        let description = Self.description(options, pictures)
        try description.validate()
        let framed = pictures.framed(side: description.side)
        let generatorStore = ParameterStore()
        let discriminatorStore = ParameterStore()
        let generator = description.network(generatorStore.scope)
        let discriminator = ProjectionDiscriminator(
            discriminatorStore.scope, classes: description.classNames.count,
            values: description.properties.count, size: description.side, channels: description.channels,
            width: options.features, spectral: options.r1Weight == 0)
        try generatorStore.requireTrainingMemory()
        try discriminatorStore.requireTrainingMemory()
        generatorStore.initialize(seed: run.seed)
        discriminatorStore.initialize(seed: run.seed &+ 1)

        var configuration = AdversarialTraining.Configuration()
        configuration.loss = options.loss
        configuration.generatorRate = options.generatorRate
        configuration.discriminatorRate = options.discriminatorRate
        configuration.averageDecay = options.averageDecay ?? max(0, min(0.999, 1 - 10 / Float(options.steps)))
        configuration.r1Weight = options.r1Weight
        configuration.r1Interval = 4
        configuration.augments = options.augments
        configuration.precision = run.precision
        let graph = Graph()
        let training = try AdversarialTraining(
            graph: graph, picture: [options.batch, description.side, description.side, description.channels],
            generator: generatorStore, discriminator: discriminatorStore, configuration: configuration,
            values: description.properties.count,
            generate: { condition in
                generator(
                    graph.normal(shape: [options.batch, description.latents]), condition: condition,
                    mode: .training
                )
            },
            discriminate: { discriminator($0, condition: $1) })
        let values = description.properties.map { $0.standardized($0.measure.values(of: pictures)) }
        var batches = ShuffledBatches(count: framed.count, batch: options.batch, seed: run.seed)

        let loop = try TrainingLoop(
            run, title: "gan", steps: options.steps,
            saving: [
                .init("generator", generatorStore, training.generatorOptimizer),
                .init("discriminator", discriminatorStore, training.discriminatorOptimizer),
            ],
            record: record(pictures, description), validating: .steps(options.steps),
            advice: .init(calmer: "lower --generator-rate and --discriminator-rate"))
        let measure = VarietyMeasure(pictures, seed: run.seed)
        func variety(of model: PictureGenerator) throws -> PictureVariety? {
            measure(try model.pictures(labels: measure.labels, seed: run.seed))
        }
        func averaged() throws(OutOfMemory) -> PictureGenerator {
            try PictureGenerator(averageOf: generatorStore, training.generatorOptimizer, description)
        }
        var saved: PictureGenerator?
        let (outcome, watch) = try loop(
            training,
            // The rates fall to 0 over the second half: the pictures settle.
            rateScale: { min(1, 2 * (1 - $0)) },
            fill: { step in
                let indices = batches.indices(step: step)
                framed.copy(indices, to: training.plan.floats(of: training.real), scale: 2, shift: -1)
                training.plan.write(indices.map { framed.labels[Int($0)] }, to: training.labels)
                if let inputs = training.values {
                    training.plan.write(
                        indices.flatMap { index in values.map { $0[Int(index)] } }, to: inputs)
                }
            },
            variety: { try variety(of: try averaged()) },
            save: { snapshot in
                saved = try averaged()
                try saved?.save(to: snapshot.path, metadata: snapshot.metadata)
            },
            atCheckpoint: { if let saved { try atCheckpoint(saved) } })
        let model = try averaged()
        return Outcome(model: model, training: outcome, watch: watch, variety: try variety(of: model))
    }

    /// The network for these pictures: its side is the smallest of 8, 16, 32, ... that they fit into.
    static func description(_ options: Options, _ pictures: PictureSet) -> PictureGenerator.Description {
        var side = 8
        while side < max(pictures.width, pictures.height) { side *= 2 }
        return PictureGenerator.Description(
            latents: options.latents, side: side, width: pictures.width, height: pictures.height,
            channels: pictures.channels, features: options.features, classNames: pictures.classNames,
            hasStyle: options.hasStyle,
            properties: options.measures.map { PictureProperty($0, of: pictures) })
    }

    private func record(_ pictures: PictureSet, _ description: PictureGenerator.Description) -> RunRecord {
        RunRecord(
            network:
                "a \(options.hasStyle ? "style " : "")generator \(pictures.shapeText), latents \(options.latents), features \(options.features), "
                + "classes \(description.classNames.count)",
            settings: [
                "data": pictures.fingerprint, "batch": String(options.batch),
                "seed": String(options.run.seed),
                "steps": String(options.steps), "loss": options.loss.rawValue,
                "generator's rate": String(options.generatorRate),
                "discriminator's rate": String(options.discriminatorRate), "R1": String(options.r1Weight),
                "augmentation": String(options.augments),
                "measures": options.measures.map(\.rawValue).joined(separator: ","),
            ])
    }
}
