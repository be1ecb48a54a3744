/// Multi-head cross attention (Vaswani et al., 2017): queries are projections of the input, keys and values of a context.
///
/// `y = O concat_h softmax(scale Q_h x (K_h c)^T) V_h c`, `[batch, tokens, width]` to the same.
///
/// The parameters are those of ``SelfAttention``, with `k_proj` and `v_proj` `[keyHeads size, contextWidth]`. If the
/// configuration is joint, `kv_proj` computes keys and then values: the last rows of PyTorch's `in_proj`.
public struct CrossAttention {
    private enum Context {
        case separate(key: any Projection, value: any Projection)
        case joint(any Projection)
    }

    private let configuration: AttentionConfiguration
    private let query: any Projection
    private let context: Context
    private let output: any Projection

    public init(_ scope: ParameterScope, _ configuration: AttentionConfiguration) {
        let c = configuration
        func linear(_ name: String, _ inputs: Int, _ outputs: Int) -> Linear {
            Linear(scope(name), inputs: inputs, outputs: outputs, bias: c.inputBias)
        }
        query = linear("q_proj", c.width, c.queryWidth)
        context =
            c.isJoint
            ? .joint(linear("kv_proj", c.contextWidth, 2 * c.keyWidth))
            : .separate(
                key: linear("k_proj", c.contextWidth, c.keyWidth),
                value: linear("v_proj", c.contextWidth, c.keyWidth))
        output = Linear(scope("out_proj"), inputs: c.queryWidth, outputs: c.width, bias: c.outputBias)
        self.configuration = c
    }

    /// - Parameters:
    ///   - x: `[batch, tokens, width]`.
    ///   - context: `[batch, keys, contextWidth]`.
    ///   - mask: which keys a query sees.
    public func callAsFunction(_ x: Tensor, context: Tensor, mask: AttentionMask = .none) -> Tensor {
        let queries = query(x)
        let (keys, values) = keysAndValues(of: context)
        return output(configuration.attend(queries, keys, values, mask))
    }

    /// Attention to keys and values that have been computed before, once for a whole answer.
    public func callAsFunction(_ x: Tensor, keys: Tensor, values: Tensor, mask: AttentionMask = .none)
        -> Tensor
    {
        output(configuration.attend(query(x), keys, values, mask))
    }

    /// The weights of every head, `[batch, heads, tokens, keys]`: what each token attends to.
    public func weights(_ x: Tensor, context: Tensor, mask: AttentionMask = .none) -> Tensor {
        configuration.weights(query(x), keysAndValues(of: context).keys, mask)
    }

    /// Keys and values of a context, `[batch, keys, keyHeads headSize]` each.
    public func keysAndValues(of context: Tensor) -> (keys: Tensor, values: Tensor) {
        switch self.context {
        case .separate(let key, let value): return (key(context), value(context))
        case .joint(let both):
            let (joint, width) = (both(context), configuration.keyWidth)
            return (joint.sliced(axis: -1, 0..<width), joint.sliced(axis: -1, width..<2 * width))
        }
    }
}
