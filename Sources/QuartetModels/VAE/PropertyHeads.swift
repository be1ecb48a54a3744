public import QuartetEngine

/// Predicts properties of a sequence from the mean of its code, all at once:
///
///     y = W2 silu(W1 mean + b1) + b2
///
/// Trained with the encoder, they also arrange the codes by the properties (Gómez-Bombarelli et al., 2018). Targets and
/// results are standardised (``SequenceProperty``).
public struct PropertyHeads {
    /// Number of properties.
    public let count: Int
    let hidden: Linear
    let output: Linear

    /// - Parameters:
    ///   - latents: width of the code.
    ///   - width: of the hidden layer.
    ///   - count: of the properties.
    public init(_ scope: ParameterScope, latents: Int, width: Int, count: Int) {
        self.count = count
        hidden = Linear(scope("hidden"), inputs: latents, outputs: width)
        output = Linear(scope("output"), inputs: width, outputs: count)
    }

    /// Standardised properties, `[batch, count]`, of the means of codes, `[batch, latents]`.
    public func callAsFunction(_ mean: Tensor) -> Tensor { output(hidden(mean).silu()) }

    /// The squared error of the known properties, summed over an example's, mean over the batch, as the other terms of
    /// an autoencoder's loss: `sum(known (y - target)^2) / batch`.
    ///
    /// - Parameters:
    ///   - predicted, targets: `[batch, count]`; a target that is not known is any finite number.
    ///   - known: 1 where the target is known, else 0, `[batch, count]`.
    public func loss(_ predicted: Tensor, targets: Tensor, known: Tensor) -> Tensor {
        ((predicted.inFullPrecision() - targets).squared() * known).sum(axes: [1]).mean()
    }
}
