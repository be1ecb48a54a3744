extension Tensor {
    /// Matrix product over the last two axes: `[..., m, k] x [..., k, n] -> [..., m, n]`. The right operand may be one
    /// matrix for the whole batch. A transposed operand has the shape `[..., k, m]` or `[..., n, k]`.
    public func matrixProduct(_ right: Tensor, transposeLeft: Bool = false, transposeRight: Bool = false)
        -> Tensor
    {
        if rank < 2 || right.rank < 2 {
            fatalError("matrix product: \(text) and \(right.text), expected rank 2 or more.")
        }
        if rank > 2, right.rank == 2, !transposeLeft {
            let flat = reshaped([-1, shape[rank - 1]])
            let product = flat.matrixProduct(right, transposeRight: transposeRight)
            return product.reshaped(shape.dropLast() + [product.shape[1]])
        }
        let batch = shape.dropLast(2)
        if batch != right.shape.dropLast(2) {
            fatalError("matrix product: batches of \(text) and \(right.text) differ.")
        }
        let (m, k) = transposeLeft ? (shape[rank - 1], shape[rank - 2]) : (shape[rank - 2], shape[rank - 1])
        let rows = right.shape[right.rank - 2]
        let columns = right.shape[right.rank - 1]
        let (inner, n) = transposeRight ? (columns, rows) : (rows, columns)
        if k != inner {
            fatalError(
                "matrix product: \(text)\(transposeLeft ? " transposed" : "") and "
                    + "\(right.text)\(transposeRight ? " transposed" : ""): \(k) against \(inner).")
        }
        return graph.append(
            .matrixProduct(transposeLeft: transposeLeft, transposeRight: transposeRight), [self, right],
            shape: batch + [m, n])
    }

    /// Two-dimensional convolution (strictly, cross-correlation) with zero padding.
    ///
    /// - Parameters:
    ///   - weights: `[outputs, inputs / groups, height, width]`.
    ///   - stride: along height and width, as are padding and dilation.
    /// - Returns: `[batch, height', width', outputs]` with
    ///   `height' = floor((height + 2 padding - dilation (kernel - 1) - 1) / stride) + 1`.
    public func convolution(
        _ weights: Tensor, stride: Int = 1, padding: Int = 0, dilation: Int = 1, groups: Int = 1
    ) -> Tensor {
        if rank != 4 || weights.rank != 4 || groups < 1 || weights.shape[0] % groups != 0
            || shape[3] != weights.shape[1] * groups
        {
            fatalError("convolution: \(text) with weights \(weights.text) in \(groups) group(s).")
        }
        let geometry = ConvolutionGeometry(
            input: shape, weights: weights.shape, stride: [stride, stride], padding: [padding, padding],
            dilation: [dilation, dilation], groups: groups)
        if geometry.resultExtents.contains(where: { $0 < 1 }) {
            fatalError("convolution: the kernel \(weights.text) is larger than the padded \(text).")
        }
        if groups == 1, padding == 0, weights.shape.dropFirst(2) == [1, 1], stride == 1 {
            return matrixProduct(weights.reshaped([weights.shape[0], shape[3]]), transposeRight: true)
        }
        return graph.append(.convolution(geometry), [self, weights], shape: geometry.result)
    }

    /// Transposed convolution: the gradient of a convolution with respect to its input, as a layer that enlarges pictures
    /// (Dumoulin & Visin, 2016).
    ///
    /// - Parameter weights: `[inputs, outputs / groups, height, width]`, those of the convolution that it inverts.
    /// - Returns: `[batch, height', width', outputs]` with
    ///   `height' = (height - 1) stride - 2 padding + dilation (kernel - 1) + outputPadding + 1`.
    public func transposedConvolution(
        _ weights: Tensor, stride: Int = 1, padding: Int = 0, outputPadding: Int = 0, dilation: Int = 1,
        groups: Int = 1
    ) -> Tensor {
        if rank != 4 || weights.rank != 4 || groups < 1 || shape[3] != weights.shape[0]
            || shape[3] % groups != 0
        {
            fatalError("transposed convolution: \(text) with weights \(weights.text) in \(groups) group(s).")
        }
        let outputs = weights.shape[1] * groups
        if groups == 1, shape[1] == 1, shape[2] == 1, padding == 0, outputPadding == 0, dilation == 1 {
            // From one pixel to one kernel: a matrix product.
            let flat = reshaped([shape[0], shape[3]]).matrixProduct(weights.reshaped([shape[3], -1]))
            return flat.reshaped([shape[0], outputs] + weights.shape.dropFirst(2)).transposed([0, 2, 3, 1])
        }
        let extents = (0..<2).map {
            (shape[$0 + 1] - 1) * stride - 2 * padding + dilation * (weights.shape[$0 + 2] - 1)
                + outputPadding + 1
        }
        let geometry = ConvolutionGeometry(
            input: [shape[0], extents[0], extents[1], outputs], weights: weights.shape,
            stride: [stride, stride],
            padding: [padding, padding], dilation: [dilation, dilation], groups: groups)
        if geometry.result != shape {
            fatalError(
                "transposed convolution: \(text) is not the result of a convolution of \(geometry.input) "
                    + "(output padding \(outputPadding) must be below the stride \(stride)).")
        }
        return graph.append(.convolutionInputGradient(geometry), [self, weights], shape: geometry.input)
    }
}
