public import QuartetEngine
internal import QuartetFiles

/// One step of training a ``PrintGenerator``, at half or at the full size.
///
/// Discriminators of 64 x 64 pixels judge its prints: the layers at half the size beside rendered prints, the layers as a
/// grey structure map beside photographs and rendered prints, and, at the full size, a quarter of the layers.
public struct PrintGANTraining {
    public struct Configuration: Sendable {
        public var batch = 32
        public var rate: Float = 1e-3
        /// Weight of the judgement of structure; those of layers have 1.
        public var structureWeight: Float = 0.5
        /// Weight of the R1 penalties, and the steps from one to the next.
        public var r1Weight: Float = 1
        public var r1Interval = 8
        /// Grey level of each layer in a structure map.
        public var structureLevels: [Float]
        public var precision = Precision.float32

        public init(structureLevels: [Float]) { self.structureLevels = structureLevels }
    }

    /// The discriminators, in one store.
    public struct Judges {
        let layers: TextureDiscriminator
        let structure: TextureDiscriminator
        let detail: TextureDiscriminator

        public init(_ scope: ParameterScope, classes: Int, layers: Int) {
            self.layers = TextureDiscriminator(scope("layers"), classes: classes, channels: layers)
            structure = TextureDiscriminator(
                scope("structure"), classes: classes, widths: [[32], [64], [96, 96], [128]])
            detail = TextureDiscriminator(
                scope("detail"), classes: classes, channels: layers, widths: [[48], [64], [96], [128]])
        }
    }

    /// The optimisers of the generator and of the discriminators, which a training keeps when the size changes.
    public struct Optimizers {
        public let generator: Optimizer
        public let judges: Optimizer

        public init(generator: ParameterStore, judges: ParameterStore) {
            let adam = OptimizerKind.adam(beta1: 0.5, beta2: 0.99)
            self.generator = Optimizer(generator, adam, averageDecay: 0.999)
            self.judges = Optimizer(judges, adam)
        }
    }

    public let step: TrainingStep
    /// Rendered prints, `[batch, 128, 128, layers]`.
    public let prints: Tensor
    /// Structure maps of the same classes, `[batch, 64, 64, 1]` in -1...1.
    public let structures: Tensor
    public let labels: Tensor
    private let mixing: Tensor
    private let roll: PictureRoll

    public var plan: Plan { step.plan }

    /// - Parameters:
    ///   - generator: trained at the full size if its configuration is detailed, else at half of it.
    ///   - other: the plan of another size, whose memory this one uses, too.
    public init(
        graph: Graph, configuration: Configuration, generator: PrintGenerator, judges: Judges,
        optimizers: Optimizers, sharingMemoryOf other: Plan? = nil
    ) throws(OutOfMemory) {
        let (batch, sizes) = (configuration.batch, generator.configuration)
        let (side, half) = (PrintGenerator.field, PrintGenerator.field / 2)
        let prints = graph.input("prints", shape: [batch, side, side, sizes.layers])
        let structures = graph.input("structures", shape: [batch, half, half, 1])
        let labels = graph.input("labels", shape: [batch], type: .int32)
        (self.prints, self.structures, self.labels) = (prints, structures, labels)
        // Which levels of each picture take the second style.
        let mixing = graph.input("mixing", shape: [batch, PrintGenerator.levels])
        self.mixing = mixing

        let (first, second) = (
            generator.style(global: graph.normal(shape: [batch, sizes.globalLatents]), labels: labels),
            generator.style(global: graph.normal(shape: [batch, sizes.globalLatents]), labels: labels)
        )
        let styles = (0..<PrintGenerator.levels).map { level in
            first + (second - first) * mixing.sliced(axis: 1, level..<level + 1)
        }
        let cells = side / PrintGenerator.cell
        let logits = generator.logits(
            styles: styles, local: graph.normal(shape: [batch, cells, cells, sizes.localLatents]))
        let coverage = generator.coverage(of: sizes.isDetailed ? logits.full : logits.half)
        roll = PictureRoll(graph: graph, shape: coverage.shape)
        let made = roll(coverage)
        let madeHalf = sizes.isDetailed ? made.averagePooled(size: 2) : made
        let halfPrints = prints.averagePooled(size: 2)
        var views = [
            View(judge: judges.layers, real: halfPrints, made: madeHalf, weight: 1),
            View(
                judge: judges.structure, real: structures,
                made: Self.structure(of: madeHalf, levels: configuration.structureLevels),
                weight: configuration.structureWeight),
        ]
        if sizes.isDetailed {
            // Both are rolled around at random, so that the corner is any quarter.
            func corner(_ x: Tensor) -> Tensor { x.sliced(axis: 1, 0..<half).sliced(axis: 2, 0..<half) }
            views.insert(
                View(judge: judges.detail, real: corner(prints), made: corner(made), weight: 1), at: 0)
        }
        step = try TrainingStep(
            Self.objectives(views, labels: labels, configuration, optimizers),
            precision: configuration.precision, sharingMemoryOf: other)
    }

