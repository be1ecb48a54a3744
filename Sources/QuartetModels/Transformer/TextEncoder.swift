public import QuartetEngine

/// An encoder-only transformer (BERT; Devlin et al., 2019): a vector for each token in the context of all others. Its
/// variants DistilBERT (Sanh et al., 2019), RoBERTa (Liu et al., 2019) and MPNet (Song et al., 2020) differ in their
/// tables.
///
/// `[batch, tokens]` to `[batch, tokens, width]`. The parameters have the names of public BERT weights.
public struct TextEncoder {
    public struct Configuration: Validatable, Sendable, Codable, Equatable {
        public var vocabulary: Int
        /// Tokens of the longest text.
        public var context: Int
        public var width: Int
        public var layers: Int
        public var heads: Int
        /// Width inside the feed-forward part.
        public var hidden: Int
        /// Kinds of segments: two for pairs of sentences; 0 if they are not told apart.
        public var segments: Int
        public var epsilon: Float
        public var activation = Activation.gelu
        /// The row of the table of positions that the first token has; those before it belong to padding.
        public var firstPosition = 0
        /// Buckets of ``RelativePositionBias``; 0 for none.
        public var relativeBuckets = 0
        public var dropout: Float = 0

        public init(
            vocabulary: Int, context: Int = 512, width: Int, layers: Int, heads: Int, hidden: Int? = nil,
            segments: Int = 2, epsilon: Float = 1e-12
        ) {
            (self.vocabulary, self.context, self.width) = (vocabulary, context, width)
            (self.layers, self.heads, self.hidden) = (layers, heads, hidden ?? 4 * width)
            (self.segments, self.epsilon) = (segments, epsilon)
        }

        public func validate() throws(InvalidConfiguration) {
            try check("vocabulary", vocabulary, in: 1...1 << 20)
            try check("context", context, in: 1...1 << 20)
            try check("width", width, in: 1...1 << 20)
            try check("layers", layers, in: 1...1000)
            try check("heads", heads, in: 1...1 << 20)
            try check("hidden", hidden, in: 1...1 << 20)
            try check("segments", segments, in: 0...1 << 20)
            try check("firstPosition", firstPosition, in: 0...1 << 10)
            try check("relativeBuckets", relativeBuckets, in: 0...1 << 10)
            try check(
                "relativeBuckets", relativeBuckets, relativeBuckets % 4 == 0, expected: "a multiple of 4")
            try check("width", width, width % heads == 0, expected: "a multiple of the \(heads) heads")
            try check("dropout", dropout, in: 0..<1)
            try check("epsilon", epsilon, in: 0...1)
        }
    }

    /// The function of the feed-forward part.
    public enum Activation: String, Sendable, Codable {
        case gelu, geluTanh, relu

        var layer: FeedForward.Activation {
            switch self {
            case .gelu: .gelu
            case .geluTanh: .geluTanh
            case .relu: .relu
            }
        }
    }

    public let configuration: Configuration
    let words: Embedding
    let positions: Embedding
    let segments: Embedding?
    let norm: LayerNorm
    let relativeBias: RelativePositionBias?
    let blocks: [TransformerBlock]
    private let dropout: Dropout

    public init(_ scope: ParameterScope, _ configuration: Configuration) {
        self.init(scope, configuration, adapter: nil)
    }

    /// - Parameter adapter: one that is to be trained, for whose weights the blocks leave a place.
    init(_ scope: ParameterScope, _ configuration: Configuration, adapter: LowRankAdapter?) {
        let c = configuration
        let small = Initializer.normal(standardDeviation: 0.02)
        let tables = scope("embeddings")
        words = Embedding(
            tables("word_embeddings"), count: c.vocabulary, width: c.width, initializer: small)
        positions = Embedding(
            tables("position_embeddings"), count: c.firstPosition + c.context, width: c.width,
            initializer: small)
        segments =
            c.segments == 0
            ? nil
            : Embedding(
                tables("token_type_embeddings"), count: c.segments, width: c.width, initializer: small)
        norm = LayerNorm(tables("LayerNorm"), features: c.width, epsilon: c.epsilon)
        relativeBias =
            c.relativeBuckets == 0
            ? nil : RelativePositionBias(scope("relative_bias"), buckets: c.relativeBuckets, heads: c.heads)
        blocks = (0..<c.layers).map { Self.block(scope("blocks")($0), c, adapter) }
        dropout = Dropout(rate: c.dropout)
        self.configuration = c
    }

