import Foundation
internal import QuartetFiles

/// Blossoms: petals in `motif`, centres and the shading of petals in `second`, contours and stamens in `outline`.
enum FlowerFigures {
    static func flower(random: inout PhiloxGenerator) -> Figure {
        switch Int.random(in: 0...4, using: &random) {
        case 0: daisy(random: &random)
        case 1: rose(random: &random)
        case 2: poppy(random: &random)
        default: blossom(random: &random)
        }
    }

    /// Angle in turns around the centre.
    private static func turns(_ x: Float, _ y: Float) -> Float { atan2(y, x) / (2 * .pi) }

    /// Many slender petals around a dotted disc.
    static func daisy(random: inout PhiloxGenerator) -> Figure {
        let petals = Float(Int.random(in: 8...15, using: &random))
        let eye = random.uniform(0.2, 0.3)
        let width = random.uniform(0.8, 1.05) * .pi / petals
        let line = random.chance(0.7) ? random.uniform(0.025, 0.045) : 0
        let vein = random.chance(0.5) ? Float(0.02) : 0
        let blush = random.chance(0.5) ? eye + random.uniform(0.12, 0.25) : 0
        let isDotted = random.chance(0.5)
        return { x, y in
            let radius = (x * x + y * y).squareRoot()
            if radius < eye {
                if radius > eye - 0.05 { return .outline }
                return isDotted && sine(x * 9) * sine(y * 9) > 0.35 ? .outline : .second
            }
            // Across and along the nearest petal.
            let angle = turns(x, y) * petals
            let off = (angle - angle.rounded()) / petals * 2 * .pi
            let (along, across) = (radius * cos(off), abs(radius * sin(off)))
            let t = (along - eye * 0.6) / (0.97 - eye * 0.6)
            guard t > 0, t < 1 else { return nil }
            let half = width * (0.35 + 0.65 * t) * min(1, 3.2 * (1 - t)).squareRoot() * 0.62
            guard across < half else { return nil }
            if across > half - line || t > 1 - line { return .outline }
            if across < vein, t > 0.3, t < 0.75 { return .outline }
            return radius < blush ? .second : .motif
        }
    }

    /// Four to six broad petals with a notch, a blushing throat and stamens.
    static func blossom(random: inout PhiloxGenerator) -> Figure {
        let petals = Float(Int.random(in: 4...6, using: &random))
        let eye = random.uniform(0.12, 0.2)
        let depth = random.uniform(0.25, 0.45)
        let notch = random.chance(0.5) ? random.uniform(0.08, 0.18) : 0
        let line = random.chance(0.7) ? random.uniform(0.03, 0.05) : 0
        let gap = random.uniform(0.02, 0.035)
        let throat = random.uniform(0.3, 0.5)
        let stamens = random.chance(0.6) ? petals * 2 : 0
        let rays = random.chance(0.5)
        return { x, y in
            let radius = (x * x + y * y).squareRoot()
            if radius < eye { return radius > eye - 0.045 ? .outline : .second }
            let angle = turns(x, y)
            let lobe = abs(cos(.pi * petals * angle))
            let tip = max(0, 1 - 12 * (1 - lobe))
            let edge = 0.97 * (1 - depth + depth * lobe.squareRoot() - notch * tip * tip)
            guard radius < edge else { return nil }
            if radius > edge - line { return .outline }
            // Petals part at the gaps, from the rim almost to the eye.
            let off = abs(fraction(petals * angle) - 0.5)
            let side = (0.5 - abs(0.5 - off)) / petals * 2 * .pi * radius
            if off < 0.25, side < gap, radius > eye + 0.1 { return .outline }
            if stamens > 0, radius < throat + 0.12 {
                let stamen = abs(fraction(stamens * angle + 0.5) - 0.5) / stamens * 2 * .pi * radius
                if radius > throat + 0.02 ? stamen < 0.045 : stamen < 0.018 { return .outline }
            }
            let flare = rays ? 0.16 * abs(cos(.pi * petals * 3 * angle)) : 0.12 * lobe
            return radius < throat * 0.75 + flare ? .second : .motif
        }
    }

