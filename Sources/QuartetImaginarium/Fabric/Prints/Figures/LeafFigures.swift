import Foundation
internal import QuartetFiles

/// Leaves with their tip at the top and their stalk at the bottom.
enum LeafFigures {
    /// The inks of a leaf.
    struct Inks {
        var blade: Ink
        /// The half in the shade.
        var shade: Ink
        var vein: Ink
    }

    /// One blade: lens or heart with midrib and side veins, smooth or serrated.
    static func blade(_ inks: Inks, random: inout PhiloxGenerator) -> Figure {
        let width = random.uniform(0.24, 0.48)
        let belly = random.uniform(0.8, 1.4)
        let veins = Float(Int.random(in: 4...7, using: &random))
        let serrated: Float = random.chance(0.25) ? 0.09 : 0
        let bend = random.uniform(-0.22, 0.22)
        let rib = random.uniform(0.018, 0.03)
        let hasVeins = random.chance(0.75)
        return { x, y in
            // t runs from the tip (0) to the stalk (1).
            let t = (y + 0.92) / 1.6
            let axis = x - bend * (y * y - 0.4)
            if t > 0.98, t < 1.16 { return abs(axis) < 0.04 ? inks.blade : nil }
            guard t > 0, t < 1 else { return nil }
            var half = width * sin(.pi * pow(t, 1 / belly))
            half *= 1 - serrated * (1 + sine(t * veins * 2.5))
            guard abs(axis) < half else { return nil }
            if abs(axis) < rib * (0.4 + t), t > 0.08 { return inks.vein }
            let side = abs(fraction(veins * (t + 0.5 * abs(axis))) - 0.5)
            if hasVeins, side < 0.09, abs(axis) < half * 0.85 { return inks.vein }
            return axis < 0 ? inks.blade : inks.shade
        }
    }

    /// A stem with pairs of leaflets.
    static func spray(_ inks: Inks, random: inout PhiloxGenerator) -> Figure {
        let pairs = Int.random(in: 3...5, using: &random)
        let length = random.uniform(0.5, 0.62)
        let width = random.uniform(0.2, 0.27) * 3 / Float(pairs + 1)
        let lift = random.uniform(0.11, 0.16)
        let bend = random.uniform(-0.2, 0.2)
        let leaflets = (0...2 * pairs).map { index -> (base: Float, s: Float, c: Float) in
            if index == 2 * pairs { return (-0.38, 0, 1) }
            let angle = index % 2 == 0 ? lift : -lift
            return (-0.3 + 0.95 * Float(index / 2) / Float(pairs - 1), sine(angle), cosine(angle))
        }
        return { x0, y in
            let x = x0 - bend * (y * y - 0.4)
            for leaflet in leaflets {
                // Along the leaflet (0 at the stem, 1 at its tip) and across.
                let (dx, dy) = (x, y - leaflet.base)
                let along = (dx * leaflet.s - dy * leaflet.c) / length
                let across = (dx * leaflet.c + dy * leaflet.s) / length
                guard along > 0.04, along < 1 else { continue }
                guard abs(across) < width * sin(.pi * pow(along, 0.8)) else { continue }
                if abs(across) < 0.022, along < 0.8 { return inks.vein }
                return across < 0 ? inks.blade : inks.shade
            }
            return abs(x) < 0.03 && y > -0.5 && y < 0.92 ? inks.blade : nil
        }
    }

    /// Many narrow leaflets along a bent rachis: palm and fern.
    static func frond(_ inks: Inks, random: inout PhiloxGenerator) -> Figure {
        let count = Float(Int.random(in: 9...14, using: &random))
        let reach = random.uniform(0.5, 0.68)
        let sweep = random.uniform(0.45, 0.75)
        let bend = random.uniform(-0.3, 0.3)
        let droop = random.uniform(0, 0.25)
        let fill = random.uniform(0.5, 0.72)
        return { x0, y in
            let x = x0 - bend * (y * y - 0.35)
            if abs(x) < 0.028, y > -0.85, y < 0.95 { return inks.vein }
            // A leaflet starts at the rachis at `root` and sweeps up.
            let root = y + sweep * abs(x) - droop * x * x
            let t = (root + 0.9) / 1.6
            guard t > 0, t < 1 else { return nil }
            let longest = reach * sin(.pi * (0.12 + 0.82 * t)) + 0.04
            let along = abs(x) / longest
            guard along < 1 else { return nil }
            let across = abs(fraction(t * count) - 0.5) * 2
            let half = fill * (1 - along * along) + 0.02
            guard across < half else { return nil }
            return x < 0 ? inks.blade : inks.shade
        }
    }

