/// Multi-head self attention (Vaswani et al., 2017): queries, keys and values are projections of the input, attention
/// runs in each head, and a projection joins the heads.
///
/// `y = O concat_h softmax(scale Q_h x (K_h x)^T) V_h x`, `[batch, tokens, width]` to the same.
///
/// The parameters, and their names in published weights:
///
/// | here | shape | PyTorch `nn.MultiheadAttention` | BERT | Llama | GGUF |
/// |---|---|---|---|---|---|
/// | `q_proj` | `[heads size, width]` | first rows of `in_proj` | `attention.self.query` | `q_proj` | `attn_q` |
/// | `k_proj` | `[keyHeads size, width]` | next rows | `attention.self.key` | `k_proj` | `attn_k` |
/// | `v_proj` | `[keyHeads size, width]` | last rows | `attention.self.value` | `v_proj` | `attn_v` |
/// | `in_proj` (joint) | the three in one, in this order | `in_proj_weight`, `in_proj_bias` | | | |
/// | `out_proj` | `[width, heads size]` | `out_proj` | `attention.output.dense` | `o_proj` | `attn_output` |
///
/// each with `.weight` and, if there are biases, `.bias`.
public struct SelfAttention {
    private enum Inputs {
        case separate(query: any Projection, key: any Projection, value: any Projection)
        case joint(any Projection)
    }

    private let configuration: AttentionConfiguration
    private let inputs: Inputs
    private let output: any Projection
    private let norms: HeadNorms?

    /// Norms of each head's queries and keys before they are rotated, `[headSize]` each (Qwen 3, Gemma 3).
    public struct HeadNorms {
        public let query: TokenNorm
        public let key: TokenNorm

        public init(query: TokenNorm, key: TokenNorm) { (self.query, self.key) = (query, key) }
    }

    public init(_ scope: ParameterScope, _ configuration: AttentionConfiguration) {
        let c = configuration
        func linear(_ name: String, _ outputs: Int) -> Linear {
            Linear(scope(name), inputs: c.width, outputs: outputs, bias: c.inputBias)
        }
        inputs =
            c.isJoint
            ? .joint(linear("in_proj", c.queryWidth + 2 * c.keyWidth))
            : .separate(
                query: linear("q_proj", c.queryWidth), key: linear("k_proj", c.keyWidth),
                value: linear("v_proj", c.keyWidth))
        output = Linear(scope("out_proj"), inputs: c.queryWidth, outputs: c.width, bias: c.outputBias)
        self.configuration = c
        norms = nil
    }

    /// Attention with projections of another kind, such as quantised ones.
    public init(
        query: any Projection, key: any Projection, value: any Projection, output: any Projection,
        _ configuration: AttentionConfiguration, norms: HeadNorms? = nil
    ) {
        inputs = .separate(query: query, key: key, value: value)
        self.output = output
        self.configuration = configuration
        self.norms = norms
    }

    /// The same with queries, keys and values as one projection, in this order.
    public init(
        joint: any Projection, output: any Projection, _ configuration: AttentionConfiguration,
        norms: HeadNorms? = nil
    ) {
        inputs = .joint(joint)
        self.output = output
        self.configuration = configuration
        self.norms = norms
    }

    /// - Parameters:
    ///   - x: `[batch, tokens, width]`.
    ///   - mask: which keys a query sees; its positions also count for rotary embeddings.
    ///   - cache: queries also see all tokens in the cache, to which this run's are added. The mask must be causal and have
    ///     the positions of this run's first tokens.
    public func callAsFunction(
        _ x: Tensor, mask: AttentionMask = .none, cache: AttentionCache? = nil
    ) -> Tensor {
        var (queries, keys, values) = projected(x, mask)
        if let cache {
            guard let positions = mask.positions else {
                fatalError("SelfAttention: a cache needs a causal mask with positions.")
            }
            (keys, values) = cache.appending(keys: keys, values: values, positions: positions)
        }
        return output(configuration.attend(queries, keys, values, mask))
    }

    /// The weights of every head, `[batch, heads, tokens, tokens]`: what each token attends to.
    public func weights(_ x: Tensor, mask: AttentionMask = .none) -> Tensor {
        let (queries, keys, _) = projected(x, mask)
        return configuration.weights(queries, keys, mask)
    }

    private func projected(_ x: Tensor, _ mask: AttentionMask) -> (
        queries: Tensor, keys: Tensor, values: Tensor
    ) {
        let c = configuration
        switch inputs {
        case .separate(let query, let key, let value):
            return turned(query(x), key(x), value(x), mask)
        case .joint(let all):
            var joint = all(x)
            if norms == nil, let rotary = c.rotary {
                joint = joint.rotated(
                    rotary, heads: c.heads + 2 * c.keyHeads, rotatedHeads: c.heads + c.keyHeads,
                    positions: mask.positions)
            }
            let (first, second) = (c.queryWidth, c.queryWidth + c.keyWidth)
            let parts = (
                joint.sliced(axis: -1, 0..<first), joint.sliced(axis: -1, first..<second),
                joint.sliced(axis: -1, second..<second + c.keyWidth)
            )
            return norms == nil ? parts : turned(parts.0, parts.1, parts.2, mask)
        }
    }

    /// Queries and keys in their norms, and then rotated.
    private func turned(_ queries: Tensor, _ keys: Tensor, _ values: Tensor, _ mask: AttentionMask) -> (
        queries: Tensor, keys: Tensor, values: Tensor
    ) {
        let c = configuration
        var (queries, keys) = (queries, keys)
        if let norms {
            queries = norms.query(queries.inHeads(of: c.headSize)).reshaped(queries.shape)
            keys = norms.key(keys.inHeads(of: c.headSize)).reshaped(keys.shape)
        }
        guard let rotary = c.rotary else { return (queries, keys, values) }
        return (
            queries.rotated(rotary, heads: c.heads, positions: mask.positions),
            keys.rotated(rotary, heads: c.keyHeads, positions: mask.positions), values
        )
    }
}

extension Tensor {
    /// `[batch, tokens, heads size]` as `[batch, tokens, heads, size]`.
    fileprivate func inHeads(of size: Int) -> Tensor { reshaped([shape[0], shape[1], -1, size]) }
}
