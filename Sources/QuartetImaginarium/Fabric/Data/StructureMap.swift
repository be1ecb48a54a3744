import Foundation

/// A grey picture of cloth structure: 0 is ground, 1 is figure, row-major.
///
/// Rendered maps are periodic in both directions; pixel centres lie at (x + ½) / width.
package struct StructureMap: Sendable, Equatable {
    /// Side in pixels of the maps that the fabric model learns.
    package static let side = 64

    package let width: Int
    package let height: Int
    package var values: [Float]

    package init(width: Int, height: Int, values: [Float]) {
        precondition(values.count == width * height)
        self.width = width
        self.height = height
        self.values = values
    }

    init(width: Int, height: Int, fill: Float = 0) {
        self.init(width: width, height: height, values: .init(repeating: fill, count: width * height))
    }

    /// Evaluates a field of the unit square, averaging samples × samples points in each pixel.
    static func rendered(
        side: Int = StructureMap.side, samples: Int = 3, _ field: (_ u: Float, _ v: Float) -> Float
    ) -> StructureMap {
        var map = StructureMap(width: side, height: side)
        let step = 1 / Float(side * samples)
        let share = 1 / Float(samples * samples)
        for y in 0..<side {
            for x in 0..<side {
                var sum: Float = 0
                for j in 0..<samples {
                    let v = (Float(y * samples + j) + 0.5) * step
                    for i in 0..<samples { sum += field((Float(x * samples + i) + 0.5) * step, v) }
                }
                map.values[y * side + x] = sum * share
            }
        }
        return map
    }

    /// Value at a whole pixel, with wrap-around.
    subscript(wrapping x: Int, y: Int) -> Float {
        let column = ((x % width) + width) % width
        let row = ((y % height) + height) % height
        return values[row * width + column]
    }

    /// Bilinear value at (u, v) of the unit square, with wrap-around.
    func sample(_ u: Float, _ v: Float) -> Float {
        let x = u * Float(width) - 0.5
        let y = v * Float(height) - 0.5
        let left = x.rounded(.down)
        let top = y.rounded(.down)
        let (i, j) = (Int(left), Int(top))
        let (a, b) = (x - left, y - top)
        let upper = self[wrapping: i, j] * (1 - a) + self[wrapping: i + 1, j] * a
        let lower = self[wrapping: i, j + 1] * (1 - a) + self[wrapping: i + 1, j + 1] * a
        return upper * (1 - b) + lower * b
    }

    /// The p-quantile of the values, 0 ≤ p ≤ 1 (nearest rank).
    func quantiles(_ probabilities: [Float]) -> [Float] {
        let sorted = values.sorted()
        return probabilities.map { sorted[min(sorted.count - 1, Int($0 * Float(sorted.count)))] }
    }

    /// Every value through a function.
    func mapped(_ transform: (Float) -> Float) -> StructureMap {
        StructureMap(width: width, height: height, values: values.map(transform))
    }

    /// Gaussian blur with standard deviation in pixels; the border wraps or, for photographs, repeats.
    func blurred(_ deviation: Float, wrap: Bool = true) -> StructureMap {
        guard deviation > 0 else { return self }
        let radius = max(1, Int((3 * deviation).rounded(.up)))
        var weights = (-radius...radius).map { Foundation.exp(-Float($0 * $0) / (2 * deviation * deviation)) }
        let total = weights.reduce(0, +)
        weights = weights.map { $0 / total }
        func index(_ i: Int, _ count: Int) -> Int {
            wrap ? ((i % count) + count) % count : min(max(i, 0), count - 1)
        }
        var across = StructureMap(width: width, height: height)
        for x in 0..<width {
            let columns = (-radius...radius).map { index(x + $0, width) }
            for y in 0..<height {
                var sum: Float = 0
                for (weight, column) in zip(weights, columns) { sum += weight * values[y * width + column] }
                across.values[y * width + x] = sum
            }
        }
        var result = StructureMap(width: width, height: height)
        for y in 0..<height {
            let rows = (-radius...radius).map { index(y + $0, height) }
            for x in 0..<width {
                var sum: Float = 0
                for (weight, row) in zip(weights, rows) { sum += weight * across.values[row * width + x] }
                result.values[y * width + x] = sum
            }
        }
        return result
    }

    /// Area-averaged reduction (or bilinear enlargement) to another size.
    func resized(width newWidth: Int, height newHeight: Int) -> StructureMap {
        var result = StructureMap(width: newWidth, height: newHeight)
        let samplesX = max(1, width / newWidth)
        let samplesY = max(1, height / newHeight)
        for y in 0..<newHeight {
            for x in 0..<newWidth {
                var sum: Float = 0
                for j in 0..<samplesY {
                    for i in 0..<samplesX {
                        let u = (Float(x * samplesX + i) + 0.5) / Float(newWidth * samplesX)
                        let v = (Float(y * samplesY + j) + 0.5) / Float(newHeight * samplesY)
                        sum += sampleClamped(u, v)
                    }
                }
                result.values[y * newWidth + x] = sum / Float(samplesX * samplesY)
            }
        }
        return result
    }

    /// Bilinear value at (u, v) of the unit square; outside, the border is repeated.
    func sampleClamped(_ u: Float, _ v: Float) -> Float {
        let x = min(max(u * Float(width) - 0.5, 0), Float(width - 1))
        let y = min(max(v * Float(height) - 0.5, 0), Float(height - 1))
        let (i, j) = (min(Int(x), max(0, width - 2)), min(Int(y), max(0, height - 2)))
        let (a, b) = (x - Float(i), y - Float(j))
        let (right, below) = (min(i + 1, width - 1), min(j + 1, height - 1))
        let upper = values[j * width + i] * (1 - a) + values[j * width + right] * a
        let lower = values[below * width + i] * (1 - a) + values[below * width + right] * a
        return upper * (1 - b) + lower * b
    }
}
