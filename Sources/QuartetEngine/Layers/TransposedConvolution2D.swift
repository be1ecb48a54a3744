/// Transposed convolution, which enlarges pictures: `[batch, height, width, inputs]` to
/// `[batch, (height - 1) stride - 2 padding + dilation (kernel - 1) + outputPadding + 1, ..., outputs]`.
public struct TransposedConvolution2D {
    /// `[inputs, outputs / groups, kernel, kernel]`.
    public let weight: Parameter
    /// `[outputs]`.
    public let bias: Parameter?
    public let stride: Int
    public let padding: Int
    public let outputPadding: Int
    public let dilation: Int
    public let groups: Int

    public init(
        _ scope: ParameterScope, inputs: Int, outputs: Int, kernel: Int, stride: Int = 1, padding: Int = 0,
        outputPadding: Int = 0, dilation: Int = 1, groups: Int = 1, bias: Bool = true,
        initializer: Initializer? = nil
    ) {
        let fanIn = outputs / groups * kernel * kernel
        weight = scope.parameter(
            "weight", shape: [inputs, outputs / groups, kernel, kernel], initializer ?? .fanIn(fanIn))
        self.bias = bias ? scope.parameter("bias", shape: [outputs], .fanIn(fanIn)) : nil
        (self.stride, self.padding, self.outputPadding) = (stride, padding, outputPadding)
        (self.dilation, self.groups) = (dilation, groups)
    }

    public func callAsFunction(_ x: Tensor) -> Tensor {
        let y = x.transposedConvolution(
            x.graph.parameter(weight), stride: stride, padding: padding, outputPadding: outputPadding,
            dilation: dilation, groups: groups)
        return bias.map { y + x.graph.parameter($0) } ?? y
    }
}
