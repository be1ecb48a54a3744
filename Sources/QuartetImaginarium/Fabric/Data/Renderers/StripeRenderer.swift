internal import QuartetFiles
import QuartetImaging

/// Stripes, checks, gingham and tartan: bands of grey along one or both directions.
struct StripeRenderer {
    let tartanFacts: TartanFacts

    /// Grey level along one repeat, as bands of (level, share of the repeat).
    typealias Bands = [(level: Float, width: Float)]

    /// Level at position t (in repeats) of a band sequence.
    static func level(_ bands: Bands, at t: Float) -> Float {
        var rest = fraction(t)
        for band in bands {
            rest -= band.width
            if rest < 0 { return band.level }
        }
        return bands.last?.level ?? 0
    }

    /// A table of levels across the square, so that bands need not be searched at each point.
    static func table(_ bands: Bands, repeats: Int, phase: Float, count: Int = 512) -> [Float] {
        (0..<count).map { level(bands, at: (Float($0) + 0.5) / Float(count) * Float(repeats) + phase) }
    }

    /// Stripes: even, narrow lines, Breton, grouped or of many widths; across, along or diagonal.
    func striped(random: inout PhiloxGenerator) -> FloatImage {
        let bands: Bands
        let repeats: Int
        switch Int.random(in: 0...4, using: &random) {
        case 0:  // even: awning, Bengal and candy stripes
            bands = [(0, 0.5), (1, 0.5)]
            repeats = Int.random(in: 2...9, using: &random)
        case 1:  // pin and chalk stripes
            let line = random.uniform(0.12, 0.22)
            bands = [(0, 1 - line), (1, line)]
            repeats = Int.random(in: 3...8, using: &random)
        case 2:  // Breton: narrower figure on a wider ground
            let line = random.uniform(0.28, 0.42)
            bands = [(0, 1 - line), (1, line)]
            repeats = Int.random(in: 3...7, using: &random)
        case 3:  // a wide stripe with a thin companion
            let line = random.uniform(0.06, 0.1)
            let gap = random.uniform(0.06, 0.12)
            let companion = random.uniform(0.5, 1)
            bands = [
                (1, 0.3), (0, gap), (companion, line), (0, 0.7 - 2 * gap - 2 * line), (companion, line),
                (0, gap),
            ]
            repeats = Int.random(in: 2...4, using: &random)
        default:  // many widths and levels
            var free: Bands = []
            var light = false
            for _ in 0..<(2 * Int.random(in: 2...4, using: &random)) {
                free.append(
                    (light ? random.uniform(0.45, 1) : random.uniform(0, 0.15), random.uniform(0.3, 1.4)))
                light.toggle()
            }
            let total = free.reduce(0) { $0 + $1.width }
            bands = free.map { ($0.level, $0.width / total) }
            repeats = Int.random(in: 1...3, using: &random)
        }
        let table = Self.table(bands, repeats: repeats, phase: random.uniform())
        let direction = random.uniform()
        let slope: (Float, Float) =
            direction < 0.45 ? (0, 1) : direction < 0.9 ? (1, 0) : direction < 0.95 ? (1, 1) : (1, -1)
        return .rendered(samples: 4) { u, v in
            table[min(511, Int(fraction(slope.0 * u + slope.1 * v) * 512))]
        }
    }

    /// Checks: windowpane, tattersall, buffalo and free plaids of two or three yarns; warp and weft mix evenly.
    func check(random: inout PhiloxGenerator) -> FloatImage {
        let bands: Bands
        let repeats: Int
        var overlay = false
        switch Int.random(in: 0...4, using: &random) {
        case 0:  // windowpane and graph check
            let line = random.uniform(0.09, 0.18)
            bands = [(0, 1 - line), (1, line)]
            repeats = Int.random(in: 2...6, using: &random)
            overlay = true
        case 1:  // tattersall
            let line = random.uniform(0.07, 0.11)
            bands = [(0, 0.5 - line), (1, line), (0, 0.5 - line), (random.uniform(0.45, 0.7), line)]
            repeats = Int.random(in: 1...3, using: &random)
            overlay = true
        case 2:  // buffalo: large, solid
            bands = [(0, 0.5), (1, 0.5)]
            repeats = Int.random(in: 1...2, using: &random)
        case 3:  // a band between fine lines
            let line = random.uniform(0.05, 0.08)
            bands = [
                (0, 0.3), (1, line), (0, 0.08), (0.75, 0.3 - line), (0, 0.08), (1, line), (0, 0.24 - line),
            ]
            repeats = Int.random(in: 1...3, using: &random)
        default:  // madras-like
            var free: Bands = []
            for step in 0..<Int.random(in: 4...6, using: &random) {
                free.append(
                    (
                        step % 2 == 0 ? random.uniform(0, 0.2) : random.uniform(0.4, 1),
                        random.uniform(0.3, 1.3)
                    ))
            }
            let total = free.reduce(0) { $0 + $1.width }
            bands = free.map { ($0.level, $0.width / total) }
            repeats = Int.random(in: 1...3, using: &random)
        }
        let warp = Self.table(bands, repeats: repeats, phase: random.uniform())
        let weft = Self.table(bands, repeats: repeats, phase: random.uniform())
        let mix: Float = overlay ? random.uniform(0.75, 1) : 0.5
        return .rendered(samples: 3) { u, v in
            let (a, b) = (warp[min(511, Int(u * 512))], weft[min(511, Int(v * 512))])
            // Overlay lines stay strong where they run alone; woven bands average.
            return mix * max(a, b) + (1 - mix) * min(a, b)
        }
    }

    /// Gingham: even squares of three levels, ground, half tone and full.
    func gingham(random: inout PhiloxGenerator) -> FloatImage {
        let repeats = Int.random(in: 2...7, using: &random)
        let share = random.uniform(0.46, 0.54)
        let bands: Bands = [(0, 1 - share), (1, share)]
        let warp = Self.table(bands, repeats: repeats, phase: random.uniform())
        let weft = Self.table(bands, repeats: repeats, phase: random.uniform())
        let hatch = random.uniform(0, 0.25)
        return .rendered(samples: 3) { u, v in
            let (a, b) = (warp[min(511, Int(u * 512))], weft[min(511, Int(v * 512))])
            // Where the colours cross, the plain weave shows as a fine hatching.
            let weave = a == b ? 0 : hatch * sine(u * 16) * sine(v * 16)
            return (a + b) / 2 + weave
        }
    }

    /// Tartan: the same sett in warp and weft, in 2/2 twill whose diagonal shows where colours cross.
    func tartan(random: inout PhiloxGenerator) -> FloatImage {
        let repeats = random.chance(0.7) ? 1 : 2
        let sett = tartanFacts.sett(maximumStripes: repeats == 1 ? 11 : 6, random: &random)
        let phase = random.uniform()
        let count = 512
        let warp = Self.table(sett, repeats: repeats, phase: phase, count: count)
        let weft = Self.table(sett, repeats: repeats, phase: random.uniform(), count: count)
        let threads = Float(random.pick([48, 56, 64]))
        let twill = random.uniform(0.35, 0.8)
        return .rendered(samples: 4) { u, v in
            let (a, b) = (warp[min(511, Int(u * 512))], weft[min(511, Int(v * 512))])
            let line = (Int(u * threads) + Int(v * threads)) % 4 < 2
            // Between the full drawdown (warp or weft alone) and its average seen from afar.
            return (a + b) / 2 + (line ? 0.5 : -0.5) * twill * (a - b)
        }
    }
}
