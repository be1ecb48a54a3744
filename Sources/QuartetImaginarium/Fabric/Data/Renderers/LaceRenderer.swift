internal import QuartetFiles
import QuartetImaging

/// Lace: a net of fine threads (0 is the hole, 1 the thread) with dense flowers, leaves and scallops on it.
struct LaceRenderer {
    func lace(random: inout PhiloxGenerator) -> FloatImage {
        let cells = Int.random(in: 7...10, using: &random)
        let thread = random.uniform(0.2, 0.3)
        let square = random.chance(0.3)
        let net = FloatImage.rendered(side: 2 * StructureMap.side, samples: 2) { u, v in
            let (x, y) = (u * Float(cells), v * Float(cells))
            if square {
                // Diagonal net.
                let (a, b) = (fraction(x + y), fraction(x - y))
                return min(min(a, 1 - a), min(b, 1 - b)) < thread * 0.6 ? 1 : 0
            }
            // Round holes in half drop: tulle.
            let (dx, dy) = (fraction(x) - 0.5, fraction(y) - 0.5)
            let near = (dx * dx + dy * dy).squareRoot()
            let far = ((0.5 - abs(dx)) * (0.5 - abs(dx)) + (0.5 - abs(dy)) * (0.5 - abs(dy))).squareRoot()
            return min(near, far) > 0.36 - thread * 0.25 ? 1 : 0
        }
        var canvas = net.mapValues { 0.62 * $0 }
        let flower = BotanicalMotifs.flower(random: &random)
        let leaf =
            random.chance(0.5)
            ? BotanicalMotifs.leaf(random: &random) : BotanicalMotifs.spray(random: &random)
        let many = random.chance(0.5)
        let layout = ScatterRenderer.Layout(
            large: many ? 0.34 : 0.48, small: many ? 0.24 : 0.3, count: many ? 6 : 3, spacing: 1.05,
            turns: true)
        let blooms = ScatterRenderer.placements(layout, random: &random)
        for bloom in blooms {
            let start = random.uniform()
            for k in 0..<3 {
                let turn = start + Float(k) / 3
                let reach = bloom.size * 0.62
                let place = ScatterRenderer.Placement(
                    u: bloom.u + reach * sine(turn), v: bloom.v - reach * cosine(turn),
                    size: bloom.size * 0.5,
                    turn: turn, mirrored: false)
                ScatterRenderer.composite(leaf, place, lift: 0.3, on: &canvas)
            }
        }
        for bloom in blooms { ScatterRenderer.composite(flower, bloom, lift: 0.25, on: &canvas) }
        return canvas.resized(width: StructureMap.side, height: StructureMap.side)
    }
}
