public import QuartetEngine

/// A decoder-only transformer: the distribution of each token given those before it. In the form of GPT-2 (Radford et
/// al., 2019) or of Llama (Touvron et al., 2023); models from GGUF files have variants of these.
///
/// `[batch, tokens]` to `[batch, tokens, width]`, and by `scores` to `[batch, tokens, vocabulary]`.
public struct LanguageModel {
    public enum Form: String, Sendable, Codable, CaseIterable {
        /// Learned positions, LayerNorm, GELU, biases.
        case gpt
        /// Rotary positions, RMSNorm, SwiGLU, grouped queries, no biases.
        case llama
    }

    public struct Configuration: ModelDescription, Sendable, Equatable {
        public var form: Form
        public var vocabulary: Int
        /// Tokens that it can attend to.
        public var context: Int
        public var width: Int
        public var layers: Int
        public var heads: Int
        public var keyHeads: Int
        /// Width inside the feed-forward part.
        public var hidden: Int
        public var dropout: Float = 0
        public var epsilon: Float = 1e-5
        public var rotaryBase: Double = 10_000
        /// Numbers of one head, if they are not the width divided by the heads.
        public var keyLength: Int?

        public init(
            form: Form, vocabulary: Int, context: Int, width: Int, layers: Int, heads: Int,
            keyHeads: Int? = nil, hidden: Int? = nil
        ) {
            (self.form, self.vocabulary, self.context) = (form, vocabulary, context)
            (self.width, self.layers, self.heads) = (width, layers, heads)
            self.keyHeads = keyHeads ?? heads
            self.hidden = hidden ?? 4 * width
        }

        var headSize: Int { keyLength ?? width / max(heads, 1) }

        public static let architecture = "LanguageModel"
        public static let contents = "a language model"
        public static let command = "quartet lab gpt"

        public func validate() throws(InvalidConfiguration) {
            try check("vocabulary", vocabulary, in: 1...1 << 24)
            try check("context", context, in: 1...1 << 20)
            try check("width", width, in: 1...1 << 24)
            try check("layers", layers, in: 1...1000)
            try check("heads", heads, in: 1...1 << 24)
            try check("keyHeads", keyHeads, in: 1...1 << 24)
            try check("hidden", hidden, in: 1...1 << 24)
            if keyLength == nil {
                try check("width", width, width % heads == 0, expected: "a multiple of the \(heads) heads")
            }
            try check(
                "heads", heads, heads % keyHeads == 0, expected: "a multiple of the \(keyHeads) key heads")
            if form == .llama || keyLength != nil {
                try check("width of a head", headSize, headSize % 2 == 0, expected: "an even number")
                try check("width of a head", headSize, in: 2...1024)
            }
            try check("dropout", dropout, in: 0..<1)
            try check("epsilon", epsilon, in: 0...1)
            try check("rotaryBase", rotaryBase, in: 1...1e12)
        }
    }

    public let configuration: Configuration
    /// Where values are rounded.
    public let arithmetic: Arithmetic
    let tokens: TokenTable
    /// Learned positions, in the GPT form only.
    let positions: Embedding?
    /// What embeddings are multiplied by.
    private let embeddingScale: Float
    let blocks: [TransformerBlock]
    let norm: TokenNorm
    let output: any Projection
    private let dropout: Dropout

    /// A model to train, or to load trained weights into. The token embedding is also the output projection.
    public init(_ scope: ParameterScope, _ configuration: Configuration) {
        let c = configuration
        let small = Initializer.normal(standardDeviation: 0.02)
        tokens = .trained(
            Embedding(scope("tokens"), count: c.vocabulary, width: c.width, initializer: small))
        positions =
            c.form == .gpt
            ? Embedding(scope("positions"), count: c.context, width: c.width, initializer: small) : nil
        blocks = (0..<c.layers).map { TransformerBlock(scope("blocks")($0), Self.block(c)) }
        norm = TokenNorm(
            scope("norm"), c.form == .gpt ? .layer : .rootMeanSquare, features: c.width, epsilon: c.epsilon)
        output = tokens.tied
        embeddingScale = 1
        dropout = Dropout(rate: c.dropout)
        self.configuration = c
        arithmetic = .standard
    }

