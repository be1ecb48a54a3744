/// How a picture is resampled.
///
/// When a side shrinks, the kernel is stretched by the factor, so that every source pixel counts and nothing
/// aliases.
public enum ResamplingFilter: Sendable {
    /// The nearest sample, to show single pixels enlarged.
    case nearest
    /// The mean over the area that a new pixel covers: the natural filter for reducing.
    case area
    /// Linear between neighbours (triangle kernel).
    case bilinear
    /// Cubic between neighbours (Keys, 1981, a = -0.5); sharper, and may overshoot a little.
    case bicubic
}

/// How a picture continues beyond its edge.
public enum EdgeMode: Sendable {
    /// The value at the edge is repeated.
    case clamp
    /// The opposite side follows: for textures that tile.
    case wrap
}

extension FloatImage {
    /// The picture in another size, one axis after the other.
    public func resized(
        width newWidth: Int, height newHeight: Int, filter: ResamplingFilter = .area,
        edge: EdgeMode = .clamp
    ) -> FloatImage {
        guard newWidth > 0, newHeight > 0 else {
            fatalError("FloatImage.resized to \(newWidth)x\(newHeight): both sides above 0")
        }
        var result = self
        if newWidth != width {
            result = AxisTaps(from: width, to: newWidth, filter: filter, edge: edge).across(result)
        }
        if newHeight != height {
            result = AxisTaps(from: height, to: newHeight, filter: filter, edge: edge).down(result)
        }
        return result
    }
}

extension PixelImage {
    /// The picture in another size; alpha is averaged like a colour.
    public func resized(width: Int, height: Int, filter: ResamplingFilter = .area) -> PixelImage {
        FloatImage(self).resized(width: width, height: height, filter: filter).pixelImage()
    }
}

extension ResamplingFilter {
    /// Half the width of the kernel in source pixels at scale 1.
    var support: Double {
        switch self {
        case .nearest, .area: 0.5
        case .bilinear: 1
        case .bicubic: 2
        }
    }

    func kernel(_ offset: Double) -> Double {
        let x = abs(offset)
        if case .bilinear = self { return max(0, 1 - x) }
        if x < 1 { return (1.5 * x - 2.5) * x * x + 1 }
        return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0
    }
}
