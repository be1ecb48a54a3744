public import QuartetEngine

/// One step of adversarial training (Goodfellow et al., 2014): the discriminator learns to distinguish real pictures
/// from generated ones, then the generator learns to deceive the updated discriminator.
///
/// Both halves are objectives of one step: the second reads the generator's pass of the first. A third, every few steps,
/// is the discriminator's R1 penalty (Mescheder et al., 2018).
public struct AdversarialTraining {
    /// How the two are trained.
    public struct Configuration: Sendable {
        public var loss = AdversarialLoss.hinge
        public var generatorRate: Float = 2e-4
        public var discriminatorRate: Float = 2e-4
        public var beta1: Float = 0.5
        public var beta2: Float = 0.999
        /// Decay of the moving average of the generator's weights, which samples are made with; nil for no average.
        public var averageDecay: Float?
        /// Weight of the R1 penalty on real pictures; 0 for none.
        public var r1Weight: Float = 0
        /// Steps from one R1 penalty to the next. Its weight is multiplied by this number (lazy regularisation, Karras
        /// et al., 2020).
        public var r1Interval = 1
        /// Shows the discriminator randomly changed pictures, for small sets of real ones.
        public var augments = false
        public var precision = Precision.float32

        public init() {}
    }

    /// Measures `discriminatorLoss`, `realProbability` and `generatedProbability` (the discriminator's mean probability
    /// that real pictures are real, and that generated ones are) and `generatorLoss`.
    public let step: TrainingStep
    public let generatorOptimizer: Optimizer
    public let discriminatorOptimizer: Optimizer
    /// Real pictures, `[batch, height, width, channels]` in -1...1, and the class of each. The generated pictures get
    /// the same classes.
    public let real: Tensor
    public let labels: Tensor
    /// Standardised properties of each real picture, `[batch, values]`, which the generated pictures get, too.
    public let values: Tensor?
    /// The generated pictures of the last step.
    public let generated: Tensor
    private let augmentations: [DifferentiableAugmentation]

    public var plan: Plan { step.plan }

    /// - Parameters:
    ///   - picture: shape of the real batch.
    ///   - generator, discriminator: the stores to train.
    ///   - values: numbers in a condition besides the class.
    ///   - generate: conditions to pictures.
    ///   - present: changes generated pictures before the discriminator sees them.
    ///   - discriminate: pictures and conditions to logits, `[batch]`.
    public init(
        graph: Graph, picture: Shape, generator: ParameterStore, discriminator: ParameterStore,
        configuration: Configuration, values: Int = 0, generate: (Condition) -> Tensor,
        present: (Tensor) -> Tensor = { $0 },
        discriminate: (Tensor, Condition) -> Tensor
    ) throws(OutOfMemory) {
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
        let adam = OptimizerKind.adam(beta1: configuration.beta1, beta2: configuration.beta2)
        generatorOptimizer = Optimizer(generator, adam, averageDecay: configuration.averageDecay)
        discriminatorOptimizer = Optimizer(discriminator, adam)
        var objectives = [
            TrainingStep.Objective(
                "discriminatorLoss",
                minimizing: configuration.loss.discriminator(real: onReal, generated: onGenerated),
                with: discriminatorOptimizer, learningRate: configuration.discriminatorRate,
                measuring: [
                    ("realProbability", onReal.inFullPrecision().sigmoid().mean()),
                    ("generatedProbability", onGenerated.inFullPrecision().sigmoid().mean()),
                ], outputs: [generated])
        ]
        objectives.append(
            .init(
                "generatorLoss",
                minimizing: configuration.loss.generator(generated: discriminate(shown, condition)),
                with: generatorOptimizer, learningRate: configuration.generatorRate))
        if configuration.r1Weight > 0 {
            let weight = configuration.r1Weight / 2 * Float(configuration.r1Interval)
            objectives.append(
                .init(
                    "penalty",
                    minimizing: r1Penalty(logits: discriminate(shownReal, condition), pictures: real)
                        * weight,
                    with: discriminatorOptimizer, learningRate: configuration.discriminatorRate,
                    every: configuration.r1Interval))
        }
        step = try TrainingStep(objectives, precision: configuration.precision)
    }

    /// One step on the pictures and labels that were written to the plan.
    ///
    /// - Parameter rateScale: a schedule's factor of both learning rates.
    /// - Throws: ``TrainingError/notFinite(tensor:step:)``.
    public func run(seed: UInt64, step number: Int, rateScale: Float = 1) throws(TrainingError) {
        for augmentation in augmentations { augmentation.draw(in: plan, seed: seed, step: number) }
        try step.run(seed: seed, step: number, rateScale: rateScale)
    }
}
