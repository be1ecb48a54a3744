/// A map of vectors, `[..., inputs]` to `[..., outputs]`: `Linear`, or one whose weights are kept in another form.
public protocol Projection {
    func callAsFunction(_ x: Tensor) -> Tensor
}

extension Linear: Projection {}

/// Multi-head attention (Vaswani et al., 2017): queries, keys and values are projections of the input (of a context
/// for keys and values in cross attention), attention runs in each head, and a projection joins the heads.
///
/// `y = O concat_h softmax(scale Q_h x (K_h c)^T) V_h c`, `[batch, tokens, width]` to the same.
///
/// Names of the parameters, and what public weights call them:
///
/// | here | shape | PyTorch `nn.MultiheadAttention` | BERT | Llama | GGUF |
/// |---|---|---|---|---|---|
/// | `q_proj` | `[heads size, width]` | first rows of `in_proj` | `attention.self.query` | `q_proj` | `attn_q` |
/// | `k_proj` | `[keyHeads size, width]` | next rows | `attention.self.key` | `k_proj` | `attn_k` |
/// | `v_proj` | `[keyHeads size, width]` | last rows | `attention.self.value` | `v_proj` | `attn_v` |
/// | `in_proj` | the three in one, in this order | `in_proj_weight`, `in_proj_bias` | | | |
/// | `kv_proj` | the last two in one | last rows of `in_proj` | | | |
/// | `out_proj` | `[width, heads size]` | `out_proj` | `attention.output.dense` | `o_proj` | `attn_output` |
///
/// each with `.weight` and, if there are biases, `.bias`.
public struct MultiHeadAttention {
    /// Which projections are one product.
    public enum Form: Sendable {
        /// `q_proj`, `k_proj` and `v_proj`.
        case separate
        /// `in_proj`: self attention only.
        case joint
        /// `q_proj` and `kv_proj`: cross attention.
        case jointKeysAndValues
    }

    public struct Configuration: Sendable {
        public var width: Int
        public var heads: Int
        /// Heads of keys and values; fewer than `heads` for grouped queries.
        public var keyHeads: Int
        /// Numbers of one head.
        public var headSize: Int
        /// Width of the context in cross attention.
        public var contextWidth: Int
        public var form = Form.separate
        public var inputBias = true
        public var outputBias = true
        public var rotary: RotaryEmbedding?

        public init(width: Int, heads: Int, keyHeads: Int? = nil, headSize: Int? = nil) {
            if heads < 1 || (headSize == nil && width % heads != 0) || heads % max(keyHeads ?? heads, 1) != 0
            {
                fatalError(
                    "MultiHeadAttention: width \(width), \(heads) heads, \(keyHeads ?? heads) key heads.")
            }
            (self.width, self.heads) = (width, heads)
            self.keyHeads = keyHeads ?? heads
            self.headSize = headSize ?? width / heads
            contextWidth = width
        }
    }

    private enum Inputs {
        case separate(query: any Projection, key: any Projection, value: any Projection)
        case joint(any Projection)
        case jointKeysAndValues(query: any Projection, keysAndValues: any Projection)
    }

    public let heads: Int
    public let keyHeads: Int
    public let headSize: Int
    public let rotary: RotaryEmbedding?
    public let arithmetic: Arithmetic
    private let inputs: Inputs
    private let output: any Projection

    public init(_ scope: ParameterScope, _ configuration: Configuration) {
        let c = configuration
        let (queryWidth, keyWidth) = (c.heads * c.headSize, c.keyHeads * c.headSize)
        func linear(_ name: String, _ inputs: Int, _ outputs: Int) -> Linear {
            Linear(scope(name), inputs: inputs, outputs: outputs, bias: c.inputBias)
        }
        switch c.form {
        case .separate:
            inputs = .separate(
                query: linear("q_proj", c.width, queryWidth),
                key: linear("k_proj", c.contextWidth, keyWidth),
                value: linear("v_proj", c.contextWidth, keyWidth))
        case .joint:
            if c.contextWidth != c.width {
                fatalError(
                    "MultiHeadAttention: a joint projection of widths \(c.width) and \(c.contextWidth).")
            }
            inputs = .joint(linear("in_proj", c.width, queryWidth + 2 * keyWidth))
        case .jointKeysAndValues:
            inputs = .jointKeysAndValues(
                query: linear("q_proj", c.width, queryWidth),
                keysAndValues: linear("kv_proj", c.contextWidth, 2 * keyWidth))
        }
        output = Linear(scope("out_proj"), inputs: queryWidth, outputs: c.width, bias: c.outputBias)
        (heads, keyHeads, headSize, rotary) = (c.heads, c.keyHeads, c.headSize, c.rotary)
        arithmetic = .standard
    }

    /// Attention with projections of another kind, such as quantised ones.
    public init(
        query: any Projection, key: any Projection, value: any Projection, output: any Projection,
        heads: Int, keyHeads: Int, headSize: Int, rotary: RotaryEmbedding? = nil,
        arithmetic: Arithmetic = .standard
    ) {
        inputs = .separate(query: query, key: key, value: value)
        self.output = output
        (self.heads, self.keyHeads, self.headSize, self.rotary) = (heads, keyHeads, headSize, rotary)
        self.arithmetic = arithmetic
    }

    /// The same with queries, keys and values as one projection, in this order.
    public init(
        joint: any Projection, output: any Projection, heads: Int, keyHeads: Int, headSize: Int,
        rotary: RotaryEmbedding? = nil, arithmetic: Arithmetic = .standard
    ) {
        inputs = .joint(joint)
        self.output = output
        (self.heads, self.keyHeads, self.headSize, self.rotary) = (heads, keyHeads, headSize, rotary)
        self.arithmetic = arithmetic
    }

