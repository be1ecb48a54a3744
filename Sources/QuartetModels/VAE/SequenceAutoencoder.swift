public import QuartetEngine

/// A variational autoencoder of sequences (Bowman et al., 2016; for molecules as in MOSES, Polykovskiy et al., 2020): a
/// recurrent encoder reads a sequence and gives a normal distribution over latent variables; a decoder, recurrent or of
/// attention, which gets the latent vector with every token, predicts each next token:
///
///     log p(x) >= E_q(z|x) [sum over t of log p(x[t+1] | x[1...t], z)] - KL(q(z|x) || N(0, 1))
///
/// Trained with the code dropped in a share of the examples (the decoder sees zeros instead), the same decoder is also a
/// language model `p(x)`: it writes without a code from a vector of zeros.
///
/// Sequences are int32 tokens `[time, batch]`: a beginning token, the tokens themselves, an end token, padding.
public struct SequenceAutoencoder {
    public struct Configuration: Sendable, Codable, Equatable {
        /// Number of different tokens, and the padding token, which no loss counts.
        public var vocabulary: Int
        public var padding: Int = 0
        /// Width of the token vectors, which encoder and decoder share.
        public var embedding: Int
        /// Width and layers of the encoder.
        public var encoder: Int
        public var encoderLayers: Int = 1
        public var isEncoderBidirectional = false
        /// Width and layers of the decoder.
        public var decoder: Int
        public var decoderLayers: Int
        /// Heads of a decoder of attention; nil for a recurrent one.
        public var attentionHeads: Int?
        public var latents: Int
        /// Between the layers of a recurrent decoder; of the input and of each part's result in one of attention.
        public var dropout: Float = 0
        /// Share of the decoder's input tokens that training replaces by `unknown`, so that the decoder uses the latent
        /// vector (Bowman et al., 2016).
        public var tokenDropout: Float = 0
        public var unknown: Int = 0

        public init(
            vocabulary: Int, embedding: Int, encoder: Int, decoder: Int, decoderLayers: Int, latents: Int
        ) {
            (self.vocabulary, self.embedding, self.encoder) = (vocabulary, embedding, encoder)
            (self.decoder, self.decoderLayers, self.latents) = (decoder, decoderLayers, latents)
        }
    }

    /// What a decoder consists of: a GRU, or a causal transformer.
    public enum DecoderKind: String, Sendable, CaseIterable { case recurrent, attention }

    enum Decoder {
        case recurrent(RecurrentDecoder)
        case attention(AttentionDecoder, heads: Int)
    }

    /// The result of a pass through the model.
    public struct Pass {
        /// Mean and log variance of `q(z|x)`, `[batch, latents]`.
        public let mean: Tensor
        public let logVariance: Tensor
        /// The sample `mean + exp(logVariance / 2) noise`, whether or not the decoder saw it.
        public let latent: Tensor
        /// Of the tokens from the second on, `[time - 1, batch, vocabulary]`.
        public let logits: Tensor
    }

    public let configuration: Configuration
    let embedding: Embedding
    let encoder: GRU
    let mean: Linear
    let logVariance: Linear
    let decoder: Decoder
    let output: Linear

    public init(_ scope: ParameterScope, _ c: Configuration) {
        configuration = c
        embedding = Embedding(scope("embedding"), count: c.vocabulary, width: c.embedding)
        encoder = GRU(
            scope("encoder"), inputs: c.embedding, hidden: c.encoder, layers: c.encoderLayers,
            isBidirectional: c.isEncoderBidirectional)
        let read = c.encoder * (c.isEncoderBidirectional ? 2 : 1)
        mean = Linear(scope("mean"), inputs: read, outputs: c.latents)
        logVariance = Linear(scope("logVariance"), inputs: read, outputs: c.latents)
        decoder =
            if let heads = c.attentionHeads {
                .attention(AttentionDecoder(scope, c, heads: heads), heads: heads)
            } else {
                .recurrent(RecurrentDecoder(scope, c))
            }
        output = Linear(scope("output"), inputs: c.decoder, outputs: c.vocabulary)
    }

    /// Mean and log variance of `q(z|x)` from the embedded tokens, `[time, batch, embedding]`.
    ///
    /// - Parameter lengths: int32 `[batch]`, tokens of each sequence before its padding; all by default.
    func encode(embedded: Tensor, lengths: Tensor?) -> (mean: Tensor, logVariance: Tensor) {
        let states = encoder(embedded, lengths: lengths, order: .timeFirst).states
        let last = Tensor.concatenate(states.suffix(configuration.isEncoderBidirectional ? 2 : 1), axis: 1)
        return (mean(last), logVariance(last))
    }

    /// Mean and log variance of `q(z|x)` of tokens `[time, batch]`.
    public func encode(_ tokens: Tensor, lengths: Tensor? = nil) -> (mean: Tensor, logVariance: Tensor) {
        encode(embedded: embedding(tokens), lengths: lengths)
    }

