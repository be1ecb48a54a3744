package import QuartetEngine

/// The decoder of a pointer-generator (See, Liu & Manning, 2017): blocks with attention to an encoded source, whose next
/// token is either generated from the vocabulary or copied from the source,
///
/// `p(w) = g softmax(E norm(gelu(W x + b)) + c)_w + (1 - g) sum_j a_j [source_j = w]`
///
/// with `g = sigmoid(u . x + d)` and `a = softmax_j((Q x) . (K m_j) / sqrt(width) + r f_j)` for the decoder's state `x` and
/// the encoded tokens `m_j`. `f_j` says whether the token of the source before `j` is the last one that was written, and
/// whether the two before are the last two: what has been copied so far goes on, which a decoder would else have to learn
/// from many examples.
///
/// Its tokens are embedded, and generated, by the encoder's own tables, and its blocks have the encoder's sizes, so that
/// they can begin as copies of the encoder's (Rothe, Narayan & Severyn, 2020).
package struct CopyingDecoder {
    /// What the decoder says about the next token of each place.
    package struct Next {
        /// Logits of the vocabulary, `[batch, tokens, vocabulary]`.
        package let scores: Tensor
        /// The attention to the source from which tokens are copied, `[batch, tokens, keys]`.
        package let attention: Tensor
        /// The logit of `g`, `[batch, tokens]`.
        package let generating: Tensor
    }

    let blocks: [TransformerBlock]
    private let query, key, gate: Linear
    /// `r`: of one token that agrees, and of two.
    private let following: Parameter
    private let output: MaskedTokenHead
    private let dropout: Dropout

    package init(_ scope: ParameterScope, _ encoder: TextEncoder, layers: Int) {
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
        following = scope.parameter("following", shape: [2], .constant(2))
        output = MaskedTokenHead(scope("output"), encoder)
        dropout = Dropout(rate: c.dropout)
    }

    /// States of a target that is known: `[batch, tokens, width]` to the same.
    ///
    /// - Parameters:
    ///   - x: the embedded target.
    ///   - memory: the encoded source, `[batch, keys, width]`.
    ///   - lengths: of the sources, `[batch]` int32.
    package func callAsFunction(_ x: Tensor, memory: Tensor, lengths: Tensor, mode: Mode) -> Tensor {
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
    package func copyingKeys(of memory: Tensor) -> Tensor { key(memory) }

    /// - Parameters:
    ///   - keys: of the source, from ``copyingKeys(of:)``.
    ///   - agreement: whether the token before each of the source is the last one written, and whether the two before are
    ///     the last two: 0 or 1, `[batch, tokens, keys]` each.
    package func next(_ x: Tensor, keys: Tensor, agreement: (one: Tensor, two: Tensor), lengths: Tensor)
        -> Next
    {
        let (batch, tokens) = (x.shape[0], x.shape[1])
        let r = x.graph.parameter(following)
        let bias =
            agreement.one * r.sliced(axis: 0, 0..<1).reshaped([1, 1, 1])
            + agreement.two * r.sliced(axis: 0, 1..<2).reshaped([1, 1, 1])
        let attention = query(x).attentionWeights(
            keys: keys, heads: 1,
            mask: AttentionMask(lengths: lengths, bias: bias.reshaped([batch, 1, tokens, -1])))
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
    package func probabilities(of tokens: Tensor, source: Tensor) -> Tensor {
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

extension CopyingDecoder {
    /// Where the source goes on as the target has so far; see ``next(_:keys:agreement:lengths:)``.
    ///
    /// - Parameters:
    ///   - target: `[batch, tokens]` int32.
    ///   - source: `[batch, keys]` int32.
    package static func agreement(of target: Tensor, with source: Tensor) -> (one: Tensor, two: Tensor) {
        let (batch, tokens, keys) = (target.shape[0], target.shape[1], source.shape[1])
        // The ids shifted to the right; the negative numbers that fill the gap match no token.
        func before(_ ids: Tensor, _ places: Int, _ nothing: Float) -> Tensor {
            let count = ids.shape[1]
            let room = ids.graph.fill(nothing, shape: [batch, min(places, count)])
            if places >= count { return room }
            return .concatenate([room, ids.sliced(axis: 1, 0..<count - places)], axis: 1)
        }
        func isSame(_ written: Tensor, _ read: Tensor) -> Tensor {
            written.reshaped([batch, tokens, 1]).equal(to: read.reshaped([batch, 1, keys]))
        }
        let (written, read) = (target + 0, source + 0)
        let one = isSame(written, before(read, 1, -1))
        return (one, one * isSame(before(written, 1, -2), before(read, 2, -1)))
    }
}
