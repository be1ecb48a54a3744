import QuartetImaging

/// Prepares a structure map for painting: full contrast, the requested direction, the swatch's size.
enum StructureTone {
    /// Stretches the values so that the 2nd and the 98th percentile become 0 and 1. A map with hardly any
    /// contrast stays quiet.
    static func stretched(_ map: FloatImage) -> FloatImage {
        let sorted = map.values.sorted()
        guard !sorted.isEmpty else { return map }
        let low = sorted[sorted.count * 2 / 100]
        let high = sorted[min(sorted.count * 98 / 100, sorted.count - 1)]
        let span = max(high - low, 0.12)
        return map.mapValues { min(max(($0 - low) / span, 0), 1) }
    }

    /// Turned by 90° where its lines run the wrong way; maps without a clear direction stay as they are.
    static func directed(_ map: FloatImage, _ run: PatternRun?) -> FloatImage {
        guard let run, map.width == map.height else { return map }
        let n = map.width
        var (acrossEnergy, downEnergy) = (Float(0), Float(0))
        for y in 0..<n {
            for x in 0..<n {
                let value = map.values[y * n + x]
                let right = map.values[y * n + (x + 1) % n] - value
                let below = map.values[(y + 1) % n * n + x] - value
                acrossEnergy += right * right
                downEnergy += below * below
            }
        }
        // Stripes that run across change downwards.
        let runsAcross = downEnergy > acrossEnergy
        guard max(acrossEnergy, downEnergy) > 1.5 * min(acrossEnergy, downEnergy),
            runsAcross != (run == .across)
        else { return map }
        return map.transposed()
    }

    /// Mixes every pixel with its eight neighbours (weights 4, 2, 1) in each pass; opposite edges meet.
    ///
    /// Thresholds cut figures out of the result, so that a recorded design depends on its last bit: the sums keep this
    /// order, which is not that of ``FloatImage/convolved(with:edge:)``.
    static func smoothed(_ map: FloatImage, passes: Int) -> FloatImage {
        let n = map.width
        var result = map
        for _ in 0..<passes {
            let before = result.values
            for y in 0..<n {
                let (row, up, down) = (y * n, (y + n - 1) % n * n, (y + 1) % n * n)
                for x in 0..<n {
                    let (left, right) = ((x + n - 1) % n, (x + 1) % n)
                    let sides = before[row + left] + before[row + right] + before[up + x] + before[down + x]
                    let corners =
                        before[up + left] + before[up + right] + before[down + left] + before[down + right]
                    result.values[row + x] = (4 * before[row + x] + 2 * sides + corners) / 16
                }
            }
        }
        return result
    }

    /// Smoothed, without figures and holes of fewer pixels than `speck`.
    static func cleaned(_ map: FloatImage, speck: Int) -> FloatImage {
        var result = smoothed(map, passes: 1)
        let middle = min(max(threshold(result), 0.3), 0.6)
        let figures = MotifRegions(result, threshold: middle)
        for index in result.values.indices {
            let label = Int(figures.labels[index])
            if label >= 0, figures.areas[label] < speck { result.values[index] = middle * 0.4 }
        }
        let holes = MotifRegions(result.mapValues { 1 - $0 }, threshold: 1 - middle)
        for index in result.values.indices {
            let label = Int(holes.labels[index])
            if label >= 0, holes.areas[label] < speck { result.values[index] = middle + (1 - middle) * 0.6 }
        }
        // Ground away from all figures is calm.
        let near = MotifRegions(result, threshold: middle).grown(by: 2)
        for index in result.values.indices where near[index] < 0 {
            result.values[index] = min(result.values[index], middle * 0.4)
        }
        return result
    }

    /// Enlarged to the swatch's size without a seam.
    static func enlarged(_ map: FloatImage, to size: Int) -> FloatImage {
        map.resized(width: size, height: size, filter: .bicubic, edge: .wrap).mapValues { min(max($0, 0), 1) }
    }

    /// The value that a share of the map lies above.
    static func level(_ map: FloatImage, above share: Double) -> Float {
        let sorted = map.values.sorted()
        guard !sorted.isEmpty else { return 0.5 }
        return sorted[min(max(Int(Double(sorted.count) * (1 - share)), 0), sorted.count - 1)]
    }

    /// The value between the two groups of values that differ most (Otsu, 1979).
    static func threshold(_ map: FloatImage) -> Float {
        var histogram = [Double](repeating: 0, count: 64)
        for value in map.values { histogram[min(max(Int(value * 63.99), 0), 63)] += 1 }
        let total = Double(map.values.count)
        let mean = histogram.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element } / max(total, 1)
        var (count, sum, best, first, last) = (0.0, 0.0, -1.0, 32, 32)
        for level in 0..<63 {
            count += histogram[level]
            sum += Double(level) * histogram[level]
            guard count > 0, count < total else { continue }
            let lower = sum / count
            let upper = (mean * total - sum) / (total - count)
            let between = count * (total - count) * (upper - lower) * (upper - lower)
            // Between two clear groups many levels are equally good; the middle one is safest.
            if between > best { (best, first) = (between, level) }
            if between >= best { last = level }
        }
        return (Float(first + last) / 2 + 1) / 64
    }
}
