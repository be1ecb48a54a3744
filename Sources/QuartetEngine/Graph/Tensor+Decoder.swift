/// Where a language model rounds.
public enum Arithmetic: Sendable {
    case standard
    /// Where ggml, the reference implementation of GGUF files, rounds, in answers only: sums of a norm's squares in
    /// double precision, angles of rotary positions by repeated multiplication in single precision, and attention
    /// that adds up values in half precision.
    ///
    /// Products with quantised weights round their input to eight bits. A difference of one part in ten million before
    /// them is one of some percent in the scores behind thirty layers of them, so a model of such weights has no
    /// numbers that all ways of computing it agree on: this one gives those of the reference.
    case ggml
}

extension Tensor {
    /// `self / sqrt(mean of squares + epsilon) * weight` over the last axis, as one primitive without a gradient: see
    /// `RMSNorm` for one that is trained.
    func rootMeanSquareNormalized(weight: Tensor, epsilon: Float) -> Tensor {
        if rank < 1 || weight.shape != [shape[rank - 1]] {
            fatalError("root-mean-square norm: \(text) by \(weight.text).")
        }
        return graph.append(.rootMeanSquareNorm(epsilon: epsilon), [self, weight], shape: shape)
    }

    /// `silu(g) * u` where each row of the last axis is first the gate `g`, then `u` (SwiGLU; Shazeer, 2020):
    /// `[..., 2 n]` to `[..., n]`, as one primitive without a gradient.
    func gatedUnit() -> Tensor {
        if rank < 1 || shape[rank - 1] % 2 != 0 { fatalError("gated unit: \(text) has no two halves.") }
        return graph.append(.gatedUnit, [self], shape: shape.dropLast() + [shape[rank - 1] / 2])
    }
}

/// Products with weights that stay in a mapped file. They are frozen: no gradient flows to them or through them.
extension Tensor {
    /// `self W^T`: `[..., columns]` to `[..., rows]`.
    ///
    /// With the block types each block of 32 elements of `self` is rounded to signed bytes with a scale of its own (a
    /// relative error of about 1/250 of the block's greatest element); with the others the product is one of float32.
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
        if !indices.isWhole { fatalError("rows of \(name): \(indices.text) is no int32 input.") }
        return indices.graph.append(.quantizedRows(self), [indices], shape: indices.shape + [columns])
    }
}