    private static func block(_ scope: ParameterScope, _ c: Configuration, _ adapter: LowRankAdapter?)
        -> TransformerBlock
    {
        func linear(_ scope: ParameterScope, _ inputs: Int, _ outputs: Int, isAdapted: Bool = true)
            -> any Projection
        {
            let linear = Linear(scope, inputs: inputs, outputs: outputs)
            return isAdapted ? adapter?.adapted(linear) ?? linear : linear
        }
        let (attention, width) = (scope("self_attn"), c.width)
        return TransformerBlock(
            selfAttention: SelfAttention(
                query: linear(attention("q_proj"), width, width),
                key: linear(attention("k_proj"), width, width, isAdapted: false),
                value: linear(attention("v_proj"), width, width),
                output: linear(attention("out_proj"), width, width), .init(width: width, heads: c.heads)),
            feedForward: FeedForward(
                first: linear(scope("linear1"), width, c.hidden),
                second: linear(scope("linear2"), c.hidden, width), activation: c.activation.layer),
            norms: ["norm1", "norm2"].map {
                TokenNorm(scope($0), .layer, features: width, epsilon: c.epsilon)
            }, normalizesFirst: false, dropout: c.dropout)
    }

    /// - Parameters:
    ///   - tokens: `[batch, tokens]` int32.
    ///   - lengths: of the texts, `[batch]` int32; the rest is padding.
    ///   - segments: `[batch, tokens]` int32; all of the first kind by default.
    public func callAsFunction(
        _ tokens: Tensor, lengths: Tensor? = nil, segments: Tensor? = nil, mode: Mode = .evaluation
    ) -> Tensor {
        let mask = mask(tokens, lengths: lengths)
        let x = dropout(embedded(tokens, segments: segments), mode: mode)
        return blocks.reduce(x) { $1($0, mask: mask, mode: mode) }
    }

    /// The attention weights of each layer, `[batch, heads, tokens, tokens]`.
    public func attentionWeights(_ tokens: Tensor, segments: Tensor? = nil) -> [Tensor] {
        let mask = mask(tokens, lengths: nil)
        var x = embedded(tokens, segments: segments)
        return blocks.map { block in
            defer { x = block(x, mask: mask) }
            return block.attentionWeights(x, mask: mask)
        }
    }

    private func mask(_ tokens: Tensor, lengths: Tensor?) -> AttentionMask {
        AttentionMask(lengths: lengths, bias: relativeBias?(tokens.graph, tokens: tokens.shape[1]))
    }

    /// - Parameter rows: of the table of positions, `[batch, tokens]` int32; from the first text position on by default.
    func embedded(_ tokens: Tensor, segments kinds: Tensor?, at rows: Tensor? = nil) -> Tensor {
        let graph = tokens.graph
        let first = configuration.firstPosition
        let places =
            rows.map { positions($0) }
            ?? graph.parameter(positions.weight).sliced(axis: 0, first..<first + tokens.shape[1])
        guard let segments else { return norm(words(tokens) + places) }
        let segment =
            kinds.map { segments($0) } ?? graph.parameter(segments.weight).sliced(axis: 0, 0..<1)
        return norm(words(tokens) + places + segment)
    }
}

/// Scores of the tokens that were masked (Devlin et al., 2019): `E norm(gelu(W x + b)) + bias` with the table `E` of
/// the tokens, `[..., width]` to `[..., vocabulary]`.
public struct MaskedTokenHead {
    let transform: Linear
    let norm: LayerNorm
    let table: Parameter
    let bias: Parameter

    public init(_ scope: ParameterScope, _ encoder: TextEncoder) {
        let c = encoder.configuration
        transform = Linear(scope("transform"), inputs: c.width, outputs: c.width)
        norm = LayerNorm(scope("norm"), features: c.width, epsilon: c.epsilon)
        table = encoder.words.weight
        bias = scope.parameter("bias", shape: [c.vocabulary], .zeros)
    }

    public func callAsFunction(_ x: Tensor) -> Tensor {
        TiedProjection(weight: table)(norm(transform(x).gelu())) + x.graph.parameter(bias)
    }
}
