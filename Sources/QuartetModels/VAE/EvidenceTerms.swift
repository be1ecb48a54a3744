public import QuartetEngine

/// The two terms of the negative evidence lower bound, for each example of a batch, in nats:
///
///     -log p(x) <= E_q(z|x) [-log p(x|z)] + KL(q(z|x) || N(0, 1))
public struct EvidenceTerms {
    /// `-log p(x|z)`, summed over the features or tokens of an example, `[batch]`.
    public let reconstruction: Tensor
    /// `KL(q(z|x) || N(0, 1))`, summed over the latent variables, `[batch]`.
    public let divergence: Tensor
    /// The divergence of each latent variable, `[batch, latents]`.
    private let divergenceByLatent: Tensor

    /// - Parameters:
    ///   - reconstruction: `[batch]`.
    ///   - mean, logVariance: of `q(z|x)`, `[batch, latents]`.
    init(reconstruction: Tensor, mean: Tensor, logVariance: Tensor) {
        self.reconstruction = reconstruction
        divergenceByLatent = standardNormalDivergence(mean: mean, logVariance: logVariance)
        divergence = divergenceByLatent.sum(axes: [1])
    }

    /// `reconstruction + beta * divergence`, mean over the batch: the negative evidence lower bound for beta 1.
    ///
    /// - Parameters:
    ///   - beta: a scalar, so that a schedule can raise it from step to step (Higgins et al., 2017).
    ///   - freeBits: nats that each latent variable may use, on average over the batch, at no cost (Kingma et al.,
    ///     2016): it keeps variables in use that a strong decoder would do without.
    public func loss(beta: Tensor? = nil, freeBits: Float = 0) -> Tensor {
        let rate =
            freeBits > 0
            ? divergenceByLatent.mean(axes: [0]).clamped(low: freeBits, high: .greatestFiniteMagnitude).sum()
            : divergence.mean()
        return reconstruction.mean() + (beta.map { rate * $0 } ?? rate)
    }

    /// The reconstruction as a mean over tokens, the divergence as one over sequences, as MOSES weighs them.
    ///
    /// - Parameter tokenCount: predicted tokens of the whole batch, a scalar.
    public func loss(perToken tokenCount: Tensor, beta: Tensor? = nil) -> Tensor {
        let perToken = reconstruction.sum() / tokenCount
        return perToken + (beta.map { divergence.mean() * $0 } ?? divergence.mean())
    }
}
