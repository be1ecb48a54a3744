/// For every sample of one output axis: the input samples that it takes, and their weights.
///
/// Resampling and blurring are both such a matrix, applied to one axis after the other.
struct AxisTaps {
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

    /// A convolution with a kernel of an odd number of weights.
    init(count: Int, kernel: [Float], edge: EdgeMode) {
        inputCount = count
        for output in 0..<count {
            for (offset, weight) in kernel.enumerated() {
                sources.append(edge.resolve(output + offset - kernel.count / 2, count: count))
                weights.append(weight)
            }
            starts.append(sources.count)
        }
    }

    /// Applies to the rows of a picture.
    func across(_ image: FloatImage) -> FloatImage {
        FloatImage(
            width: starts.count - 1, height: image.height, channels: image.channels,
            values: apply(to: image.values, blocks: image.height, inner: image.channels))
    }

    /// Applies to the columns of a picture.
    func down(_ image: FloatImage) -> FloatImage {
        FloatImage(
            width: image.width, height: starts.count - 1, channels: image.channels,
            values: apply(to: image.values, blocks: 1, inner: image.width * image.channels))
    }

    /// Applies to the middle axis of `blocks` × input × `inner` samples.
    private func apply(to input: [Float], blocks: Int, inner: Int) -> [Float] {
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

extension EdgeMode {
    /// The sample for a position on or beyond the axis.
    func resolve(_ index: Int, count: Int) -> Int {
        switch self {
        case .clamp: min(max(index, 0), count - 1)
        case .wrap: (index % count + count) % count
        }
    }
}
