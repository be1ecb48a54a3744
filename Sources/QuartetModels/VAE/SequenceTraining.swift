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
        /// Share of the examples whose code the decoder does not see. The divergence of all examples counts: what an
        /// encoder says does not depend on who listens. As the reconstruction teaches the encoder only in the others,
        /// the divergence weighs `beta / (1 - codeDropout)` beside it.
        public var codeDropout: Float = 0
        /// Weight of ``PropertyHeads/loss(_:targets:known:)``.
        public var propertyWeight: Float = 1
        public var precision = Precision.float32

        public init() {}
    }

    public let optimizer: Optimizer
    /// int32 `[time, batch]`.
    public let tokens: Tensor
    /// int32 `[batch]`: tokens of each sequence before its padding; nil if no sequence is padded.
    public let lengths: Tensor?
    /// Standard normal noise and the mask of the codes that the decoder sees, if the program supplies them.
    public let noise, keptCodes: Tensor?
    /// Standardised properties `[batch, properties]`, and 1 where they are known; nil without heads.
    public let properties, knownProperties: Tensor?
    private let padding: Int32
    private let beta: Tensor
    /// Measures `loss`; `reconstruction` and `divergence` as means over the batch of the sums over each sequence, in
    /// nats; with dropped codes `withoutCode`, the reconstruction of the examples whose code was dropped, which
    /// `reconstruction` then leaves out; with heads `properties`, their loss.
    public let step: TrainingStep

    public var plan: Plan { step.plan }

    /// - Parameters:
    ///   - heads: predict properties from the code, and are trained with it.
    ///   - optimizer: the one that trains the same parameters by steps for other lengths; a new one by default.
    ///   - other: a training that takes turns with this one, for longer sequences: they compute in the same memory.
    ///   - hasLengths: sequences of a batch may differ in length.
    ///   - suppliesNoise: the program writes the noise and the mask of the codes instead of the plan drawing them.
    /// - Throws: ``OutOfMemory`` when a step needs more memory than the machine has.
    public init(
        _ model: SequenceAutoencoder, heads: PropertyHeads? = nil, _ store: ParameterStore, time: Int,
        batch: Int, configuration: Configuration = .init(), optimizer: Optimizer? = nil,
        sharingMemoryOf other: SequenceTraining? = nil, hasLengths: Bool = true, suppliesNoise: Bool = false
    ) throws(OutOfMemory) {
        padding = Int32(model.configuration.padding)
        let graph = Graph()
        tokens = graph.input("tokens", shape: [time, batch], type: .int32)
        lengths = hasLengths ? graph.input("lengths", shape: [batch], type: .int32) : nil
        beta = graph.input("beta", shape: [])
        let shape: Shape = [batch, model.configuration.latents]
        noise = suppliesNoise ? graph.input("noise", shape: shape) : nil
        let dropout = configuration.codeDropout
        keptCodes = suppliesNoise && dropout > 0 ? graph.input("keptCodes", shape: [batch]) : nil
        let drawn = noise ?? graph.normal(shape: shape)
        let kept =
            keptCodes ?? (dropout > 0 ? (graph.uniform(shape: [batch]) - dropout + 1).floor() : nil)
        let pass = model(tokens, lengths: lengths, noise: drawn, keptCodes: kept, mode: .training)
        let (terms, tokenCount) = model.terms(tokens, pass)
        var loss =
            configuration.countsByToken
            ? terms.loss(perToken: tokenCount, beta: beta)
            : terms.loss(beta: beta, freeBits: configuration.freeBits)
        var measured = Self.measured(terms, kept: kept)
        properties = heads.map { graph.input("properties", shape: [batch, $0.count]) }
        knownProperties = heads.map { graph.input("knownProperties", shape: [batch, $0.count]) }
        if let heads, let properties, let knownProperties {
            let error = heads.loss(heads(pass.mean), targets: properties, known: knownProperties)
            loss = loss + error * configuration.propertyWeight
            measured.append(("properties", error))
        }
        self.optimizer = optimizer ?? Optimizer(store, .adam())
        step = try TrainingStep(
            [
                .init(
                    minimizing: loss, with: self.optimizer, learningRate: configuration.learningRate,
                    gradientLimit: configuration.gradientLimit, measuring: measured)
            ], precision: configuration.precision, sharingMemoryOf: other?.plan)
    }

    private static func measured(_ terms: EvidenceTerms, kept: Tensor?) -> [(String, Tensor)] {
        let divergence = ("divergence", terms.divergence.mean())
        guard let kept else { return [("reconstruction", terms.reconstruction.mean()), divergence] }
        func mean(where chosen: Tensor) -> Tensor {
            (terms.reconstruction * chosen).sum()
                / chosen.sum().clamped(low: 1, high: .greatestFiniteMagnitude)
        }
        return [
            ("reconstruction", mean(where: kept)), divergence, ("withoutCode", mean(where: 1 - kept)),
        ]
    }

    /// Writes a batch of sequences of several lengths.
    public func write(_ sequences: [[Int32]]) {
        guard let lengths else {
            fatalError("SequenceTraining: made for sequences of equal length (hasLengths: false).")
        }
        SequenceBatch.write(
            sequences, padding: padding, tokens: plan.integers(of: tokens),
            lengths: plan.integers(of: lengths)
        )
    }

    /// Writes the properties of the batch's examples.
    package func write(_ table: PropertyTable.Rows) {
        guard let properties, let knownProperties else {
            fatalError("SequenceTraining: made without property heads.")
        }
        plan.write(table.standardized, to: properties)
        plan.write(table.known, to: knownProperties)
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
