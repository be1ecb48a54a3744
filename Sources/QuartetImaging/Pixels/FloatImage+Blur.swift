internal import Glibc

extension FloatImage {
    /// The picture convolved with a kernel of an odd number of weights, along both axes.
    public func convolved(with kernel: [Float], edge: EdgeMode = .clamp) -> FloatImage {
        guard kernel.count % 2 == 1 else {
            fatalError("FloatImage.convolved with \(kernel.count) weights: expected an odd number")
        }
        let across = AxisTaps(count: width, kernel: kernel, edge: edge).across(self)
        return AxisTaps(count: height, kernel: kernel, edge: edge).down(across)
    }

    /// Gaussian blur with a standard deviation in pixels, by a kernel that reaches to three deviations.
    ///
    /// The cost grows with the deviation; ``boxBlurred(radius:)`` is for wide blurs of large pictures.
    public func blurred(deviation: Float, edge: EdgeMode = .clamp) -> FloatImage {
        guard deviation > 0 else { return self }
        let radius = max(1, Int((3 * deviation).rounded(.up)))
        let weights = (-radius...radius).map { exp(-Float($0 * $0) / (2 * deviation * deviation)) }
        let total = weights.reduce(0, +)
        return convolved(with: weights.map { $0 / total }, edge: edge)
    }

    /// Three box blurs one after the other, close to a Gaussian blur whose deviation is the radius in pixels,
    /// at a cost that does not depend on it. The edge is repeated; radii below half a pixel change
    /// nothing. Wide blurs are made at half or a quarter of the size, where they leave no detail.
    public func boxBlurred(radius: Double) -> FloatImage {
        guard radius >= 0.5 else { return self }
        let shrink = radius >= 24 ? 4 : radius >= 9 ? 2 : 1
        if shrink > 1, min(width, height) >= 8 * shrink {
            return resized(
                width: (width + shrink - 1) / shrink, height: (height + shrink - 1) / shrink, filter: .area,
                edge: .clamp
            )
            .boxBlurred(radius: radius / Double(shrink))
            .resized(width: width, height: height, filter: .bilinear, edge: .clamp)
        }
        let size = max(1, Int((radius * 0.95).rounded()))
        var result = self
        for _ in 0..<3 {
            result.boxRows(size)
            result.boxColumns(size)
        }
        return result
    }

    /// The mean over `size` samples on either side, in each row.
    private mutating func boxRows(_ size: Int) {
        let (width, channels) = (width, channels)
        // The row with its edges repeated, so that no step asks where the picture ends.
        var row = [Float](repeating: 0, count: width + 2 * size + 1)
        let weight = 1 / Float(2 * size + 1)
        values.withUnsafeMutableBufferPointer { values in
            row.withUnsafeMutableBufferPointer { row in
                for y in 0..<height {
                    for channel in 0..<channels {
                        let start = y * width * channels + channel
                        for x in row.indices {
                            row[x] = values[start + min(max(x - size, 0), width - 1) * channels]
                        }
                        var sum = row[0..<2 * size + 1].reduce(0, +)
                        for x in 0..<width {
                            values[start + x * channels] = sum * weight
                            sum += row[x + 2 * size + 1] - row[x]
                        }
                    }
                }
            }
        }
    }

    /// The mean over `size` samples on either side, in each column: whole rows at a time, so that memory is read in
    /// order.
    private mutating func boxColumns(_ size: Int) {
        let length = width * channels
        var sums = [Float](repeating: 0, count: length)
        var result = [Float](repeating: 0, count: values.count)
        let weight = 1 / Float(2 * size + 1)
        values.withUnsafeBufferPointer { values in
            for offset in -size...size {
                let row = min(max(offset, 0), height - 1) * length
                for x in 0..<length { sums[x] += values[row + x] }
            }
            for y in 0..<height {
                let add = min(y + size + 1, height - 1) * length
                let drop = max(y - size, 0) * length
                for x in 0..<length {
                    result[y * length + x] = sums[x] * weight
                    sums[x] += values[add + x] - values[drop + x]
                }
            }
        }
        values = result
    }
}
