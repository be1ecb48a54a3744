import Foundation
internal import QuartetFiles

/// Paisley: drops with a curled tip, a contour, rows of beads and a flower inside.
enum PaisleyPrints {
    static func paisley(fields: Int = 1, random: inout PhiloxGenerator) -> InkCanvas {
        var canvas = InkCanvas()
        let drops = (0..<2).map { _ in drop(random: &random) }
        let large = random.uniform(0.52, 0.86)
        let turns = random.chance(0.65)
        let layout = ScatterRenderer.Layout(
            large: large, small: large * 0.55, count: Int(3.6 / (large * large)), spacing: 0.68, turns: turns)
        let places = ScatterRenderer.placements(layout.over(fields: fields), random: &random)
        for place in places { canvas.paint(place, random.pick(drops)) }
        let filler = random.chance(0.6) ? FlowerFigures.flower(random: &random) : { _, _ in .second }
        let size: Float = (random.chance(0.6) ? 0.15 : 0.08) / Float(fields)
        var taken = places
        for _ in 0..<200 * fields * fields where taken.count < places.count + 20 * fields * fields {
            let place = ScatterRenderer.Placement(
                u: random.uniform(), v: random.uniform(), size: size, turn: random.uniform(), mirrored: false)
            let isFree = taken.allSatisfy {
                let (dx, dy) = (wrappedDifference($0.u, place.u), wrappedDifference($0.v, place.v))
                return (dx * dx + dy * dy).squareRoot() > 0.46 * ($0.size + place.size)
            }
            guard isFree else { continue }
            taken.append(place)
            canvas.paint(place, filler)
        }
        return canvas
    }

    /// Discs that shrink along a spine whose tip turns over; the depth inside them orders the bands.
    static func drop(random: inout PhiloxGenerator) -> Figure {
        let body = random.uniform(0.38, 0.46)
        let curl = random.uniform(0.34, 0.5)
        let count = 30
        // The spine starts in the round of the drop, upwards, and turns faster and faster towards the tip.
        var (x, y): (Float, Float) = (-0.16, 0.4)
        let spine = (0..<count).map { index -> (x: Float, y: Float, radius: Float) in
            let t = Float(index) / Float(count - 1)
            let heading = curl * t * t - 0.02
            defer { (x, y) = (x + 0.05 * sine(heading), y - 0.05 * cosine(heading)) }
            return (x, y, body * pow(1 - t, 0.85) + 0.03)
        }
        let line = random.uniform(0.035, 0.05)
        let bandInks = [Ink.motif, .second, .third].shuffled(using: &random)
        let beads = Float(Int.random(in: 14...22, using: &random))
        let hasBeads = random.chance(0.7)
        let hasFringe = random.chance(0.4)
        let petals = Float(Int.random(in: 5...8, using: &random))
        let heart = random.chance(0.7)
        return { x, y in
            var (depth, nearest) = (Float(-9), 0)
            for (index, disc) in spine.enumerated() {
                let (dx, dy) = (x - disc.x, y - disc.y)
                let inside = disc.radius - (dx * dx + dy * dy).squareRoot()
                if inside > depth { (depth, nearest) = (inside, index) }
            }
            let angle = atan2(y - spine[0].y, x - spine[0].x) / (2 * .pi)
            // Position along the contour, for beads and fringe: by angle in the round, by length along the tail.
            let around = nearest == 0 ? angle * beads : Float(nearest) * 0.75
            if depth < 0 {
                let scallop = 0.05 * abs(sine(around / 2))
                return hasFringe && depth > -scallop - 0.015 ? bandInks[1] : nil
            }
            if depth < line { return .outline }
            if depth < line + 0.075 { return bandInks[0] }
            if depth < line + 0.1 { return .outline }
            if hasBeads, depth < line + 0.19 {
                let off = abs(fraction(around) - 0.5)
                let across = abs(depth - line - 0.145) / 0.09
                return off * off * 4 + across * across * 1.2 < 0.5 ? bandInks[2] : .ground
            }
            // The flower in the round of the drop.
            let (fx, fy) = (x - spine[0].x, y - spine[0].y)
            let radius = (fx * fx + fy * fy).squareRoot()
            let petal = 0.2 * (0.55 + 0.45 * abs(cos(.pi * petals * angle)))
            if radius < 0.06 { return .outline }
            if radius < petal { return heart ? bandInks[2] : .ground }
            if radius < petal + 0.025 { return .outline }
            return bandInks[1]
        }
    }
}
