internal import QuartetEngine
internal import QuartetFiles

/// How an encoder is tuned.
public struct TuningOptions: Validatable, Sendable {
    public enum Method: Sendable, Equatable {
        /// A ``LowRankAdapter``, while the encoder's own weights stay as they are.
        case adapter(LowRankAdapter.Configuration)
        /// All weights but those of the tables of tokens, positions and segments.
        case layers
        /// All weights.
        case whole
    }

    public var method = Method.layers
    /// File of a trained adapter of the same encoder and rank that the training begins with; nil begins anew.
    public var start: String?
    /// Examples of a step.
    public var batch = 32
    public var steps = 1000
    public var learningRate: Float = 1e-4
    public var weightDecay: Float = 0.01
    public var dropout: Float = 0.1
    /// Share of the steps in which the rate rises; then it falls to 0.
    public var warmup: Float = 0.1
    /// Tokens of the longest text that is trained on; longer ones are cut.
    public var longest = 128
    /// Steps from one validation to the next; nil for a tenth of all.
    public var validationInterval: Int?
    /// Validations without a lower loss that end the training; nil for none.
    public var patience: Int?
    public var run: TrainingRun

    public init(_ run: TrainingRun) { self.run = run }

    public func validate() throws(InvalidConfiguration) {
        try check("batch", batch, in: 1...1 << 14)
        try check("steps", steps, in: 0...1 << 40)
        try check("learningRate", learningRate, in: 0...1)
        try check("weightDecay", weightDecay, in: 0...1)
        try check("dropout", dropout, in: 0..<1)
        try check("warmup", warmup, in: 0...1)
        try check("longest", longest, in: 8...1 << 16)
        if let validationInterval { try check("validationInterval", validationInterval, in: 1...1 << 40) }
        if case .adapter(let adapter) = method { try check("adapter", adapter) }
    }

    /// - Throws: when the examples do not fill a batch.
    func require(_ count: Int) throws(TrainingError) {
        if count < batch {
            throw .tooFewExamples(found: count, needed: batch, why: "one batch: lower --batch")
        }
    }

    /// What is trained, in a few words.
    var text: String {
        switch method {
        case .adapter(let adapter): "an adapter of rank \(adapter.rank) for"
        case .layers: "the layers of"
        case .whole: "the whole of"
        }
    }
}

/// A network whose weights are trained, or an adapter beside them.
struct TunedNetwork<Network> {
    let network: Network
    /// The encoder's weights; with an adapter they stay in their file.
    let weights: ParameterStore
    let adapter: LowRankAdapter?
    /// Of the encoder as it was before.
    let base: String

    /// What the optimiser moves.
    var trained: ParameterStore { adapter?.store ?? weights }
}

extension EncoderSource {
    /// Builds the network of a training.
    ///
    /// - Parameter build: with the adapter that is to be trained, if there is one.
    func tuned<Network>(
        _ options: TuningOptions, _ build: (ParameterScope, Description, LowRankAdapter?) -> Network
    ) throws -> TunedNetwork<Network> {
        var adapter: LowRankAdapter?
        if case .adapter(let configuration) = options.method { adapter = LowRankAdapter(configuration) }
        let (network, store) = try network(
            copying: { name in
                switch options.method {
                case .adapter: false
                case .layers: !name.hasPrefix("embeddings.")
                case .whole: true
                }
            }, seed: options.run.seed, { build($0, $1, adapter) })
        adapter?.begin(on: store, seed: options.run.seed)
        if let start = options.start { try adapter?.copy(LowRankAdapter(path: start)) }
        return TunedNetwork(
            network: network, weights: store, adapter: adapter, base: store.fingerprint.text)
    }
}
