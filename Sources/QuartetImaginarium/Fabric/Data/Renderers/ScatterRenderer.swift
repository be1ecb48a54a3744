internal import QuartetFiles
import QuartetImaging

/// Motifs scattered over cloth without a seam: every motif wraps around the edges.
struct ScatterRenderer {
    /// How many figures are scattered, their sizes (as shares of the repeat) and distances.
    struct Layout {
        /// Largest and smallest size of the main figures.
        var large: Float
        var small: Float
        /// Figures wanted; fewer where there is no room.
        var count: Int
        /// Distance between centres, as a share of the sum of the half sizes.
        var spacing: Float
        /// Whether figures turn freely or stay upright.
        var turns: Bool

        /// The same figures over a repeat of more fields, across and down.
        func over(fields: Int) -> Layout {
            var layout = self
            layout.large /= Float(fields)
            layout.small /= Float(fields)
            layout.count *= fields * fields
            return layout
        }
    }

    struct Placement {
        var u, v, size, turn: Float
        var mirrored: Bool
    }

    /// Draws figures in order, later ones on top, on a periodic canvas of twice the side.
    static func drawn(_ figures: [(Motif, Placement)], lift: Float = 0.3) -> FloatImage {
        let side = 2 * StructureMap.side
        var canvas = FloatImage(width: side, height: side)
        for (motif, place) in figures { composite(motif, place, lift: lift, on: &canvas) }
        return canvas.resized(width: StructureMap.side, height: StructureMap.side)
    }

    /// Lays one figure over the canvas: covered pixels take lift + (1 − lift) · shade.
    static func composite(_ motif: Motif, _ place: Placement, lift: Float, on canvas: inout FloatImage) {
        let side = canvas.width
        let pixels = place.size * Float(side)
        let level = motif.level(for: pixels)
        let reach = Int((pixels * 0.71).rounded(.up))
        let (centreX, centreY) = (place.u * Float(side), place.v * Float(side))
        let (s, c) = (sine(place.turn), cosine(place.turn))
        for j in -reach...reach {
            for i in -reach...reach {
                let (x, y) = (Int(centreX) + i, Int(centreY) + j)
                let (dx, dy) = (Float(x) + 0.5 - centreX, Float(y) + 0.5 - centreY)
                var a = (dx * c + dy * s) / pixels
                let b = (dy * c - dx * s) / pixels
                if place.mirrored { a = -a }
                guard abs(a) < 0.5, abs(b) < 0.5 else { continue }
                let (u, v) = (
                    (a + 0.5) * Float(level.coverage.width), (b + 0.5) * Float(level.coverage.height)
                )
                let coverage = level.coverage.sample(x: u, y: v, edge: .clamp)
                guard coverage > 0.01 else { continue }
                let ink = lift + (1 - lift) * level.shade.sample(x: u, y: v, edge: .clamp)
                let index = (((y % side) + side) % side) * side + ((x % side) + side) % side
                canvas.values[index] += coverage * (ink - canvas.values[index])
            }
        }
    }

    /// Centres that keep their distance on the torus (dart throwing), large figures first.
    static func placements(_ layout: Layout, random: inout PhiloxGenerator) -> [Placement] {
        var places: [Placement] = []
        for attempt in 0..<(layout.count * 25) where places.count < layout.count {
            // Sizes shrink with failed attempts, so that gaps are filled.
            let progress = Float(attempt) / Float(layout.count * 25)
            let size = layout.large + (layout.small - layout.large) * max(progress, random.uniform() * 0.5)
            let place = Placement(
                u: random.uniform(), v: random.uniform(), size: size,
                turn: layout.turns ? random.uniform() : random.uniform(-0.06, 0.06),
                mirrored: random.chance(0.5))
            let free = places.allSatisfy {
                let (dx, dy) = (wrappedDifference($0.u, place.u), wrappedDifference($0.v, place.v))
                return (dx * dx + dy * dy).squareRoot() > layout.spacing * ($0.size + size) / 2
            }
            if free { places.append(place) }
        }
        return places
    }

    /// Flowers: from many small ones (ditsy) to a few large blooms, with leaves in the gaps.
    static func floral(motifs: [Motif], random: inout PhiloxGenerator) -> FloatImage {
        let drawnFlowers = motifs.filter { $0.kind == "flower" }
        var flowers: [Motif] = []
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let fromFormula = drawnFlowers.isEmpty || random.chance(0.55)
            flowers.append(fromFormula ? BotanicalMotifs.flower(random: &random) : random.pick(drawnFlowers))
        }
        let leaves = [BotanicalMotifs.leaf(random: &random), BotanicalMotifs.spray(random: &random)]
        let layout: Layout
        switch Int.random(in: 0...2, using: &random) {
        case 0:
            layout = .init(
                large: 0.26, small: 0.17, count: Int.random(in: 9...14, using: &random), spacing: 0.95,
                turns: true)
        case 1:
            layout = .init(
                large: 0.4, small: 0.22, count: Int.random(in: 5...8, using: &random), spacing: 0.9,
                turns: true)
        default:
            layout = .init(
                large: 0.56, small: 0.28, count: Int.random(in: 3...5, using: &random), spacing: 0.85,
                turns: true)
        }
        var figures: [(Motif, Placement)] = []
        let blooms = placements(layout, random: &random)
        if random.chance(0.75) {
            // Two leaves look out from under each bloom.
            for bloom in blooms {
                for _ in 0..<Int.random(in: 1...2, using: &random) {
                    let turn = random.uniform()
                    let (reach, size) = (bloom.size * 0.55, bloom.size * random.uniform(0.5, 0.75))
                    // A motif's tip points up (−v) before it is turned.
                    figures.append(
                        (
                            random.pick(leaves),
                            Placement(
                                u: bloom.u + reach * sine(turn), v: bloom.v - reach * cosine(turn),
                                size: size,
                                turn: turn, mirrored: false)
                        ))
                }
            }
        }
        let leafLevel = random.uniform(0.35, 0.7)
        let leafCanvas = drawn(figures, lift: 0.3).mapValues { $0 * leafLevel }
        let side = 2 * StructureMap.side
        var canvas = leafCanvas.resized(width: side, height: side, filter: .bilinear)
        for bloom in blooms { composite(random.pick(flowers), bloom, lift: 0.12, on: &canvas) }
        return canvas.resized(width: StructureMap.side, height: StructureMap.side)
    }

    /// Leaves: scattered single leaves, sprays or fronds, of one or two kinds.
    static func leaf(motifs: [Motif], random: inout PhiloxGenerator) -> FloatImage {
        let drawnLeaves = motifs.filter { $0.kind == "leaf" }
        var leaves: [Motif] = []
        for _ in 0..<Int.random(in: 1...2, using: &random) {
            let choice = random.uniform()
            if choice < 0.2, !drawnLeaves.isEmpty {
                leaves.append(random.pick(drawnLeaves))
            } else if choice < 0.55 {
                leaves.append(BotanicalMotifs.spray(random: &random))
            } else {
                leaves.append(BotanicalMotifs.leaf(random: &random))
            }
        }
        let turns = random.chance(0.75)
        let layout: Layout =
            random.chance(0.5)
            ? .init(
                large: 0.36, small: 0.24, count: Int.random(in: 9...13, using: &random), spacing: 0.72,
                turns: turns)
            : .init(
                large: 0.52, small: 0.32, count: Int.random(in: 5...7, using: &random), spacing: 0.72,
                turns: turns)
        let figures = placements(layout, random: &random).map { (random.pick(leaves), $0) }
        return drawn(figures, lift: 0.42)
    }
}
