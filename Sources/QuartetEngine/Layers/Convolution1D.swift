extension Tensor {
    /// One-dimensional convolution (strictly, cross-correlation) with zero padding, by the two-dimensional primitive. The
    /// tensor is `[batch, length, inputs]`.
    ///
    /// - Parameters:
    ///   - weights: `[outputs, inputs / groups, kernel]`.
    /// - Returns: `[batch, length', outputs]` with
    ///   `length' = floor((length + 2 padding - dilation (kernel - 1) - 1) / stride) + 1`.
    public func convolution1D(
        _ weights: Tensor, stride: Int = 1, padding: Int = 0, dilation: Int = 1, groups: Int = 1
    ) -> Tensor {
        if rank != 3 || weights.rank != 3 || groups < 1 || weights.shape[0] % groups != 0
            || shape[2] != weights.shape[1] * groups
        {
            fatalError("convolution: \(text) with weights \(weights.text) in \(groups) group(s).")
        }
        let (outputs, kernel) = (weights.shape[0], weights.shape[2])
        if groups == 1, padding == 0, kernel == 1, stride == 1 {
            return matrixProduct(weights.reshaped([outputs, shape[2]]), transposeRight: true)
        }
        let geometry = ConvolutionGeometry(
            input: [shape[0], 1, shape[1], shape[2]], weights: [outputs, weights.shape[1], 1, kernel],
            stride: [1, stride], padding: [0, padding], dilation: [1, dilation], groups: groups)
        if geometry.resultExtents[1] < 1 {
            fatalError("convolution: the kernel \(weights.text) is longer than the padded \(text).")
        }
        let result = graph.append(
            .convolution(geometry), [reshaped(geometry.input), weights.reshaped(geometry.weights)],
            shape: geometry.result)
        return result.reshaped([shape[0], geometry.result[2], outputs])
    }
}

/// One-dimensional convolution: `[batch, length, inputs]` to `[batch, length', outputs]`.
///
/// `y[n, i, o] = b[o] + sum over c, u of W[o, c, u] x[n, i s + u d - p, c]` with stride `s`, dilation `d` and padding
/// `p`. With groups, the outputs of a group depend only on the inputs of that group.
public struct Convolution1D {
    /// `[outputs, inputs / groups, kernel]`.
    public let weight: Parameter
    /// `[outputs]`.
    public let bias: Parameter?
    public let stride: Int
    public let padding: Int
    public let dilation: Int
    public let groups: Int

    public init(
        _ scope: ParameterScope, inputs: Int, outputs: Int, kernel: Int, stride: Int = 1, padding: Int = 0,
        dilation: Int = 1, groups: Int = 1, bias: Bool = true
    ) {
        let fanIn = inputs / groups * kernel
        weight = scope.parameter("weight", shape: [outputs, inputs / groups, kernel], .fanIn(fanIn))
        self.bias = bias ? scope.parameter("bias", shape: [outputs], .fanIn(fanIn)) : nil
        (self.stride, self.padding, self.dilation, self.groups) = (stride, padding, dilation, groups)
    }

    public func callAsFunction(_ x: Tensor) -> Tensor {
        let y = x.convolution1D(
            x.graph.parameter(weight), stride: stride, padding: padding, dilation: dilation, groups: groups)
        return bias.map { y + x.graph.parameter($0) } ?? y
    }
}
