/// How upsampling fills the new pixels.
public enum Interpolation: Sendable { case nearest, bilinear }

/// Upsampling, then a convolution that keeps the size: enlarges pictures without the checkerboard patterns of transposed
/// convolutions (Odena et al., 2016). Upsampling and padding are one map along each axis.
public struct UpsampledConvolution2D {
    public let convolution: Convolution2D
    public let factor: Int
    public let interpolation: Interpolation
    public let padding: Padding

    /// The kernel must be odd to keep the size.
    public init(
        _ scope: ParameterScope, inputs: Int, outputs: Int, kernel: Int = 3, factor: Int = 2,
        interpolation: Interpolation = .nearest, padding: Padding = .zero, bias: Bool = true,
        initializer: Initializer? = nil
    ) {
        if kernel % 2 == 0 { fatalError("UpsampledConvolution2D: the kernel \(kernel) must be odd.") }
        convolution = Convolution2D(
            scope, inputs: inputs, outputs: outputs, kernel: kernel, bias: bias, initializer: initializer)
        (self.factor, self.interpolation, self.padding) = (factor, interpolation, padding)
    }

    public func callAsFunction(_ x: Tensor) -> Tensor {
        var y = x
        for axis in 1...2 {
            let map = interpolation.map(y.shape[axis], factor: factor, circular: padding == .circular)
            y = y.mapped(axis: axis, by: map.then(padding.map(map.rows, by: convolution.weight.shape[2] / 2)))
        }
        return convolution(y)
    }
}

extension Interpolation {
    func map(_ extent: Int, factor: Int, circular: Bool = false) -> AxisMap {
        switch self {
        case .nearest: .nearestUpsampling(extent, factor: factor)
        case .bilinear: .linearUpsampling(extent, factor: factor, circular: circular)
        }
    }
}

extension Tensor {
    /// A picture batch `factor` times as high and wide.
    public func upsampled(factor: Int, _ interpolation: Interpolation = .nearest) -> Tensor {
        mapped(axis: 1, by: interpolation.map(shape[1], factor: factor))
            .mapped(axis: 2, by: interpolation.map(shape[2], factor: factor))
    }

    /// Channels become pixels: `[batch, height, width, factor^2 channels]` to
    /// `[batch, factor height, factor width, channels]` (Shi et al., 2016).
    public func depthToSpace(factor: Int) -> Tensor {
        let channels = shape[3] / (factor * factor)
        if channels * factor * factor != shape[3] { fatalError("depthToSpace: \(text) by \(factor).") }
        return reshaped([shape[0] * shape[1], shape[2], factor, factor * channels]).transposed([0, 2, 1, 3])
            .reshaped([shape[0], factor * shape[1], factor * shape[2], channels])
    }

    /// Pixels become channels: the inverse of `depthToSpace`.
    public func spaceToDepth(factor: Int) -> Tensor {
        if shape[1] % factor != 0 || shape[2] % factor != 0 {
            fatalError("spaceToDepth: \(text) by \(factor).")
        }
        let (height, width) = (shape[1] / factor, shape[2] / factor)
        return reshaped([shape[0] * height, factor, width, factor * shape[3]]).transposed([0, 2, 1, 3])
            .reshaped([shape[0], height, width, factor * factor * shape[3]])
    }

    /// Means over windows: `[batch, height, width, channels]` to `[batch, (height - size) / stride + 1, ...]`.
    public func averagePooled(size: Int, stride: Int? = nil) -> Tensor {
        checkWindow(size, "average pooling")
        let step = stride ?? size
        return mapped(axis: 1, by: .averagePooling(shape[1], size: size, stride: step))
            .mapped(axis: 2, by: .averagePooling(shape[2], size: size, stride: step))
    }

    /// Maxima over windows; padding counts as minus infinity.
    public func maxPooled(size: Int, stride: Int? = nil, padding: Int = 0) -> Tensor {
        checkWindow(size - 2 * padding, "max pooling")
        let step = stride ?? size
        var result = self
        for axis in 1...2 {
            result = result.windowMaximum(axis: axis, size: size, stride: step, padding: padding)
        }
        return result
    }

    /// Rows, then columns: the maximum of a square is the maximum over the maxima of its rows. A window that extends beyond
    /// the picture repeats the pixel at the edge, which does not change a maximum.
    private func windowMaximum(axis: Int, size: Int, stride step: Int, padding: Int) -> Tensor {
        let extent = shape[axis]
        let windows = (extent + 2 * padding - size) / step + 1
        let parts = (0..<size).map { offset in
            mapped(
                axis: axis,
                by: .taking(
                    (0..<windows).map { min(max($0 * step + offset - padding, 0), extent - 1) }, of: extent))
        }
        return parts.dropFirst().reduce(parts[0]) { $0.maximum($1) }
    }

    private func checkWindow(_ size: Int, _ operation: String) {
        if rank != 4 || size < 1 || size > shape[1] || size > shape[2] {
            fatalError("\(operation): a window of \(size) over \(text).")
        }
    }
}
