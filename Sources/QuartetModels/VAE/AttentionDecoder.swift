internal import QuartetEngine

/// The attention decoder of a ``SequenceAutoencoder``: a causal transformer (Vaswani et al., 2017), of the size that writes
/// molecules in MolGPT (Bagal et al., 2022). Every token's vector has a linear function of the code added to it:
///
///     x[t] = W_e e[t] + W_z z + b,    y = norm(blocks(x))
///
/// The blocks are normalised before each part (GPT-2), with GELU and a feed-forward part of four times the width. Positions
/// are rotary (Su et al., 2021), so that no length is the longest.
struct AttentionDecoder {
    private let token, code: Linear
    private let blocks: [TransformerBlock]
    private let norm: LayerNorm
    private let dropout: Dropout

    /// - Parameter scope: the model's: the decoder's parameters are below `decoder` there.
    init(_ scope: ParameterScope, _ c: SequenceAutoencoder.Configuration, heads: Int) {
        let scope = scope("decoder")
        token = Linear(scope("token"), inputs: c.embedding, outputs: c.decoder, bias: false)
        code = Linear(scope("code"), inputs: c.latents, outputs: c.decoder)
        var attention = AttentionConfiguration(width: c.decoder, heads: heads)
        attention.isJoint = true
        attention.rotary = RotaryEmbedding(dimensions: attention.headSize)
        var block = TransformerBlock.Configuration(attention: attention, hidden: 4 * c.decoder)
        block.dropout = c.dropout
        blocks = (0..<c.decoderLayers).map { [block] in TransformerBlock(scope("blocks")($0), block) }
        norm = LayerNorm(scope("norm"), features: c.decoder)
        dropout = Dropout(rate: c.dropout)
    }

    /// Keys and values of tokens that were read before, and where those of a row end.
    struct Memory {
        /// One for each layer.
        let caches: [AttentionCache]
        /// The position of each row's first token in this run, int32 `[batch]`.
        let positions: Tensor
    }

    /// - Parameters:
    ///   - embedded: tokens, `[time, batch, embedding]`.
    ///   - code: `[batch, latents]`.
    ///   - memory: what the tokens see besides each other, and where their own keys and values are kept.
    /// - Returns: `[time, batch, decoder]`; no row depends on a later token. As padding follows the tokens, no mask of
    ///   lengths is needed.
    func callAsFunction(_ embedded: Tensor, code z: Tensor, memory: Memory? = nil, mode: Mode) -> Tensor {
        let mask = AttentionMask(isCausal: true, positions: memory?.positions)
        var x = dropout((token(embedded) + code(z)).transposed([1, 0, 2]), mode: mode)
        for (layer, block) in blocks.enumerated() {
            x = block(x, mask: mask, cache: memory?.caches[layer], mode: mode)
        }
        return norm(x).transposed([1, 0, 2])
    }
}