    /// A model from its parts.
    init(
        _ configuration: Configuration, tokens: TokenTable, positions: Embedding?, embeddingScale: Float,
        blocks: [TransformerBlock], norm: TokenNorm, output: any Projection, arithmetic: Arithmetic
    ) {
        (self.configuration, self.arithmetic) = (configuration, arithmetic)
        (self.tokens, self.blocks, self.norm, self.output) = (tokens, blocks, norm, output)
        (self.positions, self.embeddingScale) = (positions, embeddingScale)
        dropout = Dropout(rate: 0)
    }

    private static func block(_ c: Configuration) -> TransformerBlock.Configuration {
        var attention = AttentionConfiguration(
            width: c.width, heads: c.heads, keyHeads: c.keyHeads)
        attention.isJoint = true
        attention.inputBias = c.form == .gpt
        attention.outputBias = c.form == .gpt
        attention.rotary =
            c.form == .llama ? RotaryEmbedding(dimensions: c.headSize, base: c.rotaryBase) : nil
        var block = TransformerBlock.Configuration(attention: attention, hidden: c.hidden)
        block.activation = c.form == .gpt ? .geluTanh : .swiGLU
        block.feedForwardBias = c.form == .gpt
        block.norm = c.form == .gpt ? .layer : .rootMeanSquare
        (block.epsilon, block.dropout) = (c.epsilon, c.dropout)
        return block
    }

    /// The output of the last block for each token, normalised: `[batch, tokens, width]`.
    ///
    /// - Parameters:
    ///   - tokens: `[batch, tokens]` int32.
    ///   - at: the position of every token, `[batch, tokens]` int32; 0, 1, 2, … by default.
    ///   - caches: one per layer; the mask then has the positions of the first tokens.
    public func callAsFunction(
        _ tokens: Tensor, at places: Tensor? = nil, mask: AttentionMask = .causal,
        caches: [AttentionCache]? = nil, mode: Mode = .evaluation
    ) -> Tensor {
        var x = dropout(embedded(tokens, at: places), mode: mode)
        for (index, block) in blocks.enumerated() {
            x = block(x, mask: mask, cache: caches?[index], mode: mode)
        }
        return norm(x)
    }

    /// Scores of all tokens, the logits of their distribution: `[..., width]` to `[..., vocabulary]`.
    public func scores(_ x: Tensor) -> Tensor { output(x) }

    /// The attention weights of each layer, `[batch, heads, tokens, tokens]`.
    public func attentionWeights(_ tokens: Tensor) -> [Tensor] {
        var x = embedded(tokens, at: nil)
        return blocks.map { block in
            defer { x = block(x, mask: .causal) }
            return block.attentionWeights(x, mask: .causal)
        }
    }

    private func embedded(_ tokens: Tensor, at places: Tensor?) -> Tensor {
        let x = embeddingScale == 1 ? self.tokens(tokens) : self.tokens(tokens) * embeddingScale
        guard let positions else { return x }
        if let places { return x + positions(places) }
        let first = x.graph.parameter(positions.weight).sliced(axis: 0, 0..<tokens.shape[1])
        return x + first
    }
}

/// The objective of a language model: the mean cross-entropy of each token given those before it, in nats.
///
/// - Parameters:
///   - scores: `[batch, tokens, vocabulary]`.
///   - next: the token after each, `[batch, tokens]` int32.
///   - mask: tokens that count, 1 or 0.
public func nextTokenLoss(scores: Tensor, next: Tensor, mask: Tensor? = nil) -> Tensor {
    crossEntropy(logits: scores, labels: next, mask: mask)
}
