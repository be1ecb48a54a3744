internal import QuartetEngine

/// The recurrent decoder of a ``SequenceAutoencoder``: GRU layers whose first states are all the same linear function of
/// the code, and which read the code beside every token.
///
///     h[0] = W z + b,    h[t] = GRU([e[t], z], h[t - 1])
struct RecurrentDecoder {
    private let first: Linear
    private let layers: GRU

    /// - Parameter scope: the model's: the decoder's parameters are `initialState` and `decoder` there.
    init(_ scope: ParameterScope, _ c: SequenceAutoencoder.Configuration) {
        first = Linear(scope("initialState"), inputs: c.latents, outputs: c.decoder)
        layers = GRU(
            scope("decoder"), inputs: c.embedding + c.latents, hidden: c.decoder, layers: c.decoderLayers,
            dropout: c.dropout)
    }

    /// The state that every layer begins with: `[batch, latents]` to `[batch, decoder]`.
    func firstState(_ code: Tensor) -> Tensor { first(code) }

    /// - Parameters:
    ///   - embedded: tokens, `[time, batch, embedding]`.
    ///   - code: `[batch, latents]`.
    ///   - states: one for each layer, after the tokens before these; `firstState` by default.
    /// - Returns: the last layer's states at all steps, `[time, batch, decoder]`, and those of each layer to continue with.
    func callAsFunction(_ embedded: Tensor, code: Tensor, states: [Tensor]? = nil, mode: Mode)
        -> (sequence: Tensor, states: [Tensor])
    {
        let states = states ?? [Tensor](repeating: firstState(code), count: layers.stateCount)
        let result = layers(embedded, context: code, states: states, order: .timeFirst, mode: mode)
        return (result.sequence, result.states)
    }
}
