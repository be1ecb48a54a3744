import Foundation
internal import QuartetFiles
import QuartetImaging

/// Flowers and leaves drawn from formulas: rosettes of petals, veined leaves, sprays.
enum BotanicalMotifs {
    private static let side = 64

    /// Draws a motif from a function of (x, y) in -1…1 to coverage and shade.
    private static func drawn(
        _ kind: String, _ field: (_ x: Float, _ y: Float) -> (coverage: Float, shade: Float)
    ) -> Motif {
        var coverage = FloatImage(width: side, height: side)
        var shade = FloatImage(width: side, height: side)
        for y in 0..<side {
            for x in 0..<side {
                let value = field(
                    (Float(x) + 0.5) / Float(side / 2) - 1, (Float(y) + 0.5) / Float(side / 2) - 1)
                coverage.values[y * side + x] = value.coverage
                shade.values[y * side + x] = value.shade
            }
        }
        return Motif(kind: kind, coverage: coverage, shade: shade)
    }

    /// A rosette of 5 to 8 petals with a dark or light eye, petal edges and sometimes an inner ring of petals.
    static func flower(random: inout PhiloxGenerator) -> Motif {
        let petals = Float(Int.random(in: 5...8, using: &random))
        let depth = random.uniform(0.18, 0.42)
        let sharpness = random.uniform(0.6, 1.3)
        let eye = random.uniform(0.16, 0.28)
        let eyeLevel: Float = random.chance(0.6) ? 0 : 0.35
        let inner = random.chance(0.4) ? random.uniform(0.45, 0.6) : 0
        let vein = random.uniform(0.1, 0.45)
        let turn = random.uniform()
        return drawn("flower") { x, y in
            let radius = (x * x + y * y).squareRoot()
            let angle = Foundation.atan2(y, x) / (2 * .pi) + turn
            /// Distance inside the outline of a ring of petals, in radii.
            func petalDepth(_ size: Float, _ shift: Float) -> Float {
                let lobe = Foundation.pow(abs(Foundation.cos(.pi * (petals * angle + shift))), sharpness)
                return size * (1 - depth + depth * lobe) - radius
            }
            let outer = petalDepth(0.98, 0)
            guard outer > 0 else { return (smoothStep(-0.04, 0, outer), 0.8) }
            if radius < eye { return (1, radius > eye * 0.6 ? eyeLevel : eyeLevel + 0.3) }
            // The gap between neighbouring petals is darkest near the eye.
            let gap = 1 - abs(Foundation.cos(.pi * petals * angle))
            var shade = 1 - vein * smoothStep(0.55, 1, gap) - 0.25 * (1 - smoothStep(eye, eye + 0.3, radius))
            shade *= smoothStep(-0.02, 0.07, outer) * 0.5 + 0.5
            if inner > 0 {
                let second = petalDepth(inner, 0.5)
                if second > 0 { shade = second < 0.06 ? 0.25 : 0.9 }
            }
            return (1, shade)
        }
    }

    /// One leaf along the vertical: lens or heart shape with midrib and side veins.
    static func leaf(random: inout PhiloxGenerator) -> Motif {
        let width = random.uniform(0.28, 0.55)
        let belly = random.uniform(0.8, 1.5)
        let veins = Float(Int.random(in: 4...7, using: &random))
        let serrated: Float = random.chance(0.3) ? 0.06 : 0
        let bend = random.uniform(-0.25, 0.25)
        return drawn("leaf") { x, y in
            // t runs from the tip (0) to the stalk (1).
            let t = (y + 0.9) / 1.65
            let axis = x - bend * (y * y - 0.4)
            if t > 1, t < 1.14, abs(axis) < 0.05 { return (1, 0.8) }
            guard t > 0, t < 1 else { return (0, 0) }
            var half = width * Foundation.sin(.pi * Foundation.pow(t, 1 / belly))
            half *= 1 - serrated * (1 + sine(t * veins * 3))
            let inside = half - abs(axis)
            guard inside > 0 else { return (smoothStep(-0.04, 0, inside), 0.8) }
            let rib = 1 - smoothStep(0.025, 0.07, abs(axis))
            let side = 1 - smoothStep(0.06, 0.16, abs(fraction(veins * (t + 0.5 * abs(axis))) - 0.5))
            let shade = 1 - 0.95 * max(rib, side * 0.6)
            return (1, shade * (axis < 0 ? 1 : 0.85))
        }
    }

    /// A stem with pairs of small leaves.
    static func spray(random: inout PhiloxGenerator) -> Motif {
        let pairs = Int.random(in: 2...4, using: &random)
        let length = random.uniform(0.62, 0.75)
        let width = random.uniform(0.2, 0.28) * 3 / Float(pairs + 1)
        let lift = random.uniform(0.11, 0.17)
        let bend = random.uniform(-0.2, 0.2)
        let shades = (0..<(2 * pairs + 1)).map { _ in random.uniform(0.7, 1) }
        return drawn("leaf") { x0, y in
            let x = x0 - bend * (y * y - 0.4)
            var coverage: Float = abs(x) < 0.04 && y > -0.5 ? 1 : 0
            var shade: Float = 0.8
            for index in 0...(2 * pairs) {
                let base: Float
                let angle: Float
                if index == 2 * pairs {
                    (base, angle) = (-0.3, 0)
                } else {
                    base = -0.2 + 1.05 * Float(index / 2) / Float(pairs - 1)
                    angle = index % 2 == 0 ? lift : -lift
                }
                // Leaf coordinates: along (0 at the stem, 1 at the tip) and across.
                let (dx, dy) = (x, y - base)
                let (s, c) = (sine(angle), cosine(angle))
                let along = (dx * s - dy * c) / length
                let across = (dx * c + dy * s) / length
                guard along > 0, along < 1 else { continue }
                let half = width * Foundation.sin(.pi * Foundation.pow(along, 0.8))
                if abs(across) < half {
                    coverage = 1
                    shade = abs(across) < 0.04 ? 0.3 : shades[index]
                }
            }
            return (coverage, shade)
        }
    }
}
