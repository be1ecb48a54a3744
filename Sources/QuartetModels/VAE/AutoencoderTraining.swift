public import QuartetEngine

/// The step that trains a `VariationalAutoencoder`, for batches of one size.
public struct AutoencoderTraining {
    public struct Configuration: Sendable {
        public var learningRate: Float = 1e-3
        public var freeBits: Float = 0
        /// Deviation of the normal noise that is added to what the encoder sees; the decoder learns the clean example
        /// (Vincent et al., 2008; Im et al., 2017). Noisy values stay in 0...1.
        public var inputNoise: Float = 0
        /// Largest length of the gradient; nil for no clipping.
        public var gradientLimit: Float?
        public var averageDecay: Float?
        public var precision = Precision.float32

        public init() {}
    }

    public let optimizer: Optimizer
    /// `[batch, inputs]`.
    public let examples: Tensor
    /// Standard normal noise, if the program supplies it.
    public let noise: Tensor?
    private let beta: Tensor
    /// Measures `loss` and its terms `reconstruction` and `divergence`, as means over the batch.
    public let step: TrainingStep

    public var plan: Plan { step.plan }

    /// - Parameter suppliesNoise: the program writes the noise instead of the plan drawing it.
    /// - Throws: ``OutOfMemory`` when a step needs more memory than the machine has.
    public init(
        _ model: VariationalAutoencoder, _ store: ParameterStore, batch: Int,
        configuration: Configuration = .init(), suppliesNoise: Bool = false
    ) throws(OutOfMemory) {
        let graph = Graph()
        examples = graph.input("examples", shape: [batch, model.configuration.inputs])
        beta = graph.input("beta", shape: [])
        let shape: Shape = [batch, model.configuration.latents]
        noise = suppliesNoise ? graph.input("noise", shape: shape) : nil
        let seen =
            configuration.inputNoise > 0
            ? (examples + graph.normal(shape: examples.shape) * configuration.inputNoise).clamped(
                low: 0, high: 1)
            : examples
        let terms = model.terms(examples, model(seen, noise: noise ?? graph.normal(shape: shape)))
        optimizer = Optimizer(store, .adam(), averageDecay: configuration.averageDecay)
        step = try TrainingStep(
            [
                .init(
                    minimizing: terms.loss(beta: beta, freeBits: configuration.freeBits), with: optimizer,
                    learningRate: configuration.learningRate, gradientLimit: configuration.gradientLimit,
                    measuring: [
                        ("reconstruction", terms.reconstruction.mean()),
                        ("divergence", terms.divergence.mean()),
                    ])
            ], precision: configuration.precision)
    }

    /// One step on the examples that were written to the plan.
    ///
    /// - Throws: ``TrainingError/notFinite(tensor:step:)``.
    public func run(seed: UInt64, step number: Int, beta value: Float = 1, rateScale: Float = 1)
        throws(TrainingError)
    {
        plan.floats(of: beta)[0] = value
        try step.run(seed: seed, step: number, rateScale: rateScale)
    }
}
