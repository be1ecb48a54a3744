internal import QuartetEngine

/// The decoder of a pointer-generator (See, Liu & Manning, 2017): blocks with attention to an encoded source, whose next
/// token is either generated from the vocabulary or copied from the source,
///
/// `p(w) = g softmax(E norm(gelu(W x + b)) + c)_w + (1 - g) sum_j a_j [source_j = w]`
///
/// with `g = sigmoid(u . x + d)` and `a = softmax_j((Q x) . (K m_j) / sqrt(width))` for the decoder's state `x` and the
/// encoded tokens `m_j`.
///
/// Its tokens are embedded, and generated, by the encoder's own tables, and its blocks have the encoder's sizes, so that
/// they can begin as copies of the encoder's (Rothe, Narayan & Severyn, 2020).
struct CopyingDecoder {
    /// What the decoder says about the next token of each place.
    struct Next {
        /// Logits of the vocabulary, `[batch, tokens, vocabulary]`.
        let scores: Tensor
        /// The attention to the source from which tokens are copied, `[batch, tokens, keys]`.
        let attention: Tensor
        /// The logit of `g`, `[batch, tokens]`.
        let generating: Tensor
    }

    let blocks: [TransformerBlock]
    private let query, key, gate: Linear
    private let output: MaskedTokenHead
    private let dropout: Dropout

    init(_ scope: ParameterScope, _ encoder: TextEncoder, layers: Int) {
        let c = encoder.configuration
        var block = TransformerBlock.Configuration(
            attention: AttentionConfiguration(width: c.width, heads: c.heads), hidden: c.hidden)
        block.crossAttention = block.attention
        (block.activation, block.epsilon, block.dropout) = (c.activation.layer, c.epsilon, c.dropout)
        block.normalizesFirst = false
        let configuration = block
        blocks = (0..<layers).map { TransformerBlock(scope("blocks")($0), configuration) }
        query = Linear(scope("query"), inputs: c.width, outputs: c.width)
        key = Linear(scope("key"), inputs: c.width, outputs: c.width)
        gate = Linear(scope("gate"), inputs: c.width, outputs: 1)
        output = MaskedTokenHead(scope("output"), encoder)
        dropout = Dropout(rate: c.dropout)
    }

    /// States of a target that is known: `[batch, tokens, width]` to the same.
    ///
    /// - Parameters:
    ///   - x: the embedded target.
    ///   - memory: the encoded source, `[batch, keys, width]`.
    ///   - lengths: of the sources, `[batch]` int32.
    func callAsFunction(_ x: Tensor, memory: Tensor, lengths: Tensor, mode: Mode) -> Tensor {
        blocks.reduce(dropout(x, mode: mode)) { x, block in
            block(
                x, mask: .causal, context: .tokens(memory), contextMask: AttentionMask(lengths: lengths),
                mode: mode)
        }
    }

    /// States of tokens that continue the contents of caches.
    ///
    /// - Parameters:
    ///   - mask: causal, with the positions of the first tokens.
    ///   - memory: keys and values of each block's attention to the source.
    func callAsFunction(
        _ x: Tensor, mask: AttentionMask, caches: [AttentionCache],
        memory: [(keys: Tensor, values: Tensor)], lengths: Tensor
    ) -> Tensor {
        blocks.indices.reduce(x) { x, index in
            blocks[index](
                x, mask: mask, context: .keysAndValues(memory[index].keys, memory[index].values),
                contextMask: AttentionMask(lengths: lengths), cache: caches[index])
        }
    }

    /// What the attention that copies compares states with, `[batch, keys, width]`.
    func copyingKeys(of memory: Tensor) -> Tensor { key(memory) }

    /// - Parameter keys: of the source, from ``copyingKeys(of:)``.
    func next(_ x: Tensor, keys: Tensor, lengths: Tensor) -> Next {
        let (batch, tokens) = (x.shape[0], x.shape[1])
        let attention = query(x).attentionWeights(
            keys: keys, heads: 1, mask: AttentionMask(lengths: lengths))
        return Next(
            scores: output(x).inFullPrecision(), attention: attention.reshaped([batch, tokens, -1]),
            generating: gate(x).inFullPrecision().reshaped([batch, tokens]))
    }
}

extension CopyingDecoder.Next {
    /// The probability of the tokens that come next, `[batch, tokens]`.
    ///
    /// - Parameters:
    ///   - tokens: `[batch, tokens]` int32.
    ///   - source: the tokens of the source, `[batch, keys]` int32. Padding has no attention.
    func probabilities(of tokens: Tensor, source: Tensor) -> Tensor {
        let (batch, count, keys) = (tokens.shape[0], tokens.shape[1], source.shape[1])
        let generated =
            (scores.picked(at: tokens)
            - scores.logSumExponential().reshaped([batch, count])).exponential()
        let isSame = (tokens + 0).reshaped([batch, count, 1]).equal(
            to: (source + 0).reshaped([batch, 1, keys]))
        let copied = (attention * isSame).sum(axes: [2])
        let share = generating.sigmoid()
        return generated * share + copied * (1 - share)
    }
}
