import QuartetEngine
import QuartetModels

/// A measured piece of work: the shapes of `Benchmarks/torch_workloads.py`.
struct Workload {
    enum Name: String, CaseIterable {
        case sequenceTraining = "w1_smiles_vae"
        case trafficTraining = "w2_traffic_train"
        case trafficScoring = "w2_traffic_score"
        case ganTraining = "w3_cgan_train"
        case ganSampling = "w3_cgan_sample"
        case translation = "w4_seq2seq_train"
        case sentenceEncoding = "w5_minilm_encode"
        case decoding = "w6_gpt2_decode"
    }

    /// Molecules, rows or pictures of one step.
    let items: Int
    /// Floating-point operations of one step's matrix products and convolutions.
    let operations: Int
    /// Runs one step and returns its loss (or the mean of its result).
    let step: (Int) -> Float

    init(_ name: Name, precision: Precision) throws {
        switch name {
        case .trafficTraining: self = try Self.trafficTraining(precision)
        case .sequenceTraining: self = try Self.sequenceTraining(precision)
        case .trafficScoring: self = Self.trafficScoring(precision)
        case .ganTraining: self = try Self.ganTraining(precision)
        case .ganSampling: self = Self.ganSampling(precision)
        case .translation: self = try Self.translation(precision)
        case .sentenceEncoding: self = try Self.sentenceEncoding(precision)
        case .decoding: self = try Self.decoding(precision)
        }
    }

    init(items: Int, operations: Int, step: @escaping (Int) -> Float) {
        (self.items, self.operations, self.step) = (items, operations, step)
    }

    static let trafficConfiguration = VariationalAutoencoder.Configuration(
        inputs: 122, hidden: [128, 64], latents: 16, likelihood: .squaredError)

    private static func sequenceTraining(_ precision: Precision) throws -> Workload {
        let work = try SequenceWork(precision: precision, suppliesNoise: false)
        let count = SequenceWork.time * SequenceWork.batch
        let tokens = CounterRandom.uniforms(count, seed: 1, stream: 1).map { 1 + Int32($0 * 39) }
        work.training.plan.write(tokens, to: work.training.tokens)
        return Workload(items: SequenceWork.batch, operations: work.training.plan.operations) {
            work.step($0).loss
        }
    }

    private static func trafficTraining(_ precision: Precision) throws -> Workload {
        let store = ParameterStore()
        let model = VariationalAutoencoder(store.scope, trafficConfiguration)
        store.initialize(seed: 0)
        var configuration = AutoencoderTraining.Configuration()
        configuration.precision = precision
        let training = try AutoencoderTraining(model, store, batch: 512, configuration: configuration)
        training.plan.write(CounterRandom.uniforms(512 * 122, seed: 1, stream: 1), to: training.examples)
        return Workload(items: 512, operations: training.plan.operations) {
            training.step(seed: 0, step: $0).loss
        }
    }

    private static func trafficScoring(_ precision: Precision) -> Workload {
        let store = ParameterStore()
        let model = VariationalAutoencoder(store.scope, trafficConfiguration)
        store.initialize(seed: 0)
        let scoring = TrafficScoring(model, precision: precision)
        scoring.plan.write(CounterRandom.uniforms(8192 * 122, seed: 1, stream: 1), to: scoring.rows)
        return Workload(items: 8192, operations: scoring.plan.operations) {
            scoring.plan.run(seed: 0, step: UInt64($0))
            return scoring.plan.scalar(scoring.loss)
        }
    }

    private static func ganTraining(_ precision: Precision) throws -> Workload {
        let training = try GANWork(precision: precision, suppliesNoise: false)
        let pictures = CounterRandom.uniforms(64 * 64 * 64 * 3, seed: 1, stream: 1).map { 2 * $0 - 1 }
        let labels = CounterRandom.uniforms(64, seed: 1, stream: 2).map { Int32($0 * 16) }
        training.training.plan.write(pictures, to: training.training.real)
        training.training.plan.write(labels, to: training.training.labels)
        return Workload(items: 64, operations: training.training.plan.operations) {
            training.training.step(seed: 0, step: $0).generatorLoss
        }
    }

