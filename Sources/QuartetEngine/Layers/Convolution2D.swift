/// What is beyond the edge of a picture.
public enum Padding: Sendable {
    case zero
    /// The picture repeats, so results tile without a seam.
    case circular
    /// The picture is mirrored at its edge pixels.
    case reflect

    func map(_ extent: Int, by amount: Int) -> AxisMap {
        switch self {
        case .zero: .zeroPadding(extent, before: amount, after: amount)
        case .circular: .circularPadding(extent, before: amount, after: amount)
        case .reflect: .reflectPadding(extent, before: amount, after: amount)
        }
    }
}

extension Tensor {
    /// A picture batch with `amount` more rows and columns on every side.
    public func padded(_ amount: Int, _ padding: Padding) -> Tensor {
        mapped(axis: 1, by: padding.map(shape[1], by: amount)).mapped(
            axis: 2, by: padding.map(shape[2], by: amount))
    }
}

/// Two-dimensional convolution: `[batch, height, width, inputs]` to `[batch, height', width', outputs]`.
///
/// `y[n, i, j, o] = b[o] + sum over c, u, v of W[o, c, u, v] x[n, i s + u d - p, j s + v d - p, c]` with stride `s`,
/// dilation `d` and padding `p`. With groups, the outputs of a group depend only on the inputs of that group.
public struct Convolution2D {
    /// `[outputs, inputs / groups, kernel, kernel]`.
    public let weight: Parameter
    /// `[outputs]`.
    public let bias: Parameter?
    public let stride: Int
    public let padding: Int
    public let paddingMode: Padding
    public let dilation: Int
    public let groups: Int

    public init(
        _ scope: ParameterScope, inputs: Int, outputs: Int, kernel: Int, stride: Int = 1, padding: Int = 0,
        paddingMode: Padding = .zero, dilation: Int = 1, groups: Int = 1, bias: Bool = true,
        initializer: Initializer? = nil
    ) {
        let fanIn = inputs / groups * kernel * kernel
        weight = scope.parameter(
            "weight", shape: [outputs, inputs / groups, kernel, kernel], initializer ?? .fanIn(fanIn))
        self.bias = bias ? scope.parameter("bias", shape: [outputs], .fanIn(fanIn)) : nil
        (self.stride, self.padding, self.paddingMode) = (stride, padding, paddingMode)
        (self.dilation, self.groups) = (dilation, groups)
    }

    public func callAsFunction(_ x: Tensor) -> Tensor { self(x, weight: x.graph.parameter(weight)) }

    /// The layer with a modified weight, such as a spectrally normalised or modulated one.
    public func callAsFunction(_ x: Tensor, weight: Tensor) -> Tensor {
        let inside = paddingMode == .zero || padding == 0
        let input = inside ? x : x.padded(padding, paddingMode)
        let y = input.convolution(
            weight, stride: stride, padding: inside ? padding : 0, dilation: dilation, groups: groups)
        return bias.map { y + x.graph.parameter($0) } ?? y
    }
}