    /// Logits of the next tokens, `[time, batch, vocabulary]`, from embedded ones, `[time, batch, embedding]`.
    private func logits(embedded: Tensor, latent: Tensor, mode: Mode) -> Tensor {
        switch decoder {
        case .recurrent(let decoder): output(decoder(embedded, code: latent, mode: mode).sequence)
        case .attention(let decoder, _): output(decoder(embedded, code: latent, mode: mode))
        }
    }

    /// Logits of the token after each of these, int32 `[time, batch]`, from the first of a sequence on.
    ///
    /// - Parameter latent: `[batch, latents]`; zeros for the language model.
    /// - Returns: `[time, batch, vocabulary]`.
    public func logits(after tokens: Tensor, latent: Tensor) -> Tensor {
        logits(embedded: embedding(tokens), latent: latent, mode: .evaluation)
    }

    /// - Parameters:
    ///   - tokens: int32 `[time, batch]`; the decoder is fed with the true tokens (teacher forcing).
    ///   - noise: standard normal, `[batch, latents]`.
    ///   - keptCodes: `[batch]`, 1 where the decoder sees the code of a sequence, 0 where it sees zeros; 1 by default.
    public func callAsFunction(
        _ tokens: Tensor, lengths: Tensor? = nil, noise: Tensor, keptCodes: Tensor? = nil,
        mode: Mode = .evaluation
    ) -> Pass {
        if tokens.rank != 2 || tokens.shape[0] < 2 {
            fatalError(
                "SequenceAutoencoder: tokens \(tokens.shape), expected [time, batch] with two steps or more.")
        }
        let embedded = embedding(tokens)
        let (mean, logVariance) = encode(embedded: embedded, lengths: lengths)
        let latent = mean + (logVariance * 0.5).exponential() * noise
        // Nothing follows the last token.
        let inputs = droppingTokens(embedded.sliced(axis: 0, 0..<tokens.shape[0] - 1), mode)
        let seen = keptCodes.map { latent * $0.reshaped([-1, 1]) } ?? latent
        let logits = logits(embedded: inputs, latent: seen, mode: mode)
        return Pass(mean: mean, logVariance: logVariance, latent: latent, logits: logits)
    }

    private func droppingTokens(_ embedded: Tensor, _ mode: Mode) -> Tensor {
        let rate = configuration.tokenDropout
        if mode == .evaluation || rate == 0 { return embedded }
        let graph = embedded.graph
        let kept = (graph.uniform(shape: [embedded.shape[0], embedded.shape[1], 1]) - rate + 1).floor()
        let unknown = graph.parameter(embedding.weight)
            .sliced(axis: 0, configuration.unknown..<configuration.unknown + 1)
        return embedded * kept + unknown.reshaped([1, 1, -1]) * (1 - kept)
    }
}

extension SequenceAutoencoder {
    /// The terms of the loss of each sequence, in nats, and the number of tokens that count in the whole batch.
    ///
    /// - Returns: the reconstruction is summed over the tokens that are not padding; `tokenCount` is a scalar.
    public func terms(_ tokens: Tensor, _ pass: Pass) -> (evidence: EvidenceTerms, tokenCount: Tensor) {
        let targets = tokens.sliced(axis: 0, 1..<tokens.shape[0])
        let counted = 1 - targets.equal(to: tokens.graph.fill(Float(configuration.padding)))
        let logits = pass.logits.inFullPrecision()
        let chosen = (logits.logSoftmax() * targets.oneHot(classes: configuration.vocabulary)).sum(axes: [2])
        let evidence = EvidenceTerms(
            reconstruction: -(chosen * counted).sum(axes: [0]), mean: pass.mean, logVariance: pass.logVariance
        )
        return (evidence, counted.sum())
    }
}

extension SequenceAutoencoder.Configuration: Validatable {
    public func validate() throws(InvalidConfiguration) {
        try check("vocabulary", vocabulary, in: 1...1_000_000)
        try check("embedding", embedding, in: 1...16_384)
        try check("encoder", encoder, in: 1...16_384)
        try check("decoder", decoder, in: 1...16_384)
        try check("latents", latents, in: 1...16_384)
        try check("encoderLayers", encoderLayers, in: 1...16)
        try check("decoderLayers", decoderLayers, in: 1...16)
        if let heads = attentionHeads {
            try check("attentionHeads", heads, in: 1...decoder)
            try check(
                "decoder", decoder, decoder % (2 * heads) == 0,
                expected: "a multiple of twice the \(heads) heads")
            try check("width of a head", decoder / heads, in: 2...1024)
        }
        try check("dropout", dropout, in: 0..<1)
        try check("tokenDropout", tokenDropout, in: 0..<1)
        try check("unknown", unknown, in: 0..<vocabulary)
    }
}
