internal import QuartetEngine

/// A variational autoencoder (Kingma & Welling, 2014) whose decoder has a head for each field of a record: the mean of
/// a normal distribution with variance 1 for a number's place on its scale, the logits of a softmax for a category.
///
/// Rows are as ``RecordEncoder`` lays them out: `[numbers | missing | slots of each category]`.
struct FieldAutoencoder {
    struct Configuration: Sendable, Codable, Equatable {
        var numbers: Int
        /// Inputs that say which numbers are missing; they are read and not predicted.
        var missing: Int
        /// Slots of each category.
        var slots: [Int]
        var hidden = [256, 128]
        var latents = 16

        var inputs: Int { numbers + missing + slots.reduce(0, +) }
        var outputs: Int { numbers + slots.reduce(0, +) }
    }

    /// What a pass through the model gives.
    struct Pass {
        /// Of `q(z|x)`, `[batch, latents]`.
        let mean, logVariance: Tensor
        /// The heads, `[batch, numbers + slots]`.
        let heads: Tensor
    }

    /// The two sides of the negative evidence lower bound.
    struct Terms {
        /// `-log p(field|z)` without its constant, `[batch, numbers + categories]`.
        let byField: Tensor
        /// `KL(q(z|x) || N(0, 1))`, `[batch]`.
        let divergence: Tensor
    }

    let configuration: Configuration
    private let encoder, decoder: [Linear]
    private let posterior, heads: Linear

    init(_ scope: ParameterScope, _ configuration: Configuration) {
        self.configuration = configuration
        func layers(_ name: String, _ widths: [Int]) -> [Linear] {
            (1..<widths.count).map {
                Linear(scope(name)($0 - 1), inputs: widths[$0 - 1], outputs: widths[$0])
            }
        }
        let c = configuration
        encoder = layers("encoder", [c.inputs] + c.hidden)
        posterior = Linear(scope("posterior"), inputs: c.hidden.last ?? c.inputs, outputs: 2 * c.latents)
        decoder = layers("decoder", [c.latents] + c.hidden.reversed())
        heads = Linear(scope("heads"), inputs: c.hidden.first ?? c.latents, outputs: c.outputs)
    }

    /// - Parameter noise: standard normal, `[batch, latents]`; nil passes the posterior's mean on.
    func callAsFunction(_ rows: Tensor, noise: Tensor?) -> Pass {
        let (mean, logVariance) = posterior(of: rows)
        let latent = noise.map { mean + (logVariance * 0.5).exponential() * $0 } ?? mean
        return Pass(mean: mean, logVariance: logVariance, heads: heads(of: latent))
    }

    /// Of `q(z|x)`, each `[batch, latents]`.
    func posterior(of rows: Tensor) -> (mean: Tensor, logVariance: Tensor) {
        let both = posterior(encoder.reduce(rows) { $1($0).relu() })
        let latents = configuration.latents
        return (
            both.sliced(axis: 1, 0..<latents),
            both.sliced(axis: 1, latents..<2 * latents).clamped(low: -8, high: 6)
        )
    }

    /// The decoder, `[batch, numbers + slots]`.
    func heads(of latent: Tensor) -> Tensor { heads(decoder.reduce(latent) { $1($0).relu() }) }

    func terms(_ rows: Tensor, _ pass: Pass) -> Terms {
        Terms(byField: surprises(rows, heads: pass.heads), divergence: divergence(pass))
    }

    /// `KL(q(z|x) || N(0, 1))`, `[batch]`.
    ///
    /// As `standardNormalDivergence`, but the terms are added in another order: the scores of models that were calibrated
    /// with it stay the same to the last bit.
    func divergence(_ pass: Pass) -> Tensor {
        let (mean, logVariance) = (pass.mean.inFullPrecision(), pass.logVariance.inFullPrecision())
        return (mean.squared() + logVariance.exponential() - logVariance - 1).sum(axes: [1]) * 0.5
    }

    /// `-log p(field|z)` without its constant, `[batch, numbers + categories]`.
    func surprises(_ rows: Tensor, heads: Tensor) -> Tensor {
        let c = configuration
        let heads = heads.inFullPrecision()
        var fields: [Tensor] = []
        if c.numbers > 0 {
            let error = heads.sliced(axis: 1, 0..<c.numbers) - rows.sliced(axis: 1, 0..<c.numbers)
            fields.append(error.squared() * 0.5)
        }
        var (head, row) = (c.numbers, c.numbers + c.missing)
        for slots in c.slots {
            let logits = heads.sliced(axis: 1, head..<head + slots)
            let chosen = rows.sliced(axis: 1, row..<row + slots)
            let logProbability = (logits.logSoftmax() * chosen).sum(axes: [1])
            fields.append(-logProbability.reshaped([rows.shape[0], 1]))
            (head, row) = (head + slots, row + slots)
        }
        return .concatenate(fields, axis: 1)
    }
}