    /// One step on the pictures and labels that were written to the plan.
    public func run(seed: UInt64, step number: Int, rateScale: Float) throws(TrainingError) {
        roll.draw(in: plan, seed: seed, step: number)
        drawMixing(seed: seed, step: number)
        try step.run(seed: seed, step: number, rateScale: rateScale)
    }

    /// What one discriminator sees.
    private struct View {
        let judge: TextureDiscriminator
        let real: Tensor
        let made: Tensor
        let weight: Float
    }

    private static func objectives(
        _ views: [View], labels: Tensor, _ configuration: Configuration, _ optimizers: Optimizers
    ) -> [TrainingStep.Objective] {
        let loss = AdversarialLoss.nonSaturating
        let batch = configuration.batch
        let twice = Tensor.concatenate([labels, labels], axis: 0)
        // Real and generated pictures pass a discriminator as one batch.
        let judged = views.map { view in
            let both = view.judge(
                Tensor.concatenate([view.real, view.made.stoppingGradient()], axis: 0), labels: twice)
            return (real: both.sliced(axis: 0, 0..<batch), made: both.sliced(axis: 0, batch..<2 * batch))
        }
        func sum(_ terms: [Tensor]) -> Tensor { terms.dropFirst().reduce(terms[0]) { $0 + $1 } }
        func probability(_ logits: Tensor) -> Tensor { logits.inFullPrecision().sigmoid().mean() }
        var objectives = [
            TrainingStep.Objective(
                "discriminatorLoss",
                minimizing: sum(judged.map { loss.discriminator(real: $0.real, generated: $0.made) }),
                with: optimizers.judges, learningRate: configuration.rate,
                // Of the discriminator of the finest layers, and of structures.
                measuring: [
                    ("realProbability", probability(judged[0].real)),
                    ("generatedProbability", probability(judged[0].made)),
                    ("realStructure", probability(judged[judged.count - 1].real)),
                    ("generatedStructure", probability(judged[judged.count - 1].made)),
                ])
        ]
        objectives.append(
            .init(
                "generatorLoss",
                minimizing: sum(
                    views.map { loss.generator(generated: $0.judge($0.made, labels: labels)) * $0.weight }),
                with: optimizers.generator, learningRate: configuration.rate))
        let penalties = views.map {
            r1Penalty(logits: $0.judge($0.real, labels: labels), pictures: $0.real)
        }
        objectives.append(
            .init(
                "penalty",
                minimizing: sum(penalties) * (configuration.r1Weight / 2 * Float(configuration.r1Interval)),
                with: optimizers.judges, learningRate: configuration.rate, every: configuration.r1Interval))
        return objectives
    }

    /// Half of the pictures take a second style from a random level on (mixing regularisation, Karras et al., 2019).
    private func drawMixing(seed: UInt64, step: Int) {
        var random = PhiloxGenerator(seed: seed, step: UInt64(step), stream: 0x4D49_5849)
        let levels = PrintGenerator.levels
        let target = plan.floats(of: mixing)
        for picture in 0..<mixing.shape[0] {
            let isMixed = Bool.random(using: &random)
            let start = Int.random(in: 1..<levels, using: &random)
            for level in 0..<levels { target[picture * levels + level] = isMixed && level >= start ? 1 : 0 }
        }
    }

    /// A print as a photograph would show it: one grey channel in -1...1, with grain and its own contrast, so that a
    /// discriminator cannot tell prints from photographs by their cleanness.
    private static func structure(of prints: Tensor, levels: [Float]) -> Tensor {
        let graph = prints.graph
        let weights = graph.constant(levels, shape: [1, 1, 1, levels.count])
        let grey = (prints * weights).sum(axes: [3], keepingAxes: true)
        let one: Shape = [prints.shape[0], 1, 1, 1]
        let contrast = graph.uniform(shape: one) * 0.5 + 1.3
        let brightness = graph.uniform(shape: one) * 0.2 - 0.95
        return grey * contrast + brightness + graph.normal(shape: grey.shape) * 0.06
    }
}
