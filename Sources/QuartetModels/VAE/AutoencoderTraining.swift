public import QuartetEngine

/// One step of training a `VariationalAutoencoder`: loss, gradients and an Adam step, for batches of one size.
public final class AutoencoderTraining {
    public struct Configuration: Sendable {
        public var learningRate: Float = 1e-3
        public var freeBits: Float = 0
        /// Largest length of the gradient; nil for no clipping.
        public var gradientLimit: Float?
        public var averageDecay: Float?
        public var precision = Precision.float32

        public init() {}
    }

    /// What one step measured, as means over the batch.
    public struct Report: Sendable {
        public let loss: Float
        public let reconstruction: Float
        public let divergence: Float
    }

    public let plan: Plan
    public let optimizer: Optimizer
    /// `[batch, inputs]`.
    public let examples: Tensor
    /// Standard normal noise, when a program supplies it.
    public let noise: Tensor?
    public let configuration: Configuration
    private let store: ParameterStore
    private let beta: Tensor
    private let loss: Tensor
    private let reconstruction: Tensor
    private let divergence: Tensor

    /// - Parameter suppliesNoise: the program writes the noise instead of the plan drawing it.
    public init(
        _ model: VariationalAutoencoder, _ store: ParameterStore, batch: Int,
        configuration: Configuration = .init(),
        suppliesNoise: Bool = false
    ) throws(OutOfMemory) {
        self.configuration = configuration
        self.store = store
        let graph = Graph()
        examples = graph.input("examples", shape: [batch, model.configuration.inputs])
        beta = graph.input("beta", shape: [])
        let shape: Shape = [batch, model.configuration.latents]
        noise = suppliesNoise ? graph.input("noise", shape: shape) : nil
        let pass = model(examples, noise: noise ?? graph.normal(shape: shape))
        let terms = model.terms(examples, pass)
        loss = terms.loss(beta: beta, freeBits: configuration.freeBits).named("loss")
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
        optimizer = Optimizer(store, .adam(), averageDecay: configuration.averageDecay)
    }

    /// One step on the examples that were written to the plan.
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
