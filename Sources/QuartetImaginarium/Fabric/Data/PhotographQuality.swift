package import QuartetImaging

/// Separates photographs of cloth from photographs of collars, buttons, seams and prints.
package enum PhotographQuality {
    /// Whether the same structure fills the whole map, as far as the class requires it.
    package static func isUsable(_ map: FloatImage, as fabric: FabricClass) -> Bool {
        let wanted = fabric.traits.photographs
        guard evenness(map) >= wanted.leastEvenness else { return false }
        if let least = wanted.leastAnisotropy, anisotropy(map) < least { return false }
        if let greatest = wanted.greatestDeviation {
            return FabricStatistics.moments(map.values).deviation < greatest
        }
        return true
    }

    /// Least over largest contrast (standard deviation) of the nine blocks of a 3 × 3 division: 1 for even
    /// cloth, near 0 where a part of the map shows something else.
    package static func evenness(_ map: FloatImage) -> Float {
        var deviations: [Float] = []
        let (blockWidth, blockHeight) = (map.width / 3, map.height / 3)
        for row in 0..<3 {
            for column in 0..<3 {
                var (sum, squares) = (Float(0), Float(0))
                for y in (row * blockHeight)..<((row + 1) * blockHeight) {
                    for x in (column * blockWidth)..<((column + 1) * blockWidth) {
                        let value = map.values[y * map.width + x]
                        sum += value
                        squares += value * value
                    }
                }
                let count = Float(blockWidth * blockHeight)
                deviations.append(max(0, squares / count - (sum / count) * (sum / count)).squareRoot())
            }
        }
        guard let least = deviations.min(), let largest = deviations.max(), largest > 0 else { return 1 }
        return least / largest
    }

    /// How far all edges run in one direction: (λ₁ − λ₂) / (λ₁ + λ₂) of the structure tensor's eigenvalues
    /// over the whole map (Bigün and Granlund 1987); 1 for straight stripes, 0 for checks, dots and noise.
    package static func anisotropy(_ map: FloatImage) -> Float {
        var (xx, yy, xy) = (Float(0), Float(0), Float(0))
        for y in 1..<(map.height - 1) {
            for x in 1..<(map.width - 1) {
                let index = y * map.width + x
                let dx = map.values[index + 1] - map.values[index - 1]
                let dy = map.values[index + map.width] - map.values[index - map.width]
                xx += dx * dx
                yy += dy * dy
                xy += dx * dy
            }
        }
        guard xx + yy > 0 else { return 0 }
        return ((xx - yy) * (xx - yy) + 4 * xy * xy).squareRoot() / (xx + yy)
    }
}
