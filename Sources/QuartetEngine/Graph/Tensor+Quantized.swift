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
            .quantizedProduct(matrix), [self], shape: Array(shape.dropLast()) + [matrix.rows])
    }
}

extension QuantizedMatrix {
    /// Rows as float32: `result[..., :] = self[indices[...], :]`. Indices are an int32 input.
    public func rows(at indices: Tensor) -> Tensor {
        if !indices.isWhole { fatalError("rows of \(name): \(indices.text) is no int32 input.") }
        return indices.graph.append(.quantizedRows(self), [indices], shape: indices.shape + [columns])
    }
}
