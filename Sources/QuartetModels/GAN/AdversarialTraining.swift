public import QuartetEngine

/// One step of adversarial training (Goodfellow et al., 2014): the discriminator learns to tell real pictures from
/// generated ones, then the generator learns to be taken for real by the discriminator as it is now.
///
/// Both halves are stages of one plan: the generator's pass of the first is at hand in the second. A third stage, now
/// and then, is the discriminator's R1 penalty (Mescheder et al., 2018).
public final class AdversarialTraining {
    /// How the two are trained.
    public struct Configuration: Sendable {
        public var loss = AdversarialLoss.hinge
        public var generatorRate: Float = 2e-4
        public var discriminatorRate: Float = 2e-4
        public var beta1: Float = 0.5
        public var beta2: Float = 0.999
        /// Decay of the average of the generator's weights, which samples; nil for none.
        public var averageDecay: Float?
        /// Weight of the R1 penalty on real pictures; 0 for none.
        public var r1Weight: Float = 0
        /// Steps from one R1 penalty to the next, which then weighs as many times more (lazy regularisation, Karras et
        /// al., 2020).
        public var r1Interval = 1
        /// Shows the discriminator randomly changed pictures: for few real ones.
        public var augments = false
        public var precision = Precision.float32

        public init() {}
    }

    /// What one step measured.
    public struct Report: Sendable {
        public let discriminatorLoss: Float
        public let generatorLoss: Float
        /// The discriminator's mean probability that real pictures are real, and that generated ones are.
        public let realProbability: Float
        public let generatedProbability: Float
        /// Whether every loss is a number, the penalty's too. A loss that is none changes no weights.
        public let isFinite: Bool
    }

    public let configuration: Configuration
    public let plan: Plan
    public let generatorOptimizer: Optimizer
    public let discriminatorOptimizer: Optimizer
    /// Real pictures, `[batch, height, width, channels]` in -1...1, and the class of each, which the generator is
    /// asked for too.
    public let real: Tensor
    public let labels: Tensor
    /// Standardised numbers of each real picture, which the generator is asked for too, `[batch, values]`.
    public let values: Tensor?
    /// The generated pictures of the last step.
    public let generated: Tensor
    private let discriminatorLoss: Tensor
    private let generatorLoss: Tensor
    private let penalty: Tensor?
    private let realProbability: Tensor
    private let generatedProbability: Tensor
    private let augmentations: [DifferentiableAugmentation]

    /// - Parameters:
    ///   - picture: shape of the real batch.
    ///   - generator, discriminator: the stores to train.
    ///   - values: numbers of a condition beside its class.
    ///   - generate: conditions to pictures.
    ///   - present: what is done to generated pictures before the discriminator sees them.
    ///   - discriminate: pictures and conditions to logits, `[batch]`.
    public init(
        graph: Graph, picture: Shape, generator: ParameterStore, discriminator: ParameterStore,
        configuration: Configuration, values: Int = 0, generate: (Condition) -> Tensor,
        present: (Tensor) -> Tensor = { $0 },
        discriminate: (Tensor, Condition) -> Tensor
    ) throws(OutOfMemory) {
        self.configuration = configuration
        let batch = picture[0]
        real = graph.input("real", shape: picture)
        labels = graph.input("labels", shape: [batch], type: .int32)
        self.values = values > 0 ? graph.input("values", shape: [batch, values]) : nil
        let condition = Condition(labels: labels, values: self.values)
        generated = generate(condition)
        augmentations =
            configuration.augments
            ? ["real", "generated"].enumerated().map { index, name in
                DifferentiableAugmentation(
                    graph: graph, shape: picture, name: "translation of \(name)",
                    stream: 0x4155_4700 + UInt32(index)
                )
            } : []
        let presented = present(generated)
        let shown = augmentations.last?(presented) ?? presented
        let shownReal = augmentations.first?(real) ?? real

        // Real and generated pictures pass the discriminator as one batch.
        let both = discriminate(
            Tensor.concatenate([shownReal, shown.stoppingGradient()], axis: 0),
            condition.twice)
        let onReal = both.sliced(axis: 0, 0..<batch)
        let onGenerated = both.sliced(axis: 0, batch..<2 * batch)
        discriminatorLoss = configuration.loss.discriminator(real: onReal, generated: onGenerated)
        realProbability = onReal.inFullPrecision().sigmoid().mean().named("probability of real")
        generatedProbability = onGenerated.inFullPrecision().sigmoid().mean().named(
            "probability of generated")
        var stages = [Self.stage(graph, discriminatorLoss, discriminator)]
        stages[0].outputs += [generated, realProbability, generatedProbability]

        generatorLoss = configuration.loss.generator(generated: discriminate(shown, condition))
        stages.append(Self.stage(graph, generatorLoss, generator))

        if configuration.r1Weight > 0 {
            let weight = configuration.r1Weight / 2 * Float(configuration.r1Interval)
            let penalty = r1Penalty(logits: discriminate(shownReal, condition), pictures: real) * weight
            stages.append(Self.stage(graph, penalty, discriminator))
            self.penalty = penalty
        } else {
            penalty = nil
        }
        plan = try Plan.checked(graph, stages: stages, precision: configuration.precision)
        let adam = OptimizerKind.adam(beta1: configuration.beta1, beta2: configuration.beta2)
        generatorOptimizer = Optimizer(generator, adam, averageDecay: configuration.averageDecay)
        discriminatorOptimizer = Optimizer(discriminator, adam)
    }

