public import QuartetEngine

/// One step of training a model that has one loss: gradients, clipping, a step of AdamW.
public final class LossTraining {
    public struct Configuration: Sendable {
        public var learningRate: Float = 3e-4
        public var weightDecay: Float = 0
        public var beta2: Float = 0.999
        /// Largest length of the gradient; nil for no clipping.
        public var gradientLimit: Float? = 1
        public var precision = Precision.float32

        public init() {}
    }

    public let plan: Plan
    public let optimizer: Optimizer
    private let store: ParameterStore
    private let loss: Tensor
    private let configuration: Configuration

    /// - Throws: ``OutOfMemory`` when a step needs more memory than the machine has.
    public init(_ loss: Tensor, _ store: ParameterStore, _ configuration: Configuration) throws(OutOfMemory) {
        let trained = store.parameters.filter(\.isTrainable)
        let graph = loss.graph
        let gradients = graph.gradients(of: loss, withRespectTo: trained.map { graph.parameter($0) })
        plan = try Plan.checked(
            graph, stages: [Stage(outputs: [loss], gradients: zip(trained, gradients).map { ($0, $1) })],
            precision: configuration.precision)
        optimizer = Optimizer(
            store, .adamW(beta2: configuration.beta2), weightDecay: configuration.weightDecay)
        (self.loss, self.store, self.configuration) = (loss, store, configuration)
    }

    /// One step on what was written to the plan; the loss before it. A loss that is no number changes no weights.
    public func step(seed: UInt64, step: Int, rateScale: Float = 1) -> Float {
        plan.run(seed: seed, step: UInt64(step))
        let value = plan.scalar(loss)
        if !value.isFinite { return value }
        let scale = configuration.gradientLimit.map { store.clippingScale(limit: $0) } ?? 1
        optimizer.step(learningRate: configuration.learningRate * rateScale, gradientScale: scale)
        return value
    }

    /// The tensor that first became NaN or infinite, when a step's loss is.
    public func firstNotFinite(seed: UInt64, step: Int) -> String {
        plan.firstNotFinite(seed: seed, step: UInt64(step)) ?? "a loss"
    }
}
