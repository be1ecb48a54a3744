/// How a loss over `[batch, features...]` is summed up.
public enum LossReduction: Sendable {
    /// Mean over all elements.
    case mean
    /// Sum over each example's features, mean over the batch.
    case sumFeatures
    /// Sum over each example's features: one number an example, `[batch]`.
    case perExample
}

extension Tensor {
    func reduced(_ reduction: LossReduction) -> Tensor {
        switch reduction {
        case .mean: mean()
        case .sumFeatures: sum() * (1 / Float(shape.first ?? 1))
        case .perExample: sum(axes: Array(1..<max(rank, 1)))
        }
    }
}

/// A loss compares element with element. Operators stretch `[4, 1]` and `[4]` to `[4, 4]`, of which no loss is meant to be
/// the mean: the shapes must be equal.
private func requireEqualShapes(_ loss: String, _ first: Tensor, _ others: Tensor?...) {
    for other in others.compactMap(\.self) where other.shape != first.shape {
        fatalError(
            "\(loss): \(first.text) and \(other.text) have different shapes; reshape one to the other's.")
    }
}

/// `(prediction - target)^2`.
public func squaredError(_ prediction: Tensor, _ target: Tensor, _ reduction: LossReduction = .mean) -> Tensor
{
    requireEqualShapes("squaredError", prediction, target)
    return (prediction.inFullPrecision() - target).squared().reduced(reduction)
}

/// `|prediction - target|`.
public func absoluteError(_ prediction: Tensor, _ target: Tensor, _ reduction: LossReduction = .mean)
    -> Tensor
{
    requireEqualShapes("absoluteError", prediction, target)
    return (prediction.inFullPrecision() - target).absolute().reduced(reduction)
}

/// Huber's loss (1964): `e^2 / 2` for `|e| <= delta`, otherwise `delta (|e| - delta / 2)`.
public func huberLoss(
    _ prediction: Tensor, _ target: Tensor, delta: Float = 1, _ reduction: LossReduction = .mean
) -> Tensor {
    requireEqualShapes("huberLoss", prediction, target)
    let error = (prediction.inFullPrecision() - target).absolute()
    let near = error.clamped(low: 0, high: delta)
    return (near * (error - near * 0.5)).reduced(reduction)
}

/// Binary cross-entropy from logits `x` and targets `t` in 0...1: `max(x, 0) - x t + log(1 + exp(-|x|))`.
///
/// - Parameter mask: 1 for elements that count, otherwise 0; the mean is over those that count.
public func binaryCrossEntropy(
    logits: Tensor, targets: Tensor, mask: Tensor? = nil, _ reduction: LossReduction = .mean
) -> Tensor {
    requireEqualShapes("binaryCrossEntropy", logits, targets, mask)
    let x = logits.inFullPrecision()
    let loss = x.softplus() - x * targets
    guard let mask else { return loss.reduced(reduction) }
    let kept = loss * mask
    return reduction == .mean ? kept.sum() / mask.sum() : kept.reduced(reduction)
}

/// Categorical cross-entropy from logits `x`, `[..., classes]`, and labels `[...]` (int32), mean over the labels:
/// `-(1 - s) log p[label] - s / classes sum_k log p[k]` with smoothing `s` (Szegedy et al., 2016), computed as
/// `log(sum_k exp(x_k)) - (1 - s) x[label] - s mean(x)`.
///
/// Everything is computed in float32. In a plan of lower precision the logits, which may be by far the largest tensor of a
/// training, are stored in bfloat16 unless they are marked `inFullPrecision`.
///
/// - Parameter mask: 1 for labels that count, otherwise 0; the mean is over those that count. The others must be valid
///   labels, too: from 0 to `classes - 1`.
public func crossEntropy(
    logits: Tensor, labels: Tensor, mask: Tensor? = nil, labelSmoothing: Float = 0
) -> Tensor {
    if let mask { requireEqualShapes("crossEntropy", labels, mask) }
    var loss =
        logits.logSumExponential().reshaped(labels.shape) - logits.picked(at: labels) * (1 - labelSmoothing)
    if labelSmoothing != 0 { loss = loss - logits.mean(axes: [-1]) * labelSmoothing }
    guard let mask else { return loss.mean() }
    return (loss * mask).sum() / mask.sum()
}

/// Gaussian negative log-likelihood: `(log(2 pi) + logVariance + (target - mean)^2 exp(-logVariance)) / 2`.
public func gaussianNegativeLogLikelihood(
    mean: Tensor, logVariance: Tensor, target: Tensor, _ reduction: LossReduction = .mean
) -> Tensor {
    requireEqualShapes("gaussianNegativeLogLikelihood", mean, logVariance, target)
    let logVariance = logVariance.inFullPrecision()
    let error = (mean.inFullPrecision() - target).squared()
    return ((error * (-logVariance).exponential() + logVariance) * 0.5 + 0.918938533).reduced(reduction)
}

/// Kullback-Leibler divergence of `N(mean, exp(logVariance))` from the standard normal, elementwise:
/// `(exp(logVariance) + mean^2 - 1 - logVariance) / 2` (Kingma & Welling, 2014).
public func standardNormalDivergence(mean: Tensor, logVariance: Tensor) -> Tensor {
    requireEqualShapes("standardNormalDivergence", mean, logVariance)
    let (mean, logVariance) = (mean.inFullPrecision(), logVariance.inFullPrecision())
    return (logVariance.exponential() + mean.squared() - 1 - logVariance) * 0.5
}

/// Kullback-Leibler divergence between diagonal Gaussians, elementwise:
/// `(v2 - v1 + (exp(v1) + (m1 - m2)^2) / exp(v2) - 1) / 2` with means `m` and log variances `v`.
public func normalDivergence(
    mean: Tensor, logVariance: Tensor, fromMean otherMean: Tensor, otherLogVariance: Tensor
) -> Tensor {
    requireEqualShapes("normalDivergence", mean, logVariance, otherMean, otherLogVariance)
    let (mean, logVariance) = (mean.inFullPrecision(), logVariance.inFullPrecision())
    let (otherMean, otherLogVariance) = (otherMean.inFullPrecision(), otherLogVariance.inFullPrecision())
    let spread = (logVariance - otherLogVariance).exponential()
    let distance = (mean - otherMean).squared() * (-otherLogVariance).exponential()
    return (otherLogVariance - logVariance + spread + distance - 1) * 0.5
}
