internal import QuartetEngine

/// The network of an ``AnswerWriter``: `decoder(encoder(question, statements), answer)`.
struct WritingNetwork {
    let encoder: TextEncoder
    let decoder: CopyingDecoder

    /// - Parameter adapter: one that is to be trained, which then also has the decoder.
    init(_ scope: ParameterScope, _ description: AnswerWriter.Description, adapter: LowRankAdapter? = nil) {
        let encoder = TextEncoder(scope, description.encoder, adapter: adapter)
        func decoder(_ scope: ParameterScope) -> CopyingDecoder {
            CopyingDecoder(scope, encoder, layers: description.decoderLayers)
        }
        self.decoder = adapter?.added("head", decoder) ?? decoder(scope("head"))
        self.encoder = encoder
    }

    /// The probability of each token of an answer that is known, `[batch, tokens]`.
    ///
    /// - Parameters:
    ///   - source: question and statements.
    ///   - given: the answer behind the token that begins it, `[batch, tokens]` int32.
    ///   - next: the answer before the token that ends it, `[batch, tokens]` int32.
    func probabilities(of next: Tensor, given: Tensor, source: TextInputs, mode: Mode) -> Tensor {
        let memory = encoder(
            source.tokens, lengths: source.lengths, segments: source.segments, mode: mode)
        let x = decoder(
            encoder.embedded(given, segments: nil), memory: memory, lengths: source.lengths, mode: mode)
        return decoder.next(
            x, keys: decoder.copyingKeys(of: memory),
            agreement: CopyingDecoder.agreement(of: given, with: source.tokens), lengths: source.lengths
        ).probabilities(of: next, source: source.tokens)
    }

    /// Copies the weights of encoder blocks, spread over its depth, to the decoder's blocks; their attention to the source
    /// stays as it is.
    static func beginDecoder(
        in trained: ParameterStore, from encoder: ParameterStore, _ description: AnswerWriter.Description
    ) {
        let known = Dictionary(uniqueKeysWithValues: encoder.parameters.map { ($0.name, $0) })
        for parameter in trained.parameters {
            let parts = parameter.name.split(separator: ".").map { String($0) }
            guard parts.count > 3, parts[0] == "head", parts[1] == "blocks", let layer = Int(parts[2]) else {
                continue
            }
            // The norm of the attention to the source comes between the encoder's two.
            let part = parts[3] == "norm3" ? "norm2" : parts[3] == "norm2" ? "" : parts[3]
            let from = layer * description.encoder.layers / description.decoderLayers
            let name = (["blocks", String(from), part] + parts.dropFirst(4)).joined(separator: ".")
            guard let source = known[name], source.shape == parameter.shape else { continue }
            _ = parameter.values.update(fromContentsOf: source.values)
        }
    }
}
