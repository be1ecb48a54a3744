internal import QuartetFiles
import QuartetImaging

/// A seamless design in flat layers: the coverage of each over one repeat.
struct VectorTile: Sendable {
    let name: String
    let label: String
    /// Bottom layer first; all of one size, periodic.
    let layers: [FloatImage]

    /// Width over height of one repeat.
    var aspect: Float { Float(layers[0].width) / Float(layers[0].height) }

    /// Mean number of edges on a straight line along the longer side of one repeat.
    var edges: Float {
        var jumps: Float = 0
        let (width, height) = (layers[0].width, layers[0].height)
        for layer in layers {
            for y in 0..<height {
                for x in 0..<width {
                    jumps += abs(layer[(x + 1) % width, y] - layer[x, y])
                    jumps += abs(layer[x, (y + 1) % height] - layer[x, y])
                }
            }
        }
        return jumps * Float(max(width, height)) / Float(2 * width * height * layers.count)
    }
}

/// Paints vector tiles: each layer gets its own grey level over a ground of 0.
struct TileRenderer {
    let tile: VectorTile

    /// Whole repeats across the square, so that the cloth stays seamless.
    func painted(random: inout PhiloxGenerator) -> FloatImage {
        // The longer side of the repeat sets how often it fits; the other keeps the drawing's proportions.
        // Coarse designs are repeated until a line across the cloth meets five to nine edges.
        let base = min(2, max(1, Int((random.uniform(5, 9) / max(tile.edges, 1)).rounded())))
        let across: Int
        let down: Int
        if tile.aspect >= 1 {
            across = base
            down = max(1, Int((Float(base) * tile.aspect).rounded()))
        } else {
            down = base
            across = max(1, Int((Float(base) / tile.aspect).rounded()))
        }
        var ladder: [Float] =
            tile.layers.count == 1
            ? [1] : (0..<tile.layers.count).map { 0.4 + 0.6 * Float($0) / Float(tile.layers.count - 1) }
        if random.chance(0.5) { ladder.reverse() }
        let (u0, v0) = (random.uniform(), random.uniform())
        return FloatImage.rendered(samples: 3) { x, y in
            let (u, v) = (x * Float(across) + u0, y * Float(down) + v0)
            var value: Float = 0
            for (layer, level) in zip(tile.layers, ladder) { value += layer.periodic(u, v) * (level - value) }
            return value
        }
    }
}