    /// Self attention, or with a context cross attention.
    ///
    /// - Parameters:
    ///   - x: `[batch, tokens, width]`.
    ///   - context: `[batch, keys, contextWidth]`.
    ///   - mask: which keys a query sees; its positions count for rotary embeddings too.
    ///   - cache: self attention sees all tokens that the cache holds, and this run's are added to it; the mask has
    ///     the positions of this run's first tokens.
    public func callAsFunction(
        _ x: Tensor, context: Tensor? = nil, mask: AttentionMask = .none, cache: AttentionCache? = nil
    ) -> Tensor {
        let (queries, keys, values) = operands(x, context: context, mask: mask, cache: cache)
        return attend(queries, keys, values, mask)
    }

    /// Attention to keys and values that were computed before: cross attention while an answer is written.
    public func callAsFunction(_ x: Tensor, keys: Tensor, values: Tensor, mask: AttentionMask = .none)
        -> Tensor
    {
        attend(queries(of: x), keys, values, mask)
    }

    /// The weights of every head, `[batch, heads, tokens, keys]`: what the layer looks at.
    public func weights(
        _ x: Tensor, context: Tensor? = nil, mask: AttentionMask = .none, cache: AttentionCache? = nil
    ) -> Tensor {
        let (queries, keys, _) = operands(x, context: context, mask: mask, cache: cache)
        return queries.attentionWeights(keys: keys, heads: heads, keyHeads: keyHeads, mask: mask)
    }

    /// Keys and values of a context, `[batch, keys, keyHeads headSize]` each.
    public func keysAndValues(of context: Tensor) -> (keys: Tensor, values: Tensor) {
        let width = keyHeads * headSize
        switch inputs {
        case .separate(_, let key, let value): return (key(context), value(context))
        case .joint(let all):
            let joint = all(context)
            let start = heads * headSize
            return (
                joint.sliced(axis: -1, start..<start + width),
                joint.sliced(axis: -1, start + width..<start + 2 * width)
            )
        case .jointKeysAndValues(_, let both):
            let joint = both(context)
            return (joint.sliced(axis: -1, 0..<width), joint.sliced(axis: -1, width..<2 * width))
        }
    }

    private func attend(_ queries: Tensor, _ keys: Tensor, _ values: Tensor, _ mask: AttentionMask) -> Tensor
    {
        output(
            queries.attention(
                keys: keys, values: values, heads: heads, keyHeads: keyHeads, mask: mask,
                arithmetic: arithmetic))
    }

    private func queries(of x: Tensor) -> Tensor {
        switch inputs {
        case .separate(let query, _, _), .jointKeysAndValues(let query, _): query(x)
        case .joint(let all): all(x).sliced(axis: -1, 0..<heads * headSize)
        }
    }

    private func operands(
        _ x: Tensor, context: Tensor?, mask: AttentionMask, cache: AttentionCache?
    ) -> (queries: Tensor, keys: Tensor, values: Tensor) {
        var (queries, keys, values): (Tensor, Tensor, Tensor)
        if case .joint(let all) = inputs, context == nil {
            var joint = all(x)
            if let rotary {
                joint = joint.rotated(
                    rotary, heads: heads + 2 * keyHeads, rotatedHeads: heads + keyHeads,
                    positions: mask.positions)
            }
            let (queryWidth, keyWidth) = (heads * headSize, keyHeads * headSize)
            queries = joint.sliced(axis: -1, 0..<queryWidth)
            keys = joint.sliced(axis: -1, queryWidth..<queryWidth + keyWidth)
            values = joint.sliced(axis: -1, queryWidth + keyWidth..<queryWidth + 2 * keyWidth)
        } else {
            queries = self.queries(of: x)
            (keys, values) = keysAndValues(of: context ?? x)
            if let rotary, context == nil {
                queries = queries.rotated(rotary, heads: heads, positions: mask.positions)
                keys = keys.rotated(rotary, heads: keyHeads, positions: mask.positions)
            }
        }
        if let cache {
            guard let positions = mask.positions, context == nil else {
                fatalError("MultiHeadAttention: a cache wants a causal mask with positions, and no context.")
            }
            (keys, values) = cache.appending(keys: keys, values: values, positions: positions)
        }
        return (queries, keys, values)
    }
}

/// The keys and values that one attention layer has seen, kept between the runs of one plan or several: a prompt is
/// read by one plan and its answer written by another.
///
/// A cache belongs to one thread at a time.
public final class AttentionCache {
    public let keys: CacheBuffer
    public let values: CacheBuffer

    /// - Parameters:
    ///   - capacity: tokens that each row has room for.
    ///   - type: `float32`, or `float16` or `bfloat16` for half the memory.
    public init(batch: Int, keyHeads: Int, capacity: Int, headSize: Int, type: ElementType = .float32) {
        keys = CacheBuffer(batch: batch, heads: keyHeads, capacity: capacity, size: headSize, type: type)
        values = CacheBuffer(batch: batch, heads: keyHeads, capacity: capacity, size: headSize, type: type)
    }

    /// Adds rows from `positions[b]` on, and returns all that is there then.
    public func appending(keys newKeys: Tensor, values newValues: Tensor, positions: Tensor)
        -> (keys: Tensor, values: Tensor)
    {
        (
            newKeys.appended(to: keys, positions: positions),
            newValues.appended(to: values, positions: positions)
        )
    }

    /// What the cache holds when a run begins.
    public func contents(in graph: Graph) -> (keys: Tensor, values: Tensor) {
        (graph.cached(keys), graph.cached(values))
    }

    /// Row `b` goes on from what row `rows[b]` has seen.
    public func reorder(_ rows: [Int]) {
        keys.reorder(rows)
        values.reorder(rows)
    }
}