    /// A heart with slits between its side veins and holes beside the midrib.
    static func monstera(_ inks: Inks, random: inout PhiloxGenerator) -> Figure {
        let slits = Float(Int.random(in: 4...5, using: &random))
        let depth = random.uniform(0.42, 0.6)
        let gap = random.uniform(0.2, 0.3)
        let hasHoles = random.chance(0.8)
        let skew = random.uniform(-0.1, 0.1)
        return { x0, y in
            let x = x0 - skew * y
            if abs(x) < 0.03, y > 0.3, y < 0.98 { return inks.blade }
            let t = (y + 0.9) / 1.5
            guard t > 0, t < 1 else { return nil }
            // The heart's two lobes reach below the stalk's root.
            let half = 0.86 * pow(sin(.pi * pow(t, 0.85)), 0.62)
            let cleft = 0.42 - 1.2 * abs(x)
            guard abs(x) < half, y < 0.6 - max(0, cleft) * 0.6 else { return nil }
            if abs(x) < 0.022 { return inks.vein }
            let place = slits * (t + 0.42 * abs(x)) + 0.3
            let off = abs(fraction(place) - 0.5)
            let along = abs(x) / half
            if along > 1 - depth, off < gap * (along - 1 + depth) / depth { return nil }
            if hasHoles, along > 0.17, along < 0.34, off < 0.13 { return nil }
            if abs(fraction(place + 0.5) - 0.5) < 0.045, along < 0.85 { return inks.vein }
            return x < 0 ? inks.blade : inks.shade
        }
    }

    /// A long blade torn along its side veins.
    static func banana(_ inks: Inks, random: inout PhiloxGenerator) -> Figure {
        let width = random.uniform(0.3, 0.42)
        let veins = Float(Int.random(in: 9...14, using: &random))
        let bend = random.uniform(-0.3, 0.3)
        let tears = (0..<3).map { _ in (random.uniform(0.2, 0.85), random.chance(0.5)) }
        return { x0, y in
            let x = x0 - bend * (y * y - 0.35)
            let t = (y + 0.95) / 1.75
            if t >= 0.99 { return abs(x) < 0.035 && t < 1.1 ? inks.vein : nil }
            guard t > 0 else { return nil }
            let half = width * pow(sin(.pi * pow(t, 0.9)), 0.7)
            guard abs(x) < half else { return nil }
            let place = t + 0.45 * abs(x)
            for (tear, isLeft) in tears where isLeft == (x < 0) {
                if abs(place - tear) < 0.035 * abs(x) / half { return nil }
            }
            if abs(x) < 0.028 { return inks.vein }
            if abs(fraction(veins * place) - 0.5) < 0.1 { return inks.vein }
            return x < 0 ? inks.blade : inks.shade
        }
    }

    /// Rounded or pointed lobes: oak, maple, vine.
    static func lobed(_ inks: Inks, random: inout PhiloxGenerator) -> Figure {
        let lobes = Float(Int.random(in: 2...3, using: &random) * 2 + 1)
        let depth = random.uniform(0.3, 0.5)
        let sharpness = random.uniform(0.5, 1.4)
        return { x, y0 in
            let y = y0 - 0.15
            if abs(x) < 0.03, y > 0.1, y < 0.8 { return inks.blade }
            let radius = (x * x + y * y).squareRoot()
            // 0 at the tip, ±½ at the stalk.
            let angle = atan2(x, -y) / (2 * .pi)
            guard abs(angle) < 0.43 else { return nil }
            let lobe = pow(abs(cos(.pi * angle * lobes / 0.86)), sharpness)
            let edge = (0.9 - 0.5 * abs(angle)) * (1 - depth + depth * lobe)
            guard radius < edge else { return nil }
            let nearest = (angle * lobes / 0.86).rounded() * 0.86 / lobes
            let vein = abs(angle - nearest) * 2 * .pi * radius
            if vein < 0.025, radius < edge * 0.85 { return inks.vein }
            return angle < nearest ? inks.blade : inks.shade
        }
    }

    /// The fan of a ginkgo.
    static func fan(_ inks: Inks, random: inout PhiloxGenerator) -> Figure {
        let spread = random.uniform(0.16, 0.22)
        let rays = Float(Int.random(in: 9...15, using: &random))
        let split = random.uniform(0.2, 0.5)
        return { x, y0 in
            let y = y0 - 0.45
            if abs(x) < 0.03, y >= 0, y < 0.5 { return inks.blade }
            let radius = (x * x + y * y).squareRoot()
            let angle = atan2(x, -y) / (2 * .pi)
            guard abs(angle) < spread else { return nil }
            let edge = 1.3 + 0.03 * sine(angle * rays * 4) - 0.25 * pow(abs(angle) / spread, 4)
            guard radius < edge else { return nil }
            if radius > edge - split, abs(angle) < 0.02 * (radius - edge + split) / split { return nil }
            if abs(fraction(angle * rays / (2 * spread)) - 0.5) < 0.1, radius > 0.3 { return inks.vein }
            return angle < 0 ? inks.blade : inks.shade
        }
    }
}
