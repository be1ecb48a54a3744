internal import QuartetFiles
import QuartetImaging

/// Woven cloth: coloured warp and weft in a weave, seen thread by thread.
struct WovenRenderer {
    let facts: WeaveFacts

    /// A drawdown in colour over one repeat of the unit square.
    ///
    /// `warp` and `weft` give the grey level of each end and pick that cross the square, so their counts must
    /// be multiples of the weave's repeat for a seamless cloth. `relief` darkens the flanks of each float.
    static func drawdown(
        weave: WeaveFacts.Weave, warp: [Float], weft: [Float], relief: Float, samples: Int = 3
    ) -> FloatImage {
        .rendered(samples: samples) { u, v in
            let x = u * Float(warp.count)
            let y = v * Float(weft.count)
            let (end, pick) = (min(Int(x), warp.count - 1), min(Int(y), weft.count - 1))
            let onTop = weave.isWarpOnTop(end: end, pick: pick)
            let across = fraction(onTop ? x : y) - 0.5
            return (onTop ? warp[end] : weft[pick]) * (1 - relief * 4 * across * across)
        }
    }

    /// Houndstooth: four dark and four light yarns in warp and weft of 2/2 twill, two to six teeth across.
    func houndstooth(random: inout PhiloxGenerator) -> FloatImage {
        guard let effect = facts.effect("houndstooth") else {
            return FloatImage(width: StructureMap.side, height: StructureMap.side)
        }
        let repeats = random.pick([2, 3, 3, 4, 4, 5, 6])
        let warp = Array(repeatElement(effect.warp, count: repeats).joined())
        let weft = Array(repeatElement(effect.weft, count: repeats).joined())
        return Self.drawdown(weave: effect.weave, warp: warp, weft: weft, relief: random.uniform(0, 0.12))
    }

    /// Herringbone: 2/2 twill whose line turns every few ends, with the break of half a repeat at each turn.
    func herringbone(random: inout PhiloxGenerator) -> FloatImage {
        let columns = random.pick([2, 4, 4, 6])
        let block = random.pick(columns == 2 ? [12, 16] : columns == 4 ? [6, 8, 8, 10] : [4, 6])
        let ends = columns * block
        let picks = 4 * max(2, Int((Float(ends) / 4 * random.uniform(0.8, 1.15)).rounded()))
        let dark = random.uniform(0, 0.1)
        let contrast = random.uniform(0.7, 1)
        let relief = random.uniform(0.05, 0.3)
        // Yarns differ a little, as in tweed.
        let spread = random.uniform(0, 0.08)
        let warp = (0..<ends).map { _ in dark + contrast + spread * random.gaussian() }
        let weft = (0..<picks).map { _ in dark + spread * random.gaussian() }
        return .rendered { u, v in
            let (x, y) = (u * Float(ends), v * Float(picks))
            let (end, pick) = (min(Int(x), ends - 1), min(Int(y), picks - 1))
            let step = end % block
            let rising = (end / block) % 2 == 0
            let phase = rising ? step + pick : (block - 1 - step) + pick + 2
            let onTop = phase % 4 < 2
            let across = fraction(onTop ? x : y) - 0.5
            let level = onTop ? warp[end] : weft[pick]
            return min(max(level * (1 - relief * 4 * across * across), 0), 1)
        }
    }

