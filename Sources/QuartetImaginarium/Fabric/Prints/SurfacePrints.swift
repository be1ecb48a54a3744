import Foundation
internal import QuartetFiles

/// Cloth whose figure is its own thread: the light threads are `motif`, half tones `second` and flecks `third`.
enum SurfacePrints {
    /// Columns of V-shaped stitches, plain, in ribs, or with cables.
    static func knit(random: inout PhiloxGenerator) -> InkCanvas {
        let wales = Float(2 * Int.random(in: 3...7, using: &random))
        let courses = (wales * random.uniform(1.05, 1.4)).rounded()
        let isRibbed = random.chance(0.3)
        let isCabled = !isRibbed && random.chance(0.3)
        let slope = random.uniform(0.4, 0.65)
        let uneven = PeriodicNoise(columns: Int(wales), rows: Int(courses), random: &random)
        let crossings = Float(Int.random(in: 2...3, using: &random))
        var canvas = InkCanvas()
        canvas.paint { u, v in
            var x = u * wales
            var isDeep = false
            if isCabled {
                // Two strands of stitches cross in the middle.
                let centre = x - wales / 2
                if abs(centre) < 2 {
                    x += 1.2 * sine(v * crossings) * (1 - abs(centre) / 2)
                } else if abs(centre) < 2.7 {
                    isDeep = true
                }
            }
            if isRibbed, Int(x.rounded(.down)) % 2 == 1 { isDeep = true }
            let s = fraction(x) - 0.5
            // Each leg of the V rises away from the middle of its wale.
            let t = abs(fraction(v * courses + slope * 2 * abs(s) + 0.06 * uneven(u, v)) - 0.5)
            let isLeg = t < 0.36 && abs(s) > 0.05 && abs(s) < 0.46
            if isDeep { return isLeg && t < 0.25 ? .second : nil }
            return isLeg ? (t < 0.22 ? .motif : .second) : nil
        }
        return canvas
    }

    /// The diagonal of a warp-faced twill, with threads that are worn or thick here and there.
    static func denim(random: inout PhiloxGenerator) -> InkCanvas {
        let lines = Float(Int.random(in: 20...32, using: &random))
        let warp = PeriodicNoise(columns: 48, rows: 4, random: &random)
        let slub = PeriodicNoise(columns: 40, rows: 40, random: &random)
        let wear = PeriodicNoise(columns: 3, rows: 3, random: &random)
        let slant: Float = random.chance(0.8) ? -1 : 1
        var canvas = InkCanvas()
        canvas.paint { u, v in
            let thread = 0.2 * warp(u, v) + 0.12 * slub(u, v) + 0.1 * wear(u, v)
            let line = abs(fraction((u + slant * v) * lines) - 0.5) * 2
            let level = line + thread
            return level > 0.95 ? .motif : level > 0.62 ? .second : nil
        }
        return canvas
    }

    /// A coarse twill or herringbone of mottled yarns with bright flecks.
    static func tweed(random: inout PhiloxGenerator) -> InkCanvas {
        let ends = Int.random(in: 10...18, using: &random) * 2
        let width = random.pick([0, 0, 4, 8])
        let yarns = (0..<2 * ends).map { _ in random.uniform(-0.25, 0.25) }
        let mottle = PeriodicNoise(columns: 40, rows: 40, random: &random)
        let flecks = PeriodicNoise(columns: 44, rows: 44, random: &random)
        let rarity = random.uniform(1.9, 2.4)
        var canvas = InkCanvas()
        canvas.paint { u, v in
            let (x, y) = (u * Float(ends), v * Float(ends))
            if flecks(u, v) > rarity { return .third }
            // The twill turns back after `width` ends.
            let end = Int(x)
            let isTurned = width > 0 && end / width % 2 == 1
            let diagonal = fraction((isTurned ? y - x : y + x) / 4)
            let isWarp = diagonal < 0.5
            let yarn = isWarp ? yarns[end % ends] : yarns[ends + Int(y) % ends]
            let edge = isWarp ? abs(fraction(x) - 0.5) : abs(fraction(y) - 0.5)
            let level = (isWarp ? 0.75 : 0.2) + yarn + 0.16 * mottle(u, v) - (edge > 0.38 ? 0.25 : 0)
            return level > 0.62 ? .motif : level > 0.32 ? .second : nil
        }
        return canvas
    }

    /// Threads of uneven thickness in plain weave: what makes linen look like linen.
    static func plain(random: inout PhiloxGenerator) -> InkCanvas {
        let warp = PeriodicNoise(columns: 100, rows: 3, random: &random)
        let weft = PeriodicNoise(columns: 3, rows: 100, random: &random)
        let slub = PeriodicNoise(columns: 4, rows: 70, random: &random)
        let rarity = random.uniform(1.8, 2.6)
        let density = random.uniform(1.5, 2.1)
        var canvas = InkCanvas()
        canvas.paint { u, v in
            if slub(u, v) > rarity { return .motif }
            return max(warp(u, v), weft(u, v)) > density ? .second : nil
        }
        return canvas
    }
}