    private static func stage(_ graph: Graph, _ loss: Tensor, _ store: ParameterStore) -> Stage {
        let trained = store.parameters.filter(\.isTrainable)
        let gradients = graph.gradients(of: loss, withRespectTo: trained.map { graph.parameter($0) })
        return Stage(
            outputs: [loss], gradients: zip(trained, gradients).map { ($0, $1) }, updates: graph.takeUpdates()
        )
    }

    /// One step on the pictures and labels that were written to the plan.
    ///
    /// - Parameter rateScale: times both learning rates (a schedule).
    public func step(seed: UInt64, step: Int, rateScale: Float = 1) -> Report {
        for augmentation in augmentations { augmentation.draw(in: plan, seed: seed, step: step) }
        var isFinite = true
        func descend(stage: Int, _ loss: Tensor, _ optimizer: Optimizer, rate: Float) {
            plan.run(stage: stage, seed: seed, step: UInt64(step))
            // Weights are not spoiled by a loss that is none: `firstNotFinite` runs the step again.
            isFinite = isFinite && plan.scalar(loss).isFinite
            if isFinite { optimizer.step(learningRate: rate * rateScale) }
        }
        descend(stage: 0, discriminatorLoss, discriminatorOptimizer, rate: configuration.discriminatorRate)
        descend(stage: 1, generatorLoss, generatorOptimizer, rate: configuration.generatorRate)
        if let penalty, step % configuration.r1Interval == 0 {
            descend(stage: 2, penalty, discriminatorOptimizer, rate: configuration.discriminatorRate)
        }
        return Report(
            discriminatorLoss: plan.scalar(discriminatorLoss), generatorLoss: plan.scalar(generatorLoss),
            realProbability: plan.scalar(realProbability),
            generatedProbability: plan.scalar(generatedProbability), isFinite: isFinite)
    }

    /// The tensor that first became NaN or infinite, when a report is not finite.
    public func firstNotFinite(seed: UInt64, step: Int) -> String {
        (0..<plan.stageCount).lazy.compactMap {
            self.plan.firstNotFinite(stage: $0, seed: seed, step: UInt64(step))
        }.first ?? "a loss"
    }
}

/// Watches the discriminator's probabilities over a training: near one half both learn; far apart one side has won.
public struct EquilibriumWatch: Sendable {
    public enum Verdict: String, Sendable {
        case balanced = "in balance"
        case discriminatorWon =
            "the discriminator has won: it tells every picture apart, and the generator learns no more"
        case generatorWon =
            "the generator has won: generated pictures are taken for real more readily than real ones"
    }

    /// Averages over about the last 200 steps, or as many as there were; one half before the first.
    public private(set) var real = 0.5
    public private(set) var generated = 0.5
    private var steps = 0.0

    public init() {}

    /// Goes on from what a checkpoint recorded.
    package init(metadata: [String: String]) {
        real = metadata["watch.real"].flatMap { Double($0) } ?? real
        generated = metadata["watch.generated"].flatMap { Double($0) } ?? generated
        let recorded = metadata["watch.steps"].flatMap { Double($0) } ?? steps
        // The file may hold any number: not one that no whole number stands for.
        steps = recorded.isFinite ? min(max(recorded, 0), 0x1p48) : 0
    }

    /// What a checkpoint records.
    package var metadata: [String: String] {
        [
            "watch.real": String(real), "watch.generated": String(generated),
            "watch.steps": String(Int(steps)),
        ]
    }

    public mutating func observe(_ report: AdversarialTraining.Report) {
        steps += 1
        let share = 1 / min(steps, 200)
        real += (Double(report.realProbability) - real) * share
        generated += (Double(report.generatedProbability) - generated) * share
    }

    public var verdict: Verdict {
        // The first steps say little: a new discriminator is ahead for a while.
        if steps < 100 { return .balanced }
        if real > 0.95 && generated < 0.05 { return .discriminatorWon }
        if generated > 0.8 && generated > real + 0.2 { return .generatorWon }
        return .balanced
    }
}