    /// Denim: warp-faced 3/1 twill of dark warp and undyed weft, with uneven yarns and worn streaks along the
    /// warp. The weft's light flecks lie on the twill line.
    func denim(random: inout PhiloxGenerator) -> FloatImage {
        let name = random.chance(0.8) ? "twill 3/1" : "broken twill 3/1"
        guard let weave = facts.weave(name) ?? facts.weaves.first else {
            return FloatImage(width: StructureMap.side, height: StructureMap.side)
        }
        let ends = 4 * Int.random(in: 5...9, using: &random)
        let picks = 4 * Int.random(in: 5...9, using: &random)
        let slub = random.uniform(0.04, 0.14)
        let warp = (0..<ends).map { _ in min(max(0.15 + slub * random.gaussian(), 0), 0.6) }
        let weft = (0..<picks).map { _ in min(max(0.75 + slub * random.gaussian(), 0.3), 1) }
        let cloth = Self.drawdown(weave: weave, warp: warp, weft: weft, relief: random.uniform(0.3, 0.6))
        let streaks = PeriodicNoise(columns: 24, rows: 3, random: &random)
        let wear = PeriodicNoise(columns: 3, rows: 3, random: &random)
        let streak = random.uniform(0.02, 0.07)
        let worn = random.uniform(0, 0.1)
        return .rendered(samples: 1) { u, v in
            let value = cloth.periodic(u, v) + streak * streaks(u, v) + worn * wear(u, v)
            return min(max(0.1 + 0.75 * value, 0), 1)
        }
    }

    /// Tweed: thick yarns spun of many colours in twill, herringbone or plain weave, with flecks of neps.
    func tweed(random: inout PhiloxGenerator) -> FloatImage {
        let kind = Int.random(in: 0...3, using: &random)
        let ends = 4 * Int.random(in: 4...8, using: &random)
        let spread = random.uniform(0.1, 0.22)
        let dark = random.uniform(0.1, 0.3)
        let light = random.uniform(0.5, 0.8)
        let warp = (0..<ends).map { _ in light + spread * random.gaussian() }
        let weft = (0..<ends).map { _ in dark + spread * random.gaussian() }
        let name = kind == 0 ? "plain" : kind == 1 ? "basket 2/2" : "twill 2/2"
        var cloth: FloatImage
        if kind == 3 {
            cloth = herringbone(random: &random).mapValues { dark + (light - dark) * $0 }
        } else {
            guard let weave = facts.weave(name) ?? facts.weaves.first else {
                return FloatImage(width: StructureMap.side, height: StructureMap.side)
            }
            cloth = Self.drawdown(weave: weave, warp: warp, weft: weft, relief: random.uniform(0.3, 0.6))
        }
        let mottle = PeriodicNoise(columns: ends, rows: ends, random: &random)
        let neps = PeriodicNoise(columns: 22, rows: 22, random: &random)
        let amount = random.uniform(0.06, 0.14)
        let threshold = random.uniform(1.7, 2.2)
        return .rendered(samples: 2) { u, v in
            let fleck = smoothStep(threshold, threshold + 0.3, neps(u, v))
            let base = cloth.periodic(u, v) + amount * mottle(u, v)
            return min(max(base + fleck * (0.95 - base), 0), 1)
        }
    }

    /// Plain cloth: the relief of a fine weave at low contrast around a dark-to-middle ground, with the slow
    /// light of a fold.
    func plain(random: inout PhiloxGenerator) -> FloatImage {
        let weaves = facts.weaves.filter { $0.ends <= 8 && $0.picks <= 8 }
        guard !weaves.isEmpty else {
            return FloatImage(width: StructureMap.side, height: StructureMap.side)
        }
        let weave = random.pick(weaves)
        let scale = Int.random(in: 20...40, using: &random)
        let ends = max(1, scale / weave.ends) * weave.ends
        let picks = max(1, scale / weave.picks) * weave.picks
        let warp = (0..<ends).map { _ in 0.6 + 0.1 * random.gaussian() }
        let weft = (0..<picks).map { _ in 0.4 + 0.1 * random.gaussian() }
        let cloth = Self.drawdown(weave: weave, warp: warp, weft: weft, relief: 0.4)
        let fold = PeriodicNoise(columns: 2, rows: Int.random(in: 2...4, using: &random), random: &random)
        let contrast = random.uniform(0.04, 0.14)
        let shade = random.uniform(0, 0.05)
        return .rendered(samples: 1) { u, v in
            min(max(0.22 + contrast * (cloth.periodic(u, v) - 0.45) + shade * fold(u, v), 0), 1)
        }
    }
}