    private static func ganSampling(_ precision: Precision) -> Workload {
        let store = ParameterStore()
        let generator = DCGANGenerator(store.scope, classes: 16)
        store.initialize(seed: 0)
        let graph = Graph()
        let labels = graph.input("labels", shape: [16], type: .int32)
        let pictures = generator(
            graph.normal(shape: [16, 128]), condition: Condition(labels: labels), mode: .evaluation)
        let mean = pictures.inFullPrecision().mean()
        let plan = Plan(graph, stages: [Stage(outputs: [mean])], precision: precision, frozen: true)
        plan.write(CounterRandom.uniforms(16, seed: 1, stream: 2).map { Int32($0 * 16) }, to: labels)
        return Workload(items: 16, operations: plan.operations) {
            plan.run(seed: 0, step: UInt64($0))
            return plan.scalar(mean)
        }
    }
}

/// Scores of a batch of traffic records: reconstruction error plus divergence.
struct TrafficScoring {
    let plan: Plan
    let rows: Tensor
    let noise: Tensor?
    let loss: Tensor

    init(
        _ model: VariationalAutoencoder, batch: Int = 8192, precision: Precision, suppliesNoise: Bool = false
    ) {
        let graph = Graph()
        rows = graph.input("rows", shape: [batch, model.configuration.inputs])
        let shape: Shape = [batch, model.configuration.latents]
        noise = suppliesNoise ? graph.input("noise", shape: shape) : nil
        let terms = model.terms(rows, model(rows, noise: noise ?? graph.normal(shape: shape)))
        loss = (terms.reconstruction + terms.divergence).mean()
        plan = Plan(graph, stages: [Stage(outputs: [loss])], precision: precision, frozen: true)
    }
}

/// The conditional DCGAN of the benchmark, 64 x 64 RGB, 16 classes.
final class GANWork {
    let generator = ParameterStore()
    let discriminator = ParameterStore()
    let training: AdversarialTraining
    let noise: Tensor?

    init(precision: Precision, suppliesNoise: Bool) throws {
        let graph = Graph()
        let network = DCGANGenerator(generator.scope, classes: 16)
        let critic = ProjectionDiscriminator(discriminator.scope, classes: 16)
        generator.initialize(seed: 0)
        discriminator.initialize(seed: 1)
        let noise = suppliesNoise ? graph.input("noise", shape: [64, 128]) : nil
        self.noise = noise
        var configuration = AdversarialTraining.Configuration()
        configuration.precision = precision
        training = try AdversarialTraining(
            graph: graph, picture: [64, 64, 64, 3], generator: generator, discriminator: discriminator,
            configuration: configuration,
            generate: { network(noise ?? graph.normal(shape: [64, 128]), condition: $0, mode: .training) },
            discriminate: { critic($0, condition: $1) })
    }

}

/// The sequence autoencoder of the benchmark: molecules of 48 tokens.
final class SequenceWork {
    static let time = 48
    static let batch = 256
    let store = ParameterStore()
    let training: SequenceTraining

    init(precision: Precision, suppliesNoise: Bool) throws {
        let model = SequenceAutoencoder(
            store.scope,
            .init(vocabulary: 40, embedding: 40, encoder: 256, decoder: 512, decoderLayers: 3, latents: 128))
        store.initialize(seed: 0)
        var configuration = SequenceTraining.Configuration()
        (configuration.learningRate, configuration.gradientLimit) = (3e-4, 50)
        (configuration.countsByToken, configuration.precision) = (true, precision)
        training = try SequenceTraining(
            model, store, time: Self.time, batch: Self.batch, configuration: configuration, hasLengths: false,
            suppliesNoise: suppliesNoise)
    }

    func step(_ step: Int) -> SequenceTraining.Report { training.step(seed: 0, step: step, beta: 0.05) }
}