    /// Rings of lobed petals around a bud, each with a shadow on the ring beneath: roses and peonies.
    static func rose(random: inout PhiloxGenerator) -> Figure {
        let count = Int.random(in: 4...5, using: &random)
        let line = random.chance(0.75) ? random.uniform(0.03, 0.045) : 0
        let shadow = random.uniform(0.05, 0.1)
        let rings = (0..<count).map { index -> (radius: Float, lobes: Float, phase: Float, depth: Float) in
            let radius = 0.88 * (1 - Float(index) / Float(count) * 0.88)
            let lobes = index == count - 1 ? 2 : Float(max(3, 5 - index / 2))
            return (radius, lobes, random.uniform(), 0.1)
        }
        let shift = (random.uniform(-0.1, 0.1), random.uniform(-0.1, 0.1))
        return { x, y in
            var result: Ink?
            for (index, ring) in rings.enumerated() {
                // Inner rings move towards one side: the flower looks at someone.
                let move = Float(index) / Float(count)
                let (dx, dy) = (x - shift.0 * move, y - shift.1 * move)
                let radius = (dx * dx + dy * dy).squareRoot()
                let lobe = abs(cos(.pi * (ring.lobes * turns(dx, dy) + ring.phase)))
                let edge = ring.radius * (1 - ring.depth * 2 + ring.depth * 3 * lobe.squareRoot())
                if radius < edge {
                    if radius > edge - line {
                        result = .outline
                    } else {
                        let isRim = radius > edge - line - shadow * (0.5 + lobe)
                        result = index % 2 == 0 ? (isRim ? .motif : .second) : (isRim ? .second : .motif)
                        if index == 0 { result = .motif }
                    }
                } else if index > 0, radius < edge + shadow, result == .motif {
                    result = .second
                }
            }
            return result
        }
    }

    /// Overlapping round petals and a dark heart with a ring of seeds.
    static func poppy(random: inout PhiloxGenerator) -> Figure {
        let count = Int.random(in: 4...6, using: &random)
        let size = random.uniform(0.46, 0.52)
        let line = random.chance(0.7) ? random.uniform(0.03, 0.05) : 0
        let eye = random.uniform(0.13, 0.2)
        let streaks = random.chance(0.6)
        let seeds = Float(Int.random(in: 9...14, using: &random))
        let petals = (0..<count).map { index -> (x: Float, y: Float, angle: Float) in
            let angle = (Float(index) + random.uniform(-0.12, 0.12)) / Float(count)
            return (0.48 * cosine(angle), 0.48 * sine(angle), angle)
        }
        let ruffle = random.uniform(0.02, 0.05)
        return { x, y in
            let radius = (x * x + y * y).squareRoot()
            let angle = turns(x, y)
            if radius < eye { return radius < eye * 0.5 ? .second : .outline }
            let seed = abs(fraction(seeds * angle) - 0.5) / seeds * 2 * .pi * radius
            if abs(radius - eye - 0.09) < 0.035, seed < 0.035 { return .outline }
            var result: Ink?
            for petal in petals {
                let (dx, dy) = (x - petal.x, y - petal.y)
                let distance = (dx * dx + dy * dy).squareRoot()
                let edge = size - ruffle * (1 + sine(turns(dx, dy) * 7 + petal.angle * 3))
                guard distance < edge, radius < 0.99 else { continue }
                if distance > edge - line {
                    result = .outline
                } else {
                    let inner = wrappedDifference(angle, petal.angle)
                    let streak = streaks && sine(inner * 40) > 0.3 && radius < 0.55
                    result = radius < eye + 0.17 || streak ? .second : .motif
                }
            }
            return result
        }
    }

    /// A closed flower on its calyx, seen from the side.
    static func bud(random: inout PhiloxGenerator) -> Figure {
        let width = random.uniform(0.3, 0.42)
        let line: Float = random.chance(0.7) ? 0.06 : 0
        return { x, y in
            if y > 0.35, abs(x) < 0.07 { return .third }
            let cup = width * 0.95 * max(0, 1 - (y - 0.3) * (y - 0.3) * 14).squareRoot()
            if y > 0.12, y < 0.6, abs(x) < cup, y > 0.2 + 0.2 * abs(sine(x * 2.2)) { return .third }
            let t = (y + 0.85) / 1.2
            guard t > 0, t < 1 else { return nil }
            let half = width * sin(.pi * pow(t, 0.75)) + 0.02
            guard abs(x) < half else { return nil }
            if abs(x) > half - line { return .outline }
            if abs(x - 0.14 * (t - 0.4)) < line * 0.4 { return .outline }
            return x > 0.1 * (1 - t) ? .second : .motif
        }
    }
}
