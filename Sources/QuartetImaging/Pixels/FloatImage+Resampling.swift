/// How a picture is resampled.
///
/// When a side shrinks, the kernel is stretched by the factor, so that every source pixel counts and nothing
/// aliases.
public enum ResamplingFilter: Sendable {
    /// The nearest sample, for showing single pixels large.
    case nearest
    /// The mean over the area that a new pixel covers: the natural filter for reducing.
    case area
    /// Linear between neighbours (triangle kernel).
    case bilinear
    /// Cubic between neighbours (Keys, 1981, a = -0.5); sharper, and may overshoot a little.
    case bicubic
}

/// What lies beyond the edge while resampling.
public enum EdgeMode: Sendable {
    /// The edge's own value goes on.
    case clamp
    /// The opposite side goes on: for textures that tile.
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
            // Rows are `height` blocks; within one the axis runs with a stride of one pixel.
            let taps = ResamplingTaps(from: width, to: newWidth, filter: filter, edge: edge)
            result = FloatImage(
                width: newWidth, height: height, channels: channels,
                values: taps.apply(to: values, blocks: height, inner: channels))
        }
        if newHeight != height {
            let taps = ResamplingTaps(from: height, to: newHeight, filter: filter, edge: edge)
            result = FloatImage(
                width: newWidth, height: newHeight, channels: channels,
                values: taps.apply(to: result.values, blocks: 1, inner: newWidth * channels))
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

/// For every sample of one output axis: which input samples it takes, and how much of each.
struct ResamplingTaps {
    private let inputCount: Int
    private var starts: [Int] = [0]
    private var sources: [Int] = []
    private var weights: [Float] = []

    init(from inputCount: Int, to outputCount: Int, filter: ResamplingFilter, edge: EdgeMode) {
        self.inputCount = inputCount
        let scale = Double(inputCount) / Double(outputCount)
        let stretch = max(scale, 1)
        for output in 0..<outputCount {
            let centre = (Double(output) + 0.5) * scale
            let reach = filter.support * stretch
            let first = Int((centre - reach).rounded(.down))
            let last = Int((centre + reach).rounded(.up))
            var taps: [(source: Int, weight: Double)] = []
            switch filter {
            case .nearest:
                taps = [(Int(centre), 1)]
            case .area:
                // Exact overlap of the input pixel [i, i+1) with the output pixel's extent.
                let (low, high) = (Double(output) * scale, Double(output + 1) * scale)
                for source in first...last {
                    let overlap = min(high, Double(source + 1)) - max(low, Double(source))
                    if overlap > 1e-12 { taps.append((source, overlap)) }
                }
            case .bilinear, .bicubic:
                for source in first...last {
                    let weight = filter.kernel((Double(source) + 0.5 - centre) / stretch)
                    if weight != 0 { taps.append((source, weight)) }
                }
            }
            let total = taps.reduce(0) { $0 + $1.weight }
            for (source, weight) in taps {
                sources.append(edge.resolve(source, count: inputCount))
                weights.append(Float(weight / total))
            }
            starts.append(sources.count)
        }
    }

    /// Resamples the middle axis of `blocks` × input × `inner` samples.
    func apply(to input: [Float], blocks: Int, inner: Int) -> [Float] {
        let outputCount = starts.count - 1
        var output = [Float](repeating: 0, count: blocks * outputCount * inner)
        input.withUnsafeBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                for block in 0..<blocks {
                    for position in 0..<outputCount {
                        let to = (block * outputCount + position) * inner
                        for tap in starts[position]..<starts[position + 1] {
                            let from = (block * inputCount + sources[tap]) * inner
                            let weight = weights[tap]
                            for index in 0..<inner { target[to + index] += weight * source[from + index] }
                        }
                    }
                }
            }
        }
        return output
    }
}

extension ResamplingFilter {
    /// Half the width of the kernel in source pixels at scale 1.
    fileprivate var support: Double {
        switch self {
        case .nearest, .area: 0.5
        case .bilinear: 1
        case .bicubic: 2
        }
    }

    fileprivate func kernel(_ offset: Double) -> Double {
        let x = abs(offset)
        if case .bilinear = self { return max(0, 1 - x) }
        if x < 1 { return (1.5 * x - 2.5) * x * x + 1 }
        return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0
    }
}

extension EdgeMode {
    fileprivate func resolve(_ index: Int, count: Int) -> Int {
        switch self {
        case .clamp: min(max(index, 0), count - 1)
        case .wrap: (index % count + count) % count
        }
    }
}
