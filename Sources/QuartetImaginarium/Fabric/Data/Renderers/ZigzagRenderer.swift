internal import QuartetFiles
import QuartetImaging

/// Chevrons: bands that zigzag up and down.
struct ZigzagRenderer {
    func zigzag(random: inout PhiloxGenerator) -> FloatImage {
        let points = Int.random(in: 2...5, using: &random)
        let rows = Int.random(in: 2...6, using: &random)
        // Height of a point, in rows.
        let amplitude = random.uniform(0.7, 1.3) * Float(rows) / Float(points) * random.uniform(0.5, 1)
        let figure = random.chance(0.6) ? 0.5 : random.uniform(0.22, 0.4)
        let levels: [Float]
        switch Int.random(in: 0...3, using: &random) {
        case 0: levels = [1, random.uniform(0.4, 0.65)]
        case 1: levels = [1, 0.75, 0.4]
        default: levels = [1]
        }
        // A whole number of colour cycles, otherwise the seam would show.
        let bands = max(1, rows / levels.count) * levels.count
        let rounded = random.chance(0.15)
        let upright = random.chance(0.8)
        let phase = random.uniform()
        return .rendered { u, v in
            let (along, across) = upright ? (u, v) : (v, u)
            let turn = fraction(along * Float(points))
            let wave = rounded ? 0.5 + 0.5 * cosine(turn) : abs(2 * turn - 1)
            let t = across * Float(bands) + amplitude * wave + phase * Float(bands)
            let band = ((Int(t.rounded(.down)) % levels.count) + levels.count) % levels.count
            return fraction(t) < figure ? levels[band] : 0
        }
    }
}
