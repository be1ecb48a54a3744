/// Where a language model rounds.
public enum Arithmetic: Sendable {
    case standard
    /// Rounds where ggml does, the reference implementation of GGUF files; for inference only. Norms sum squares in double
    /// precision, angles of rotary positions come from repeated multiplication in single precision, and attention sums
    /// values in half precision.
    ///
    /// Products with quantised weights round their input to eight bits. After thirty layers, a difference of one part in
    /// ten million has grown to some percent of the scores. The numbers of such a model therefore depend on the order of
    /// its operations; this arithmetic reproduces those of the reference.
    case ggml
}

extension Tensor {
    /// `self / sqrt(mean of squares + epsilon) * weight` over the last axis, as one primitive without a gradient. Use
    /// `RMSNorm` to train.
    func rootMeanSquareNormalized(weight: Tensor, epsilon: Float) -> Tensor {
        if rank < 1 || weight.shape != [shape[rank - 1]] {
            fatalError("root-mean-square norm: \(text) by \(weight.text).")
        }
        return graph.append(.rootMeanSquareNorm(epsilon: epsilon), [self, weight], shape: shape)
    }

    /// `silu(g) * u`, where each row of the last axis contains the gate `g` and then `u` (SwiGLU; Shazeer, 2020):
    /// `[..., 2 n]` to `[..., n]`, as one primitive without a gradient.
    func gatedUnit() -> Tensor {
        if rank < 1 || shape[rank - 1] % 2 != 0 {
            fatalError("gated unit: \(text), expected an even last extent.")
        }
        return graph.append(.gatedUnit, [self], shape: shape.dropLast() + [shape[rank - 1] / 2])
    }
}

/// Products with weights that stay in a mapped file. They are frozen: no gradient flows to them or through them.
extension Tensor {
    /// `self W^T`: `[..., columns]` to `[..., rows]`.
    ///
    /// With the quantised types each block of 32 elements of `self` is rounded to signed bytes with its own scale (an error
    /// of about 1/250 of the block's largest element); with the others the product is computed in float32.
    public func product(with matrix: QuantizedMatrix) -> Tensor {
        if rank < 1 || shape[rank - 1] != matrix.columns {
            fatalError(
                "product: \(text) with \(matrix.name) \(matrix.shape), which takes \(matrix.columns) columns."
            )
        }
        return graph.append(
            .quantizedProduct(matrix), [self], shape: shape.dropLast() + [matrix.rows])
    }
}

extension QuantizedMatrix {
    /// Rows as float32: `result[..., :] = self[indices[...], :]`. Indices are an int32 input.
    public func rows(at indices: Tensor) -> Tensor {
        if !indices.isWhole { fatalError("rows of \(name): \(indices.text) is not an int32 input.") }
        return indices.graph.append(.quantizedRows(self), [indices], shape: indices.shape + [columns])
    }
}
