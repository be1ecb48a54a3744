/// The discriminator's and the generator's losses, from the discriminator's logits.
public enum AdversarialLoss: String, Sendable, CaseIterable {
    /// `max(0, 1 - real) + max(0, 1 + generated)`; the generator's is `-generated` (Lim & Ye, 2017).
    case hinge
    /// `log(1 + exp(-real)) + log(1 + exp(generated))`; the generator's is `log(1 + exp(-generated))`
    /// (Goodfellow et al., 2014).
    case nonSaturating

    public func discriminator(real: Tensor, generated: Tensor) -> Tensor {
        let (real, generated) = (real.inFullPrecision(), generated.inFullPrecision())
        switch self {
        case .hinge: return (1 - real).relu().mean() + (1 + generated).relu().mean()
        case .nonSaturating: return (-real).softplus().mean() + generated.softplus().mean()
        }
    }

    public func generator(generated: Tensor) -> Tensor {
        let generated = generated.inFullPrecision()
        switch self {
        case .hinge: return -generated.mean()
        case .nonSaturating: return (-generated).softplus().mean()
        }
    }
}

/// The R1 penalty on real pictures (Mescheder et al., 2018): the mean over the batch of the squared length of the gradient
/// of the logits with respect to the pictures. It is usually weighted by `gamma / 2`.
public func r1Penalty(logits: Tensor, pictures: Tensor) -> Tensor {
    let gradient = pictures.graph.gradients(of: logits.sum(), withRespectTo: [pictures])[0]
    return gradient.inFullPrecision().squared().reduced(.sumFeatures)
}
