extension Tensor {
    /// `x / max(|x|, epsilon)` along the last axis: vectors of length 1.
    public func normalized(epsilon: Float = 1e-12) -> Tensor {
        let square = squared().sum(axes: [-1], keepingAxes: true)
        return self * square.maximum(graph.fill(epsilon * epsilon)).reciprocalSquareRoot()
    }
}

/// InfoNCE (van den Oord et al., 2018): each query should find its own key among those of the whole batch,
/// `-mean_i log(exp(q_i . k_i / t) / sum_j exp(q_i . k_j / t))`.
///
/// - Parameters:
///   - queries: `[batch, width]`, usually normalised, so that products are cosines.
///   - keys: of the same shape; row by row those of the queries.
///   - temperature: `t`.
///   - isSymmetric: the mean of this and of the loss with keys and queries exchanged.
public func infoNCE(queries: Tensor, keys: Tensor, temperature: Float = 0.07, isSymmetric: Bool = false)
    -> Tensor
{
    if queries.rank != 2 || queries.shape != keys.shape || temperature <= 0 {
        fatalError("infoNCE: queries \(queries.text), keys \(keys.text), temperature \(temperature).")
    }
    let batch = queries.shape[0]
    let own = queries.graph.constant(
        (0..<batch * batch).map { $0 / batch == $0 % batch ? 1 : 0 }, shape: [batch, batch])
    func loss(_ a: Tensor, _ b: Tensor) -> Tensor {
        let logits = a.matrixProduct(b, transposeRight: true).inFullPrecision() * (1 / temperature)
        return (logits.logSoftmax() * own).sum() * (-1 / Float(batch))
    }
    let forward = loss(queries, keys)
    return isSymmetric ? (forward + loss(keys, queries)) * 0.5 : forward
}
