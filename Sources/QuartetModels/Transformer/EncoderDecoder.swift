public import QuartetEngine

/// An encoder-decoder transformer (Vaswani et al., 2017), normalised before each part (Xiong et al., 2020): the encoder
/// reads a source, the decoder writes a target from left to right and attends to the encoded source.
/// Both share one token embedding, which is also the output projection, and one table of learned positions.
public struct EncoderDecoder {
    public struct Configuration: ModelDescription, Sendable, Equatable {
        public var vocabulary: Int
        /// Tokens of the longest source or target.
        public var context: Int
        public var width: Int
        public var heads: Int
        public var encoderLayers: Int
        public var decoderLayers: Int
        /// Width inside the feed-forward parts.
        public var hidden: Int
        public var dropout: Float = 0
        public var epsilon: Float = 1e-5

        public init(
            vocabulary: Int, context: Int = 512, width: Int = 256, heads: Int = 8, layers: Int = 4,
            hidden: Int = 1024
        ) {
            (self.vocabulary, self.context, self.width, self.heads) = (vocabulary, context, width, heads)
            (encoderLayers, decoderLayers, self.hidden) = (layers, layers, hidden)
        }

        public static let architecture = "EncoderDecoder"
        public static let contents = "an encoder-decoder"
        public static let command = "quartet lab translate"

        public func validate() throws(InvalidConfiguration) {
            try check("vocabulary", vocabulary, in: 1...1 << 20)
            try check("context", context, in: 1...1 << 20)
            try check("width", width, in: 1...1 << 20)
            try check("heads", heads, in: 1...1 << 20)
            try check("hidden", hidden, in: 1...1 << 20)
            try check("encoderLayers", encoderLayers, in: 1...500)
            try check("decoderLayers", decoderLayers, in: 1...500)
            try check("width", width, width % heads == 0, expected: "a multiple of the \(heads) heads")
            try check("dropout", dropout, in: 0..<1)
        }
    }

    public let configuration: Configuration
    let tokens: Embedding
    let positions: Embedding
    let encoder: [TransformerBlock]
    let encoderNorm: LayerNorm
    let decoder: [TransformerBlock]
    let decoderNorm: LayerNorm
    private let dropout: Dropout

    /// - Parameter embedding: the initial values of the tables.
    public init(
        _ scope: ParameterScope, _ configuration: Configuration,
        embedding: Initializer = .normal(standardDeviation: 0.02)
    ) {
        let c = configuration
        tokens = Embedding(scope("tokens"), count: c.vocabulary, width: c.width, initializer: embedding)
        positions = Embedding(scope("positions"), count: c.context, width: c.width, initializer: embedding)
        func block(_ scope: ParameterScope, isDecoder: Bool) -> TransformerBlock {
            var attention = AttentionConfiguration(width: c.width, heads: c.heads)
            attention.isJoint = true
            var block = TransformerBlock.Configuration(attention: attention, hidden: c.hidden)
            if isDecoder { block.crossAttention = attention }
            (block.epsilon, block.dropout) = (c.epsilon, c.dropout)
            return TransformerBlock(scope, block)
        }
        encoder = (0..<c.encoderLayers).map { block(scope("encoder")($0), isDecoder: false) }
        encoderNorm = LayerNorm(scope("encoder")("norm"), features: c.width, epsilon: c.epsilon)
        decoder = (0..<c.decoderLayers).map { block(scope("decoder")($0), isDecoder: true) }
        decoderNorm = LayerNorm(scope("decoder")("norm"), features: c.width, epsilon: c.epsilon)
        dropout = Dropout(rate: c.dropout)
        self.configuration = c
    }

    /// Encodes sources, `[batch, tokens]` int32 to `[batch, tokens, width]`.
    ///
    /// - Parameter lengths: of the sources, `[batch]` int32; the rest is padding.
    public func encode(_ source: Tensor, lengths: Tensor? = nil, mode: Mode = .evaluation) -> Tensor {
        let mask = AttentionMask(lengths: lengths)
        let x = encoder.reduce(dropout(embedded(source), mode: mode)) { $1($0, mask: mask, mode: mode) }
        return encoderNorm(x)
    }

    /// Decodes targets, normalised: `[batch, tokens]` int32 to `[batch, tokens, width]`.
    ///
    /// - Parameter memory: the encoded sources.
    public func decode(
        _ target: Tensor, memory: Tensor, lengths: Tensor? = nil, mode: Mode = .evaluation
    ) -> Tensor {
        let contextMask = AttentionMask(lengths: lengths)
        let x = decoder.reduce(dropout(embedded(target), mode: mode)) { x, block in
            block(x, mask: .causal, context: .tokens(memory), contextMask: contextMask, mode: mode)
        }
        return decoderNorm(x)
    }

    /// Decodes targets that continue the contents of caches.
    ///
    /// - Parameters:
    ///   - at: the position of every token, `[batch, tokens]` int32.
    ///   - mask: causal, with the positions of the first tokens.
    ///   - memory: keys and values of each layer's cross attention.
    func decode(
        _ target: Tensor, at places: Tensor, mask: AttentionMask, caches: [AttentionCache],
        memory: [AttentionCache], contextMask: AttentionMask
    ) -> Tensor {
        var x = tokens(target) + positions(places)
        for (index, block) in decoder.enumerated() {
            let (keys, values) = memory[index].contents(in: x.graph)
            x = block(
                x, mask: mask, context: .keysAndValues(keys, values), contextMask: contextMask,
                cache: caches[index])
        }
        return decoderNorm(x)
    }

    /// Scores of all tokens by the token embedding: `[..., width]` to `[..., vocabulary]`.
    public func scores(_ x: Tensor) -> Tensor { TiedProjection(weight: tokens.weight)(x) }

    /// Attention weights for a source and a target: of the encoder's layers, of the decoder's, and of the decoder's to
    /// the source, `[batch, heads, queries, keys]` each.
    public func attentionWeights(_ source: Tensor, _ target: Tensor) -> (
        encoder: [Tensor], decoder: [Tensor], cross: [Tensor]
    ) {
        var x = embedded(source)
        let ofEncoder = encoder.map { block in
            defer { x = block(x) }
            return block.attentionWeights(x)
        }
        let memory = encoderNorm(x)
        x = embedded(target)
        var ofDecoder: [Tensor] = []
        var cross: [Tensor] = []
        for block in decoder {
            ofDecoder.append(block.attentionWeights(x, mask: .causal))
            cross.append(block.crossAttentionWeights(x, mask: .causal, context: memory))
            x = block(x, mask: .causal, context: .tokens(memory))
        }
        return (ofEncoder, ofDecoder, cross)
    }

    private func embedded(_ tokens: Tensor) -> Tensor {
        let first = tokens.graph.parameter(positions.weight).sliced(axis: 0, 0..<tokens.shape[1])
        return self.tokens(tokens) + first
    }
}
