/// The sizes and options of an attention layer.
public struct AttentionConfiguration: Sendable {
    public var width: Int
    public var heads: Int
    /// Heads of keys and values; fewer than `heads` for grouped queries (Ainslie et al., 2023).
    public var keyHeads: Int
    /// Numbers of one head.
    public var headSize: Int
    /// Width of the context in cross attention.
    public var contextWidth: Int
    /// Queries, keys and values are one product; in cross attention, keys and values are.
    public var isJoint = false
    public var inputBias = true
    public var outputBias = true
    /// What scores are multiplied by; `1 / sqrt(headSize)` if nil.
    public var scale: Float?
    /// In causal self attention, how many keys a query sees at most: its own and those before it.
    public var window: Int?
    /// Rotary positions, in self attention.
    public var rotary: RotaryEmbedding?
    public var arithmetic = Arithmetic.standard

    public init(width: Int, heads: Int, keyHeads: Int? = nil, headSize: Int? = nil) {
        if heads < 1 || (headSize == nil && width % heads != 0) || heads % max(keyHeads ?? heads, 1) != 0 {
            fatalError("Attention: width \(width), \(heads) heads, \(keyHeads ?? heads) key heads.")
        }
        self.width = width
        self.heads = heads
        self.keyHeads = keyHeads ?? heads
        self.headSize = headSize ?? width / heads
        contextWidth = width
    }

    var queryWidth: Int { heads * headSize }
    var keyWidth: Int { keyHeads * headSize }

    /// `softmax(scale q k^T) v` in each head, `[batch, tokens, queryWidth]`.
    func attend(_ queries: Tensor, _ keys: Tensor, _ values: Tensor, _ mask: AttentionMask) -> Tensor {
        queries.attention(
            keys: keys, values: values, heads: heads, keyHeads: keyHeads, scale: scale, mask: windowed(mask),
            arithmetic: arithmetic)
    }

    /// The weights of every head, `[batch, heads, queries, keys]`.
    func weights(_ queries: Tensor, _ keys: Tensor, _ mask: AttentionMask) -> Tensor {
        queries.attentionWeights(
            keys: keys, heads: heads, keyHeads: keyHeads, scale: scale, mask: windowed(mask))
    }

    private func windowed(_ mask: AttentionMask) -> AttentionMask {
        guard let window else { return mask }
        var result = mask
        result.window = min(window, mask.window ?? window)
        return result
    }
}
