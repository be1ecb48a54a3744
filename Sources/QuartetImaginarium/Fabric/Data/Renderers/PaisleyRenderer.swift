import Foundation
internal import QuartetFiles
import QuartetImaging

/// Paisley: bent drops (boteh) with nested outlines and a small flower in the middle.
struct PaisleyRenderer {
    /// A drop whose tip curls to the side: discs that shrink along a bent spine.
    static func drop(random: inout PhiloxGenerator) -> Motif {
        let side = 64
        let curl = random.uniform(0.55, 0.85)
        let rings = Int.random(in: 2...3, using: &random)
        let petals = Float(Int.random(in: 5...7, using: &random))
        let beads = random.chance(0.6)
        let count = 40
        let body = random.uniform(0.4, 0.46)
        // Spine: starts at the body's middle, rises, and turns over at the tip.
        let spine = (0..<count).map { index -> (x: Float, y: Float, radius: Float) in
            let t = Float(index) / Float(count - 1)
            let angle = curl * t * t * 0.75
            return (
                x: -0.1 + 0.85 * t * sine(angle * 0.45), y: 0.42 - 1.22 * t * cosine(angle * 0.32),
                radius: body * Foundation.pow(1 - t, 0.75) + 0.02
            )
        }
        var coverage = FloatImage(width: side, height: side)
        var shade = FloatImage(width: side, height: side)
        for row in 0..<side {
            for column in 0..<side {
                let x = (Float(column) + 0.5) / Float(side / 2) - 1
                let y = (Float(row) + 0.5) / Float(side / 2) - 1
                var depth: Float = -1
                for disc in spine {
                    let (dx, dy) = (x - disc.x, y - disc.y)
                    depth = max(depth, disc.radius - (dx * dx + dy * dy).squareRoot())
                }
                let index = row * side + column
                coverage.values[index] = smoothStep(-0.02, 0.02, depth)
                guard depth > -0.02 else { continue }
                // Bands of the depth: a light rim, then a dark line, and so on inwards.
                let band = 0.11
                let step = Int(depth / Float(band))
                var ink: Float = step % 2 == 0 ? 1 : 0
                if step >= 2 * (rings - 1) { ink = 0.55 }
                if beads, step == 1 {
                    let angle = Foundation.atan2(y - 0.3, x + 0.05) / (2 * .pi)
                    ink = fraction(angle * 14) < 0.5 ? 0.8 : 0
                }
                // The flower in the round of the drop.
                let (fx, fy) = (x - spine[0].x, y - spine[0].y)
                let radius = (fx * fx + fy * fy).squareRoot()
                let angle = Foundation.atan2(fy, fx) / (2 * .pi)
                let outline = 0.2 * (0.7 + 0.3 * abs(Foundation.cos(.pi * petals * angle)))
                if radius < outline { ink = radius < 0.06 ? 0 : 1 }
                shade.values[index] = ink
            }
        }
        return Motif(kind: "paisley", coverage: coverage, shade: shade)
    }

    /// Drops in alternating rows or scattered at any angle, with small flowers between them.
    func paisley(random: inout PhiloxGenerator) -> FloatImage {
        let main = Self.drop(random: &random)
        let shadow = main.unlit
        let filler = BotanicalMotifs.flower(random: &random)
        var places: [ScatterRenderer.Placement] = []
        if random.chance(0.5) {
            let across = Int.random(in: 1...2, using: &random)
            let size = random.uniform(0.72, 0.85) / Float(across)
            let turn = random.uniform()
            for row in 0..<(2 * across) {
                for column in 0..<across {
                    let shift: Float = row % 2 == 0 ? 0 : 0.5
                    places.append(
                        .init(
                            u: (Float(column) + shift) / Float(across), v: Float(row) / Float(2 * across),
                            size: size * 0.8, turn: row % 2 == 0 ? turn : turn + 0.5, mirrored: false))
                }
            }
        } else {
            let large = random.uniform(0.42, 0.62)
            places = ScatterRenderer.placements(
                .init(
                    large: large, small: large * 0.6, count: Int.random(in: 4...7, using: &random),
                    spacing: 0.78, turns: true),
                random: &random)
        }
        var canvas = FloatImage(width: 2 * StructureMap.side, height: 2 * StructureMap.side)
        let small = ScatterRenderer.placements(
            .init(
                large: 0.13, small: 0.09, count: Int.random(in: 6...20, using: &random), spacing: 1,
                turns: true),
            random: &random)
        for place in small { ScatterRenderer.composite(filler, place, lift: 0.2, on: &canvas) }
        for place in places {
            // A dark margin keeps the fillers off the drop.
            var margin = place
            margin.size *= 1.14
            ScatterRenderer.composite(shadow, margin, lift: 0, on: &canvas)
            ScatterRenderer.composite(main, place, lift: 0.05, on: &canvas)
        }
        return canvas.resized(width: StructureMap.side, height: StructureMap.side)
    }
}
