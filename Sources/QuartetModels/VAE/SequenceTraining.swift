public import QuartetEngine

/// One step of training a `SequenceAutoencoder`: loss, gradients and an Adam step, for batches of one size and length.
public final class SequenceTraining {
    public struct Configuration: Sendable {
        public var learningRate: Float = 1e-3
        /// Largest length of the gradient; nil for no clipping.
        public var gradientLimit: Float? = 50
        /// Reconstruction as a mean over tokens (MOSES) instead of a sum over each sequence's.
        public var countsByToken = false
        /// Nats that each latent variable may use at no cost; not with `countsByToken`.
        public var freeBits: Float = 0
        public var precision = Precision.float32

        public init() {}
    }

    /// What one step measured.
    public struct Report: Sendable {
        public let loss: Float
        /// Means over the batch of the sums over each sequence, in nats.
        public let reconstruction: Float
        public let divergence: Float
    }

    public let plan: Plan
    public let optimizer: Optimizer
    /// int32 `[time, batch]`.
    public let tokens: Tensor
    /// int32 `[batch]`: tokens of each sequence before its padding; nil where all are full.
    public let lengths: Tensor?
    /// Standard normal noise, when a program supplies it.
    public let noise: Tensor?
    public let configuration: Configuration
    private let store: ParameterStore
    private let padding: Int
    private let beta: Tensor
    private let loss: Tensor
    private let reconstruction: Tensor
    private let divergence: Tensor

    /// - Parameters:
    ///   - optimizer: of plans for other lengths, to train the same parameters with; a new one by default.
    ///   - hasLengths: sequences of a batch may differ in length.
    ///   - suppliesNoise: the program writes the noise instead of the plan drawing it.
    /// - Throws: ``OutOfMemory`` when a step needs more memory than the machine has.
    public init(
        _ model: SequenceAutoencoder, _ store: ParameterStore, time: Int, batch: Int,
        configuration: Configuration = .init(), optimizer: Optimizer? = nil, hasLengths: Bool = true,
        suppliesNoise: Bool = false
    ) throws(OutOfMemory) {
        (self.configuration, self.store, padding) = (configuration, store, model.configuration.padding)
        let graph = Graph()
        tokens = graph.input("tokens", shape: [time, batch], type: .int32)
        lengths = hasLengths ? graph.input("lengths", shape: [batch], type: .int32) : nil
        beta = graph.input("beta", shape: [])
        let shape: Shape = [batch, model.configuration.latents]
        noise = suppliesNoise ? graph.input("noise", shape: shape) : nil
        let pass = model(
            tokens, lengths: lengths, noise: noise ?? graph.normal(shape: shape), mode: .training)
        let terms = model.terms(tokens, pass)
        loss =
            (configuration.countsByToken
            ? terms.lossByToken(beta: beta) : terms.loss(beta: beta, freeBits: configuration.freeBits))
            .named("loss")
        reconstruction = terms.reconstruction.mean()
        divergence = terms.divergence.mean()
        let trained = store.parameters.filter(\.isTrainable)
        let gradients = graph.gradients(of: loss, withRespectTo: trained.map { graph.parameter($0) })
        plan = try Plan.checked(
            graph,
            stages: [
                Stage(
                    outputs: [loss, reconstruction, divergence],
                    gradients: zip(trained, gradients).map { ($0, $1) })
            ], precision: configuration.precision)
        self.optimizer = optimizer ?? Optimizer(store, .adam())
    }

    /// Writes a batch of sequences of several lengths.
    func write(_ sequences: [[Int32]]) {
        guard let lengths else { fatalError("SequenceTraining: made for sequences of one length.") }
        SequenceBatch.write(
            sequences, padding: Int32(padding), tokens: plan.integers(of: tokens),
            lengths: plan.integers(of: lengths))
    }

    /// One step on the tokens that were written to the plan.
    public func step(seed: UInt64, step: Int, beta betaValue: Float = 1, rateScale: Float = 1) -> Report {
        plan.floats(of: beta)[0] = betaValue
        plan.run(seed: seed, step: UInt64(step))
        let report = Report(
            loss: plan.scalar(loss), reconstruction: plan.scalar(reconstruction),
            divergence: plan.scalar(divergence))
        // Weights are not spoiled by a loss that is none: `firstNotFinite` runs the step again.
        if !report.loss.isFinite { return report }
        let scale = configuration.gradientLimit.map { store.clippingScale(limit: $0) } ?? 1
        optimizer.step(learningRate: configuration.learningRate * rateScale, gradientScale: scale)
        return report
    }

    /// The tensor that first became NaN or infinite, when a report's loss is.
    public func firstNotFinite(seed: UInt64, step: Int) -> String {
        plan.firstNotFinite(seed: seed, step: UInt64(step)) ?? "a loss"
    }
}
