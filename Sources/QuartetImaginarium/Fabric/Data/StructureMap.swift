import QuartetImaging

/// What a structure map is: a picture of one channel in which 0 is ground and 1 is figure. Rendered and
/// generated maps are periodic in both directions.
package enum StructureMap {
    /// Side in pixels of the maps that the fabric model learns.
    package static let side = 64
}

extension FloatImage {
    /// A map of a field of the unit square, the mean of samples × samples points in each pixel.
    static func rendered(
        side: Int = StructureMap.side, samples: Int = 3, _ field: (_ u: Float, _ v: Float) -> Float
    ) -> FloatImage {
        var map = FloatImage(width: side, height: side)
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

    /// Value at (u, v) of the unit square, which repeats.
    func periodic(_ u: Float, _ v: Float) -> Float {
        sample(x: u * Float(width), y: v * Float(height), edge: .wrap)
    }

    /// The p-quantiles of the values, 0 ≤ p ≤ 1 (nearest rank).
    func quantiles(_ probabilities: [Float]) -> [Float] {
        let sorted = values.sorted()
        return probabilities.map { sorted[min(sorted.count - 1, Int($0 * Float(sorted.count)))] }
    }
}
