internal import QuartetFiles

/// Lace: the ground is the hole, `second` the net, `motif` the dense figures on it, and `outline` their cord.
enum LacePrints {
    static func lace(random: inout PhiloxGenerator) -> InkCanvas {
        var canvas = InkCanvas()
        let cells = Float(Int.random(in: 5...8, using: &random) * 2)
        let thread = random.uniform(0.16, 0.26)
        let isSquare = random.chance(0.35)
        canvas.paint { u, v in
            let (x, y) = (u * cells, v * cells)
            if isSquare {
                let (a, b) = (fraction(x + y), fraction(x - y))
                return min(min(a, 1 - a), min(b, 1 - b)) < thread * 0.6 ? .second : nil
            }
            // Round holes in half drop: tulle.
            let (dx, dy) = (fraction(x) - 0.5, fraction(y) - 0.5)
            let near = (dx * dx + dy * dy).squareRoot()
            let far = ((0.5 - abs(dx)) * (0.5 - abs(dx)) + (0.5 - abs(dy)) * (0.5 - abs(dy))).squareRoot()
            return min(near, far) > 0.36 - thread * 0.25 ? .second : nil
        }
        let inks = LeafFigures.Inks(blade: .motif, shade: .motif, vein: .ground)
        let flower = pierced(FlowerFigures.flower(random: &random))
        let leaf =
            random.chance(0.5)
            ? LeafFigures.blade(inks, random: &random) : LeafFigures.spray(inks, random: &random)
        let large = random.uniform(0.36, 0.7)
        let layout = ScatterRenderer.Layout(
            large: large, small: large * 0.6, count: Int(1.6 / (large * large)), spacing: 1.02, turns: true)
        let blooms = ScatterRenderer.placements(layout, random: &random)
        for bloom in blooms {
            let start = random.uniform()
            for k in 0..<3 {
                let turn = start + Float(k) / 3
                let reach = bloom.size * 0.6
                canvas.paint(
                    .init(
                        u: bloom.u + reach * sine(turn), v: bloom.v - reach * cosine(turn),
                        size: bloom.size * 0.55, turn: turn, mirrored: false), leaf)
            }
        }
        for bloom in blooms { canvas.paint(bloom, flower) }
        return canvas
    }

    /// Contours become cord, shading and centres openwork.
    private static func pierced(_ flower: @escaping Figure) -> Figure {
        return { x, y in
            switch flower(x, y) {
            case .second: sine(x * 7) * sine(y * 7) > 0.1 ? .ground : .motif
            case .some(let ink): ink
            case nil: nil
            }
        }
    }
}
