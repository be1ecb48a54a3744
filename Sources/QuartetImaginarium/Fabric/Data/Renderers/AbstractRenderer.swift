internal import QuartetFiles
import QuartetImaging

/// Abstract prints: brush strokes, splashes, terrazzo chips and flowing bands, all from periodic noise.
struct AbstractRenderer {
    func abstract(random: inout PhiloxGenerator) -> FloatImage {
        switch Int.random(in: 0...3, using: &random) {
        case 0: return marble(random: &random)
        case 1: return strokes(random: &random)
        case 2: return chips(random: &random)
        default: return splashes(random: &random)
        }
    }

    /// Bands along the level lines of noise, as in marbled paper.
    private func marble(random: inout PhiloxGenerator) -> FloatImage {
        let noise = PeriodicNoise(
            columns: Int.random(in: 2...4, using: &random), rows: Int.random(in: 2...4, using: &random),
            random: &random)
        let bands = random.uniform(1.2, 2.4)
        return .rendered(samples: 2) { u, v in smoothStep(-0.25, 0.35, sine(bands * noise(u, v))) }
    }

    /// Dashes of a dry brush in one direction.
    private func strokes(random: inout PhiloxGenerator) -> FloatImage {
        let noise = PeriodicNoise(
            columns: Int.random(in: 4...7, using: &random), rows: Int.random(in: 14...22, using: &random),
            random: &random)
        let bristle = PeriodicNoise(columns: 6, rows: 48, random: &random)
        let threshold = random.uniform(0.3, 0.7)
        let slant = Float(Int.random(in: -1...1, using: &random))
        return .rendered(samples: 2) { u, v in
            let w = v + slant * u
            return smoothStep(threshold - 0.2, threshold + 0.2, noise(u, w) + 0.25 * bristle(u, w))
        }
    }

    /// Angular chips of several tones: Voronoi cells, some of them empty.
    private func chips(random: inout PhiloxGenerator) -> FloatImage {
        let count = Int.random(in: 14...34, using: &random)
        let seeds = (0..<count).map { _ in
            (
                u: random.uniform(), v: random.uniform(),
                level: random.chance(0.45) ? Float(0) : random.uniform(0.35, 1)
            )
        }
        let gap = random.uniform(0.012, 0.03)
        return .rendered(samples: 2) { u, v in
            var (nearest, second, level) = (Float(9), Float(9), Float(0))
            for seed in seeds {
                let (dx, dy) = (wrappedDifference(u, seed.u), wrappedDifference(v, seed.v))
                let distance = (dx * dx + dy * dy).squareRoot()
                if distance < nearest {
                    (second, nearest, level) = (nearest, distance, seed.level)
                } else if distance < second {
                    second = distance
                }
            }
            return second - nearest > gap ? level : 0
        }
    }

    /// Soft clouds of dye with sharper drops on them.
    private func splashes(random: inout PhiloxGenerator) -> FloatImage {
        let cloud = PeriodicNoise(columns: 4, rows: 4, random: &random)
        let drops = PeriodicNoise(columns: 14, rows: 14, random: &random)
        let threshold = random.uniform(0.9, 1.3)
        let tone = random.uniform(0.35, 0.65)
        return .rendered(samples: 2) { u, v in
            let base = tone * smoothStep(-0.6, 1.1, cloud(u, v))
            return max(base, smoothStep(threshold - 0.1, threshold + 0.1, drops(u, v) + 0.4 * cloud(u, v)))
        }
    }
}
