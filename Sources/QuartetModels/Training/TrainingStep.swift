public import QuartetEngine

/// One step of training: each objective in turn computes its loss and its gradients and moves its parameters.
///
/// The objectives are the stages of one plan, so that a later one uses what an earlier one computed.
public final class TrainingStep {
    /// A loss, and how the parameters of one store follow its gradient.
    public struct Objective {
        let name: String
        let loss: Tensor
        let stage: Stage
        let optimizer: Optimizer
        let learningRate: Float
        let gradientLimit: Float?
        let interval: Int
        let measured: [(name: String, tensor: Tensor)]

        /// Make an objective before the loss of the next one is traced, so that each takes the updates of its own layers.
        ///
        /// - Parameters:
        ///   - name: of the loss, in measurements and errors.
        ///   - optimizer: of the parameters to train. Objectives may share one.
        ///   - gradientLimit: largest length of the gradient; nil for no clipping.
        ///   - interval: steps from one run of the objective to the next.
        ///   - measuring: scalars that are reported besides the loss.
        ///   - outputs: further tensors to read after the step.
        public init(
            _ name: String = "loss", minimizing loss: Tensor, with optimizer: Optimizer, learningRate: Float,
            gradientLimit: Float? = nil, every interval: Int = 1,
            measuring measured: [(String, Tensor)] = [], outputs: [Tensor] = []
        ) {
            self.name = name
            self.loss = loss.named(name)
            self.optimizer = optimizer
            self.learningRate = learningRate
            self.gradientLimit = gradientLimit
            self.interval = interval
            self.measured = measured.map { (name: $0.0, tensor: $0.1) }
            stage = Stage(
                minimizing: loss, of: optimizer.parameters, outputs: outputs + measured.map(\.1))
        }
    }

    public let plan: Plan
    private let objectives: [Objective]

    /// - Parameter other: a plan that takes turns with this step's, and has the memory for both; see `Plan`.
    /// - Throws: ``OutOfMemory`` when a step needs more memory than the machine has.
    public init(
        _ objectives: [Objective], precision: Precision = .float32, sharingMemoryOf other: Plan? = nil
    ) throws(OutOfMemory) {
        guard let graph = objectives.first?.loss.graph else {
            fatalError("TrainingStep: expected an objective.")
        }
        self.objectives = objectives
        plan = try Plan.checked(
            graph, stages: objectives.map(\.stage), precision: precision, sharingMemoryOf: other)
    }

    /// One step on what was written to the plan's inputs.
    ///
    /// - Parameter rateScale: a schedule's factor of every learning rate.
    /// - Throws: ``TrainingError/notFinite(tensor:step:)`` when a loss is not finite, before its objective changes a
    ///   parameter.
    public func run(seed: UInt64, step: Int, rateScale: Float = 1) throws(TrainingError) {
        for (stage, objective) in objectives.enumerated() where step % objective.interval == 0 {
            plan.run(stage: stage, seed: seed, step: UInt64(step))
            let loss = plan.scalar(objective.loss)
            if !loss.isFinite {
                throw .notFinite(tensor: firstNotFinite(upTo: stage, seed: seed, step: step), step: step)
            }
            let optimizer = objective.optimizer
            let scale = objective.gradientLimit.map { optimizer.parameters.clippingScale(limit: $0) } ?? 1
            optimizer.step(learningRate: objective.learningRate * rateScale, gradientScale: scale)
        }
    }

    /// The first objective's loss in the last step.
    public var loss: Float { plan.scalar(objectives[0].loss) }

    /// The losses of the last step, from before its parameters moved, and what is measured besides them.
    public var measurements: Measurements {
        Measurements(
            objectives.flatMap { [($0.name, $0.loss)] + $0.measured }.map { ($0, Double(plan.scalar($1))) })
    }

    /// Runs the stages again and names the first tensor that is not finite.
    private func firstNotFinite(upTo last: Int, seed: UInt64, step: Int) -> String {
        (0...last).lazy.compactMap { [plan] stage in
            plan.firstNotFinite(stage: stage, seed: seed, step: UInt64(step))
        }.first ?? objectives[last].name
    }
}
