import Foundation
internal import QuartetFiles

/// Coats of animals: the dark of the fur is `motif`, the heart of a rosette `second`.
enum CoatPrints {
    /// Broken rings around a filled heart, with small solid spots between.
    static func leopard(fields: Int = 1, random: inout PhiloxGenerator) -> InkCanvas {
        var canvas = InkCanvas()
        let large = random.uniform(0.17, 0.4) / Float(fields)
        let layout = ScatterRenderer.Layout(
            large: large, small: large * 0.72, count: Int(2.2 / (large * large)), spacing: 0.84, turns: true)
        let places = ScatterRenderer.placements(layout, random: &random)
        for place in places { canvas.paint(place, rosette(random: &random)) }
        var taken = places
        for _ in 0..<400 * fields * fields where taken.count < 2 * places.count {
            let spot = ScatterRenderer.Placement(
                u: random.uniform(), v: random.uniform(), size: large * random.uniform(0.22, 0.36),
                turn: random.uniform(), mirrored: false)
            let isFree = taken.allSatisfy {
                let (dx, dy) = (wrappedDifference($0.u, spot.u), wrappedDifference($0.v, spot.v))
                return (dx * dx + dy * dy).squareRoot() > 0.48 * ($0.size + spot.size)
            }
            guard isFree else { continue }
            taken.append(spot)
            let stretch = random.uniform(0.55, 0.9)
            canvas.paint(spot) { x, y in x * x + y * y / (stretch * stretch) < 0.9 ? .motif : nil }
        }
        return canvas
    }

    /// A ring whose inner and outer edges wander, open in one to three places.
    private static func rosette(random: inout PhiloxGenerator) -> Figure {
        let waves = (0..<6).map { _ in (random.uniform(-1, 1), random.uniform()) }
        let gaps = (0..<Int.random(in: 1...3, using: &random)).map { index in
            (
                place: Float(index) * random.uniform(0.28, 0.4) + random.uniform(),
                half: random.uniform(0.025, 0.07)
            )
        }
        let stretch = random.uniform(0.78, 1)
        let open = random.uniform(0.42, 0.56)
        return { x, y0 in
            let y = y0 / stretch
            let radius = (x * x + y * y).squareRoot()
            let angle = atan2(y, x) / (2 * .pi)
            func wander(_ first: Int) -> Float {
                (0..<3).reduce(Float(0)) {
                    $0 + waves[first + $1].0 * sine(Float($1 + 2) * angle + waves[first + $1].1)
                }
            }
            let outer = 0.88 + 0.055 * wander(0)
            let inner = open + 0.07 * wander(3)
            guard radius < outer else { return nil }
            if radius < inner { return .second }
            // The ends of the ring are round.
            let middle = (outer + inner) / 2
            for gap in gaps {
                let off = abs(wrappedDifference(angle, gap.place)) - gap.half
                let round = 1 - pow(abs(radius - middle) / (outer - inner) * 2, 2)
                if off < 0.035 * (1 - round) { return radius < middle ? .second : nil }
            }
            return .motif
        }
    }

    /// Stripes that fork and end: the positive half of a sum of plane waves of nearly one length and direction.
    static func zebra(random: inout PhiloxGenerator) -> InkCanvas {
        let stripes = Float(Int.random(in: 3...6, using: &random))
        let lean = random.uniform(-2.2, 2.2)
        let (spread, band) = (random.uniform(1.1, 1.9), random.uniform(0.55, 0.85))
        var waves: [(x: Float, y: Float, strength: Float, phase: Float)] = []
        for ky in -9...9 {
            for kx in 0...9 {
                let (dx, dy) = (Float(kx) - stripes, Float(ky) - lean)
                let weight = exp(-dx * dx / (2 * band * band) - dy * dy / (2 * spread * spread))
                if weight > 0.03 {
                    waves.append((Float(kx), Float(ky), weight * random.gaussian(), random.uniform()))
                }
            }
        }
        let upright = random.chance(0.5)
        let warp = PeriodicNoise(columns: 6, rows: 6, random: &random)
        let strength = waves.reduce(Float(0)) { $0 + $1.strength * $1.strength }.squareRoot()
        let cut = random.uniform(-0.12, 0.18) * strength
        let pointed = random.uniform(0.2, 0.45) * strength
        var canvas = InkCanvas()
        canvas.paint { u0, v0 in
            let shift = 0.012 * warp(u0, v0)
            let (u, v) = upright ? (u0 + shift, v0) : (v0 + shift, u0)
            let sum = waves.reduce(Float(0)) { $0 + $1.strength * sine($1.x * u + $1.y * v + $1.phase) }
            // Broad and narrow places along a stripe.
            return sum > cut + pointed * warp(v0, u0) * 0.5 ? .motif : nil
        }
        return canvas
    }
}
