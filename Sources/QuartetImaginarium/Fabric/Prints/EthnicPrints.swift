internal import QuartetFiles

/// Bands of small figures, as in Fair Isle knitting, ikat and Aztec weaving, and the tiles of the collection.
struct EthnicPrints {
    let tiles: [VectorTile]

    func ethnic(random: inout PhiloxGenerator) -> InkCanvas {
        if !tiles.isEmpty, random.chance(0.4) { return TilePrints(tiles: tiles).tiled(random: &random) }
        return bands(random: &random)
    }

    private struct Band {
        var top, height: Float
        var ground: Ink
        var field: (_ x: Float, _ y: Float) -> Ink?
    }

    private func bands(random: inout PhiloxGenerator) -> InkCanvas {
        let count = Int.random(in: 3...7, using: &random)
        // Wide and narrow bands by turns.
        let heights = (0..<count).map { $0 % 2 == 0 ? random.uniform(1, 2.4) : random.uniform(0.35, 0.8) }
        let total = heights.reduce(0, +)
        var top: Float = 0
        let bands = heights.map { height -> Band in
            defer { top += height / total }
            let ground = random.chance(0.65) ? Ink.ground : random.pick([.motif, .second, .third])
            return Band(
                top: top, height: height / total, ground: ground,
                field: figures(height: height / total, on: ground, random: &random))
        }
        let edge = random.uniform(0.004, 0.012)
        var canvas = InkCanvas()
        canvas.paint { u, v in
            guard let band = bands.last(where: { v >= $0.top }) else { return nil }
            let y = (v - band.top) / band.height
            if min(v - band.top, band.top + band.height - v) < edge { return .outline }
            return band.field(u, y) ?? band.ground
        }
        return canvas
    }

    /// A row of one figure, from (x, y) of the band's unit square.
    private func figures(
        height: Float, on ground: Ink, random: inout PhiloxGenerator
    ) -> (Float, Float) -> Ink? {
        let inks = [Ink.motif, .second, .third, .ground].filter { $0 != ground }.shuffled(using: &random)
        let count = max(2, (random.uniform(0.7, 1.2) / height).rounded())
        if height < 0.1 {
            switch Int.random(in: 0...2, using: &random) {
            case 0: return { _, y in y > 0.3 && y < 0.7 ? inks[0] : nil }
            case 1:
                return { x, y in
                    let (dx, dy) = (fraction(x * count) - 0.5, y - 0.5)
                    return dx * dx + dy * dy < 0.1 ? inks[0] : nil
                }
            default:
                return { x, y in abs(fraction(x * count) - 0.5) * 1.6 < y - 0.1 && y < 0.9 ? inks[0] : nil }
            }
        }
        switch Int.random(in: 0...4, using: &random) {
        case 0:  // stepped diamonds
            let steps = Float(Int.random(in: 4...7, using: &random))
            return { x, y in
                let dx = (abs(fraction(x * count) - 0.5) * 2 * steps).rounded(.down) / steps
                let dy = (abs(y - 0.5) * 2 * steps).rounded(.down) / steps
                let depth = dx + dy
                return depth < 0.3
                    ? inks[1] : depth < 0.6 ? inks[0] : depth < 0.8 ? nil : depth < 1 ? inks[2] : nil
            }
        case 1:  // zigzags
            let lines = Float(Int.random(in: 2...4, using: &random))
            return { x, y in
                let ramp = fraction((y + abs(fraction(x * count) - 0.5)) * lines / 1.5)
                return ramp < 0.34 ? inks[0] : ramp < 0.55 ? inks[1] : nil
            }
        case 2:  // triangles, point to point
            return { x, y in
                let off = abs(fraction(x * count) - 0.5)
                if off < (y - 0.1) * 0.5, y < 0.9 { return off < (y - 0.45) * 0.5 ? inks[1] : inks[0] }
                return 0.5 - off < (0.8 - y) * 0.25 ? inks[2] : nil
            }
        case 3:  // eight-pointed stars
            return { x, y in
                let (dx, dy) = (abs(fraction(x * count) - 0.5), abs(y - 0.5))
                let star = min(max(dx, dy) * 1.35, (dx + dy) * 0.95)
                if dx + dy < 0.14 { return inks[1] }
                return star < 0.42 && abs(dx - dy) > 0.03 ? inks[0] : nil
            }
        default:  // mirrored pixels
            let rows = Int.random(in: 7...13, using: &random) / 2 * 2 + 1
            let columns = Int.random(in: 4...7, using: &random)
            var pixels = [Bool](repeating: false, count: (rows / 2 + 1) * columns)
            for index in pixels.indices { pixels[index] = random.chance(0.48) }
            let stitches = Float(2 * columns - 1)
            return { x, y in
                let i = abs(Int(fraction(x * count) * stitches) - columns + 1)
                let j = abs(Int(y * Float(rows)) - rows / 2)
                guard j <= rows / 2, i < columns else { return nil }
                return pixels[j * columns + i] ? (j == 0 ? inks[1] : inks[0]) : nil
            }
        }
    }
}
