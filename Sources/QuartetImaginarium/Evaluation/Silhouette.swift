package import QuartetImaging

/// A garment's outline as a mask of 64 x 64, its longer side filling the square: the form in which outlines are compared.
package struct Silhouette: Sendable, Equatable {
    package static let side = 64

    private let covered: [Bool]

    /// Crops a mask to what it covers and fits that into the square; nil for an empty mask.
    ///
    /// - Parameter mask: one channel, 0 outside and 1 inside.
    package init?(mask: FloatImage) {
        var (minX, maxX, minY, maxY) = (Int.max, -1, Int.max, -1)
        for y in 0..<mask.height {
            for x in 0..<mask.width where mask.values[y * mask.width + x] > 0.5 {
                (minX, maxX) = (min(minX, x), max(maxX, x))
                (minY, maxY) = (min(minY, y), max(maxY, y))
            }
        }
        guard maxX >= 0 else { return nil }
        let (width, height) = (maxX - minX + 1, maxY - minY + 1)
        let step = Float(max(width, height)) / Float(Self.side)
        let (centreX, centreY) = (Float(minX + maxX + 1) / 2, Float(minY + maxY + 1) / 2)
        covered = (0..<Self.side * Self.side).map { pixel in
            let x = centreX + (Float(pixel % Self.side) + 0.5 - Float(Self.side) / 2) * step
            let y = centreY + (Float(pixel / Self.side) + 0.5 - Float(Self.side) / 2) * step
            guard x >= 0, y >= 0, x < Float(mask.width), y < Float(mask.height) else { return false }
            return mask.values[Int(y) * mask.width + Int(x)] > 0.5
        }
    }

    /// The outline of a drafted garment.
    init?(_ garment: Garment) throws {
        let bounds = garment.bounds
        let layout = DrawingLayout(bounds: bounds, width: 256, height: 256)
        let window = PixelWindow(x: 0, y: 0, width: 256, height: 256)
        let mask = try PixelField(window, layout: layout) { canvas in
            for panel in garment.panels { canvas.fill(panel.outline, with: .colour(.black)) }
        }
        self.init(mask: mask.image)
    }

    /// Intersection over union: 1 for equal outlines, 0 for outlines that do not meet.
    package func overlap(with other: Silhouette) -> Double {
        var (both, either) = (0, 0)
        for (a, b) in zip(covered, other.covered) {
            if a && b { both += 1 }
            if a || b { either += 1 }
        }
        return either == 0 ? 0 : Double(both) / Double(either)
    }

    /// The overlap with the nearest of others; 0 without any.
    package func nearestOverlap(_ others: [Silhouette]) -> Double {
        others.reduce(0) { max($0, overlap(with: $1)) }
    }

    /// White on black, to look at.
    var picture: PixelImage {
        PixelImage(
            width: Self.side, height: Self.side, format: .grey, bytes: covered.map { $0 ? 255 : 0 })
    }
}
