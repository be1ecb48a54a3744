/// A normalisation over the last axis.
public enum TokenNorm {
    case layer(LayerNorm)
    case rootMeanSquare(RMSNorm)

    public enum Kind: Sendable { case layer, rootMeanSquare }

    public init(_ scope: ParameterScope, _ kind: Kind, features: Int, epsilon: Float) {
        switch kind {
        case .layer: self = .layer(LayerNorm(scope, features: features, epsilon: epsilon))
        case .rootMeanSquare:
            self = .rootMeanSquare(RMSNorm(scope, features: features, epsilon: epsilon))
        }
    }

    public func callAsFunction(_ x: Tensor) -> Tensor {
        switch self {
        case .layer(let norm): norm(x)
        case .rootMeanSquare(let norm): norm(x)
        }
    }
}

/// A transformer block (Vaswani et al., 2017): self attention, cross attention in a decoder, and a feed-forward part,
/// each added to its input, `[batch, tokens, width]` to the same.
///
/// Normalised before each part, `x + f(norm(x))` (GPT-2, Llama), or after it, `norm(x + f(x))` (the paper, BERT), or
/// before and after, `x + norm'(f(norm(x)))` (Gemma 3).
///
/// | here | PyTorch encoder / decoder layer | BERT | GPT-2 | Llama | GGUF |
/// |---|---|---|---|---|---|
/// | `self_attn` | `self_attn` | `attention` | `attn` | `self_attn` | `attn_…` |
/// | `multihead_attn` (cross) | `multihead_attn` | | | | |
/// | `norm1` | `norm1` | `attention.output.LayerNorm` | `ln_1` | `input_layernorm` | `attn_norm` |
/// | `norm2` (with cross attention: of that) | `norm2` | | | | |
/// | `norm2`, with cross attention `norm3` | `norm2` / `norm3` | `output.LayerNorm` | `ln_2` | `post_attention_layernorm` | `ffn_norm` |
/// | `linear1`, `gate`, `linear2` | see `FeedForward` | | | | |
public struct TransformerBlock {
    public struct Configuration: Sendable {
        public var attention: AttentionConfiguration
        /// Attention to a context after self attention: a decoder's block.
        public var crossAttention: AttentionConfiguration?
        /// Width inside the feed-forward part.
        public var hidden: Int
        public var activation = FeedForward.Activation.gelu
        public var feedForwardBias = true
        public var norm = TokenNorm.Kind.layer
        public var normalizesFirst = true
        public var epsilon: Float = 1e-5
        /// The rate of dropout of each part's result.
        public var dropout: Float = 0

        public init(attention: AttentionConfiguration, hidden: Int) {
            (self.attention, self.hidden) = (attention, hidden)
        }
    }

    public let selfAttention: SelfAttention
    public let crossAttention: CrossAttention?
    public let feedForward: FeedForward
    private let norms: [TokenNorm]
    /// Of the parts' results, or none.
    private let resultNorms: [TokenNorm]
    private let normalizesFirst: Bool
    private let dropout: Dropout

    public init(_ scope: ParameterScope, _ configuration: Configuration) {
        let c = configuration
        selfAttention = SelfAttention(scope("self_attn"), c.attention)
        crossAttention = c.crossAttention.map { CrossAttention(scope("multihead_attn"), $0) }
        feedForward = FeedForward(
            scope, width: c.attention.width, hidden: c.hidden, activation: c.activation,
            bias: c.feedForwardBias)
        norms = (1...(c.crossAttention == nil ? 2 : 3)).map {
            TokenNorm(scope("norm\($0)"), c.norm, features: c.attention.width, epsilon: c.epsilon)
        }
        resultNorms = []
        normalizesFirst = c.normalizesFirst
        dropout = Dropout(rate: c.dropout)
    }

    /// A block of given parts, such as parts with quantised weights.
    ///
    /// - Parameters:
    ///   - norms: of self attention, of cross attention if there is one, and of the feed-forward part.
    ///   - resultNorms: of what each of these parts adds, or none.
    ///   - dropout: the rate of dropout of each part's result.
    public init(
        selfAttention: SelfAttention, crossAttention: CrossAttention? = nil,
        feedForward: FeedForward, norms: [TokenNorm], resultNorms: [TokenNorm] = [], normalizesFirst: Bool,
        dropout: Float = 0
    ) {
        if norms.count != (crossAttention == nil ? 2 : 3) {
            fatalError("TransformerBlock: \(norms.count) norms, expected \(crossAttention == nil ? 2 : 3).")
        }
        if !resultNorms.isEmpty && resultNorms.count != norms.count {
            fatalError("TransformerBlock: \(resultNorms.count) norms of results, expected \(norms.count).")
        }
        (self.selfAttention, self.crossAttention) = (selfAttention, crossAttention)
        self.resultNorms = resultNorms
        (self.feedForward, self.norms, self.normalizesFirst) = (feedForward, norms, normalizesFirst)
        self.dropout = Dropout(rate: dropout)
    }

    /// What a decoder's block attends to besides its own tokens.
    public enum Context {
        /// Tokens of an encoder, `[batch, keys, contextWidth]`.
        case tokens(Tensor)
        /// Their keys and values, computed before by `crossAttention.keysAndValues(of:)`.
        case keysAndValues(Tensor, Tensor)
    }

    /// - Parameters:
    ///   - mask: of self attention.
    ///   - contextMask: of cross attention.
    ///   - cache: of self attention.
    public func callAsFunction(
        _ x: Tensor, mask: AttentionMask = .none, context: Context? = nil,
        contextMask: AttentionMask = .none, cache: AttentionCache? = nil, mode: Mode = .evaluation
    ) -> Tensor {
        if (context == nil) != (crossAttention == nil) {
            fatalError("TransformerBlock: a context and cross attention go together.")
        }
        var h = adding(x, 0, mode) { selfAttention($0, mask: mask, cache: cache) }
        if let crossAttention, let context {
            h = adding(h, 1, mode) { x in
                switch context {
                case .tokens(let tokens): crossAttention(x, context: tokens, mask: contextMask)
                case .keysAndValues(let keys, let values):
                    crossAttention(x, keys: keys, values: values, mask: contextMask)
                }
            }
        }
        return adding(h, norms.count - 1, mode) { feedForward($0) }
    }

    /// The weights of self attention for the block's input `x`: `[batch, heads, tokens, keys]`.
    public func attentionWeights(_ x: Tensor, mask: AttentionMask = .none) -> Tensor {
        selfAttention.weights(normalizesFirst ? norms[0](x) : x, mask: mask)
    }

    /// The weights of cross attention for the input `x` of a decoder's block: `[batch, heads, tokens, keys]`.
    public func crossAttentionWeights(_ x: Tensor, mask: AttentionMask = .none, context: Tensor) -> Tensor {
        guard let crossAttention else { fatalError("TransformerBlock: the block has no cross attention.") }
        let h = adding(x, 0, .evaluation) { selfAttention($0, mask: mask) }
        return crossAttention.weights(normalizesFirst ? norms[1](h) : h, context: context)
    }

    /// The input of a part plus its result, with the norms of the part's number.
    private func adding(_ x: Tensor, _ number: Int, _ mode: Mode, _ part: (Tensor) -> Tensor) -> Tensor {
        let norm = norms[number]
        guard normalizesFirst else { return norm(x + dropout(part(x), mode: mode)) }
        let result = part(norm(x))
        return x + dropout(resultNorms.isEmpty ? result : resultNorms[number](result), mode: mode)
    }
}
