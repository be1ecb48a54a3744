public import QuartetEngine

/// The step that trains a `SequenceAutoencoder`, for batches of one size and length.
public struct SequenceTraining {
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

    public let optimizer: Optimizer
    /// int32 `[time, batch]`.
    public let tokens: Tensor
    /// int32 `[batch]`: tokens of each sequence before its padding; nil if no sequence is padded.
    public let lengths: Tensor?
    /// Standard normal noise, if the program supplies it.
    public let noise: Tensor?
    private let padding: Int32
    private let beta: Tensor
    /// Measures `loss`, and `reconstruction` and `divergence` as means over the batch of the sums over each sequence, in
    /// nats.
    public let step: TrainingStep

    public var plan: Plan { step.plan }

    /// - Parameters:
    ///   - optimizer: the one that trains the same parameters by steps for other lengths; a new one by default.
    ///   - hasLengths: sequences of a batch may differ in length.
    ///   - suppliesNoise: the program writes the noise instead of the plan drawing it.
    /// - Throws: ``OutOfMemory`` when a step needs more memory than the machine has.
    public init(
        _ model: SequenceAutoencoder, _ store: ParameterStore, time: Int, batch: Int,
        configuration: Configuration = .init(), optimizer: Optimizer? = nil, hasLengths: Bool = true,
        suppliesNoise: Bool = false
    ) throws(OutOfMemory) {
        padding = Int32(model.configuration.padding)
        let graph = Graph()
        tokens = graph.input("tokens", shape: [time, batch], type: .int32)
        lengths = hasLengths ? graph.input("lengths", shape: [batch], type: .int32) : nil
        beta = graph.input("beta", shape: [])
        let shape: Shape = [batch, model.configuration.latents]
        noise = suppliesNoise ? graph.input("noise", shape: shape) : nil
        let pass = model(
            tokens, lengths: lengths, noise: noise ?? graph.normal(shape: shape), mode: .training)
        let (terms, tokenCount) = model.terms(tokens, pass)
        let loss =
            configuration.countsByToken
            ? terms.loss(perToken: tokenCount, beta: beta)
            : terms.loss(beta: beta, freeBits: configuration.freeBits)
        self.optimizer = optimizer ?? Optimizer(store, .adam())
        step = try TrainingStep(
            [
                .init(
                    minimizing: loss, with: self.optimizer, learningRate: configuration.learningRate,
                    gradientLimit: configuration.gradientLimit,
                    measuring: [
                        "reconstruction": terms.reconstruction.mean(), "divergence": terms.divergence.mean(),
                    ])
            ], precision: configuration.precision)
    }

    /// Writes a batch of sequences of several lengths.
    func write(_ sequences: [[Int32]]) {
        guard let lengths else {
            fatalError("SequenceTraining: made for sequences of equal length (hasLengths: false).")
        }
        SequenceBatch.write(
            sequences, padding: padding, tokens: plan.integers(of: tokens),
            lengths: plan.integers(of: lengths)
        )
    }

    /// One step on the tokens that were written to the plan.
    ///
    /// - Throws: ``TrainingError/notFinite(tensor:step:)``.
    public func run(seed: UInt64, step number: Int, beta value: Float = 1, rateScale: Float = 1)
        throws(TrainingError)
    {
        plan.floats(of: beta)[0] = value
        try step.run(seed: seed, step: number, rateScale: rateScale)
    }
}
