import QuartetImaging

/// A small figure that is scattered over cloth: its coverage, and how light it is inside.
struct Motif: Sendable {
    /// Coverage and shade at one size, on the same square grid; shade runs from 0 (veins, outlines) to 1.
    struct Level: Sendable {
        let coverage: FloatImage
        let shade: FloatImage
    }

    let kind: String
    /// From fine to coarse, each half the size of the one before.
    let levels: [Level]

    /// Pads a figure to a square and prepares the coarser sizes.
    init(kind: String, coverage: FloatImage, shade: FloatImage) {
        self.kind = kind
        let size = max(coverage.width, coverage.height)
        var square = (FloatImage(width: size, height: size), FloatImage(width: size, height: size))
        let (left, top) = ((size - coverage.width) / 2, (size - coverage.height) / 2)
        for y in 0..<coverage.height {
            for x in 0..<coverage.width {
                let target = (y + top) * size + x + left
                // Shade is premultiplied, so that reduction does not mix in uncovered pixels.
                square.0.values[target] = coverage.values[y * coverage.width + x]
                square.1.values[target] = square.0.values[target] * shade.values[y * coverage.width + x]
            }
        }
        levels = [64, 32, 16].map { side in
            let filter: ResamplingFilter = size > side ? .area : .bilinear
            let covered = square.0.resized(width: side, height: side, filter: filter)
            let shaded = square.1.resized(width: side, height: side, filter: filter)
            let plain = zip(shaded.values, covered.values).map { $1 > 1e-4 ? min(1, $0 / $1) : 0 }
            return Level(
                coverage: covered, shade: FloatImage(width: side, height: side, channels: 1, values: plain))
        }
    }

    /// From a drawing's luminance, stretched to the full range inside the figure. A figure of one tone gets
    /// full shade.
    init(kind: String, luminance: FloatImage, coverage: FloatImage) {
        let inside = zip(luminance.values, coverage.values).filter { $1 > 0.5 }.map(\.0).sorted()
        guard let low = inside.first.map({ _ in inside[inside.count / 20] }) else {
            self.init(kind: kind, coverage: coverage, shade: luminance.mapValues { _ in 1 })
            return
        }
        let high = inside[min(inside.count - 1, inside.count * 19 / 20)]
        let shade =
            high - low < 0.12
            ? luminance.mapValues { _ in 1 }
            : luminance.mapValues { min(max(($0 - low) / (high - low), 0), 1) }
        self.init(kind: kind, coverage: coverage, shade: shade)
    }

    private init(kind: String, levels: [Level]) {
        self.kind = kind
        self.levels = levels
    }

    /// The same outline with a shade of 0 everywhere.
    var unlit: Motif {
        Motif(
            kind: kind,
            levels: levels.map { Level(coverage: $0.coverage, shade: $0.shade.mapValues { _ in 0 }) }
        )
    }

    /// The coarsest level with at least `pixels` pixels across.
    func level(for pixels: Float) -> Level { levels.last { Float($0.coverage.width) >= pixels } ?? levels[0] }
}
