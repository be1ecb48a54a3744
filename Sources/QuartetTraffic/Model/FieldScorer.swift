internal import QuartetEngine

/// How improbable each field of encoded rows is to a trained autoencoder: frozen, and safe to be used by many tasks.
final class FieldScorer: Sendable {
    /// What it says of a block of rows.
    struct Answer {
        /// `-log p(field|z)`, `[rows, fields]`.
        var byField: [Float]
        /// Divergence of the posterior, `[rows]`.
        var divergence: [Float]
        /// The decoder's heads, `[rows, numbers + slots]`.
        var heads: [Float]
    }

    /// Rows of one run; what is left of a block is filled up.
    static let batch = 4096

    private let inference: Inference
    private let configuration: FieldAutoencoder.Configuration

    init(
        _ model: FieldAutoencoder, _ store: ParameterStore, precision: Precision = .float32, threads: Int = 1
    ) {
        configuration = model.configuration
        let inputs = model.configuration.inputs
        // The store lives as long as the plans that read it.
        inference = Inference(precision: precision, threads: threads) { [store] graph in
            _ = store
            let rows = graph.input("rows", shape: [Self.batch, inputs])
            let pass = model(rows, noise: nil)
            let terms = model.terms(rows, pass)
            return ([rows], [terms.byField, terms.divergence, pass.heads.inFullPrecision()])
        }
    }

    /// - Parameters:
    ///   - count: rows, at most ``batch``.
    ///   - withHeads: whether the heads are wanted, too.
    ///   - encode: writes the rows, `[count, inputs]`.
    func answer(
        count: Int, withHeads: Bool, encode: (UnsafeMutableBufferPointer<Float>) -> Void
    ) -> Answer {
        let fields = configuration.numbers + configuration.slots.count
        // What is left of a block keeps the rows of an earlier one.
        return inference.run {
            encode($0[0])
        } read: { outputs in
            Answer(
                byField: Array(outputs[0].prefix(count * fields)),
                divergence: Array(outputs[1].prefix(count)),
                heads: withHeads ? Array(outputs[2].prefix(count * configuration.outputs)) : [])
        }
    }
}
