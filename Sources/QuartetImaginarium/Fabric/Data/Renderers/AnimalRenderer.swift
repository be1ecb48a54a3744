import Foundation
internal import QuartetFiles
import QuartetImaging

/// Coats: leopard rosettes, zebra and tiger stripes, giraffe patches, Dalmatian spots.
struct AnimalRenderer {
    func animal(random: inout PhiloxGenerator) -> FloatImage {
        let kind = random.uniform()
        if kind < 0.5 { return leopard(random: &random) }
        if kind < 0.8 { return zebra(random: &random) }
        if kind < 0.92 { return giraffe(random: &random) }
        return spots(random: &random)
    }

    /// Points spread over the torus: a jittered lattice with every second row shifted.
    private func points(across: Int, jitter: Float, random: inout PhiloxGenerator) -> [(u: Float, v: Float)] {
        let rows = across + across % 2
        var points: [(Float, Float)] = []
        for row in 0..<rows {
            for column in 0..<across {
                let shift: Float = row % 2 == 0 ? 0 : 0.5
                points.append(
                    (
                        (Float(column) + shift + jitter * random.uniform(-1, 1)) / Float(across),
                        (Float(row) + jitter * random.uniform(-1, 1)) / Float(rows)
                    ))
            }
        }
        return points
    }

    /// Rosettes: broken dark rings around a half-tone heart, with small solid spots between.
    private func leopard(random: inout PhiloxGenerator) -> FloatImage {
        struct Rosette {
            var u, v, radius, stretch, turn: Float
            var gaps: [Float]
            var solid: Bool
        }
        let across = Int.random(in: 3...5, using: &random)
        var rosettes: [Rosette] = []
        for point in points(across: across, jitter: 0.2, random: &random) {
            let gaps = (0..<Int.random(in: 1...3, using: &random)).map { _ in random.uniform() }
            rosettes.append(
                Rosette(
                    u: point.u, v: point.v, radius: random.uniform(0.3, 0.43) / Float(across),
                    stretch: random.uniform(0.8, 1.2), turn: random.uniform(), gaps: gaps,
                    solid: random.chance(0.12)))
        }
        let warpX = PeriodicNoise(columns: 4 * across, rows: 4 * across, random: &random)
        let warpY = PeriodicNoise(columns: 4 * across, rows: 4 * across, random: &random)
        let warp = 0.045 / Float(across)
        let heart = random.uniform(0.3, 0.5)
        return .rendered(samples: 2) { u0, v0 in
            let (u, v) = (u0 + warp * warpX(u0, v0), v0 + warp * warpY(u0, v0))
            var value: Float = 0
            for rosette in rosettes {
                let dx = wrappedDifference(u, rosette.u) * rosette.stretch
                let dy = wrappedDifference(v, rosette.v) / rosette.stretch
                let radius = (dx * dx + dy * dy).squareRoot() / rosette.radius
                guard radius < 1 else { continue }
                if rosette.solid {
                    if radius < 0.6 { value = 1 }
                    continue
                }
                if radius < 0.5 {
                    value = max(value, heart)
                } else {
                    let angle = Foundation.atan2(dy, dx) / (2 * .pi) + rosette.turn
                    let open = rosette.gaps.contains { abs(wrappedDifference(angle, $0)) < 0.06 }
                    value = max(value, open ? heart * 0.6 : 1)
                }
            }
            return value
        }
    }

    /// Stripes that waver, fork and end: level sets of a warped wave with noise in its phase.
    private func zebra(random: inout PhiloxGenerator) -> FloatImage {
        let stripes = Float(Int.random(in: 4...7, using: &random))
        let slant = Float(Int.random(in: -2...2, using: &random))
        let warp = PeriodicNoise(columns: 4, rows: 3, random: &random)
        let fine = PeriodicNoise(columns: 8, rows: 8, random: &random)
        let bend = random.uniform(0.25, 0.5)
        let cut = random.uniform(-0.15, 0.2)
        let upright = random.chance(0.4)
        return .rendered(samples: 2) { u, v in
            let (a, b) = upright ? (v, u) : (u, v)
            let phase = stripes * b + slant * a + bend * warp(a, b)
            return smoothStep(cut - 0.1, cut + 0.1, sine(phase) + 0.28 * fine(a, b))
        }
    }

    /// Patches with light lines between them: the cells of scattered points (Voronoi 1908).
    private func giraffe(random: inout PhiloxGenerator) -> FloatImage {
        let across = Int.random(in: 3...4, using: &random)
        let seeds = points(across: across, jitter: 0.3, random: &random)
        let line = random.uniform(0.1, 0.16) / Float(across)
        let warp = PeriodicNoise(columns: 12, rows: 12, random: &random)
        return .rendered(samples: 2) { u0, v0 in
            let shift = 0.012 * warp(u0, v0)
            var (nearest, second) = (Float(9), Float(9))
            for seed in seeds {
                let dx = wrappedDifference(u0 + shift, seed.u)
                let dy = wrappedDifference(v0 - shift, seed.v)
                let distance = (dx * dx + dy * dy).squareRoot()
                if distance < nearest {
                    (nearest, second) = (distance, nearest)
                } else if distance < second {
                    second = distance
                }
            }
            return second - nearest > line ? 1 : 0
        }
    }

    /// Irregular solid spots.
    private func spots(random: inout PhiloxGenerator) -> FloatImage {
        let lattice = Int.random(in: 8...12, using: &random)
        let noise = PeriodicNoise(columns: lattice, rows: lattice, random: &random)
        let threshold = random.uniform(0.4, 0.65)
        return .rendered(samples: 2) { u, v in smoothStep(threshold - 0.08, threshold + 0.08, noise(u, v)) }
    }
}
