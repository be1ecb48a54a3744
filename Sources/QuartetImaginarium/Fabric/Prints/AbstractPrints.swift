import Foundation
internal import QuartetFiles

/// Abstract prints: marble, brush strokes, terrazzo, cut paper, splashes and scattered shapes.
enum AbstractPrints {
    static func abstract(random: inout PhiloxGenerator) -> InkCanvas {
        switch Int.random(in: 0...5, using: &random) {
        case 0: marble(random: &random)
        case 1: strokes(random: &random)
        case 2: terrazzo(random: &random)
        case 3: cutPaper(random: &random)
        case 4: splashes(random: &random)
        default: shapes(random: &random)
        }
    }

    /// Bands along the level lines of noise, as in marbled paper.
    private static func marble(random: inout PhiloxGenerator) -> InkCanvas {
        let noise = PeriodicNoise(
            columns: Int.random(in: 2...3, using: &random), rows: Int.random(in: 2...4, using: &random),
            random: &random)
        let bands = random.uniform(2.2, 4)
        let inks = (0..<7).map { _ in random.pick(Ink.allCases) }
        var canvas = InkCanvas()
        canvas.paint { u, v in
            let level = bands * (noise(u, v) + 4)
            return inks[Int(level) % inks.count]
        }
        return canvas
    }

    /// Strokes of a dry brush.
    private static func strokes(random: inout PhiloxGenerator) -> InkCanvas {
        var canvas = InkCanvas()
        let size = random.uniform(0.3, 0.7)
        let heading = random.uniform()
        let isTossed = random.chance(0.4)
        let layout = ScatterRenderer.Layout(
            large: size, small: size * 0.7, count: Int(4 / (size * size)), spacing: 0.55, turns: isTossed)
        for place in ScatterRenderer.placements(layout, random: &random) {
            var place = place
            if !isTossed { place.turn += heading }
            let ink = random.pick([Ink.motif, .motif, .second, .third, .outline])
            let (height, bend) = (random.uniform(0.14, 0.3), random.uniform(-0.3, 0.3))
            let bristles = PeriodicNoise(columns: 3, rows: 14, random: &random)
            canvas.paint(place) { x, y in
                let axis = y - bend * (x * x - 0.3)
                guard abs(axis) < height else { return nil }
                let row = (axis / height + 1) / 2
                let end = 0.8 + 0.1 * bristles(0.1, row)
                guard x > -end, x < end - 0.1 else { return nil }
                // The brush runs dry towards the end.
                return bristles(x * 0.35 + 0.5, row) > 1.7 - 1.6 * max(x, 0) ? nil : ink
            }
        }
        return canvas
    }

    /// Angular chips of several inks: Voronoi cells, some of them empty.
    private static func terrazzo(random: inout PhiloxGenerator) -> InkCanvas {
        let seeds = (0..<Int.random(in: 14...40, using: &random)).map { _ in
            (
                u: random.uniform(), v: random.uniform(),
                ink: random.chance(0.4)
                    ? Ink.ground : random.pick([.motif, .motif, .second, .third, .outline])
            )
        }
        let gap = random.uniform(0.012, 0.045)
        var canvas = InkCanvas()
        canvas.paint { u, v in
            var (nearest, second, ink) = (Float(9), Float(9), Ink.ground)
            for seed in seeds {
                let (dx, dy) = (wrappedDifference(u, seed.u), wrappedDifference(v, seed.v))
                let distance = (dx * dx + dy * dy).squareRoot()
                if distance < nearest {
                    (second, nearest, ink) = (nearest, distance, seed.ink)
                } else if distance < second {
                    second = distance
                }
            }
            return second - nearest > gap ? ink : nil
        }
        return canvas
    }

    /// Large rounded shapes, as cut from paper, some with a contour beside them.
    private static func cutPaper(random: inout PhiloxGenerator) -> InkCanvas {
        var canvas = InkCanvas()
        let size = random.uniform(0.5, 0.8)
        let layout = ScatterRenderer.Layout(
            large: size, small: size * 0.45, count: Int(3.4 / (size * size)), spacing: 0.7, turns: true)
        for place in ScatterRenderer.placements(layout, random: &random) {
            let ink = random.pick([Ink.motif, .motif, .second, .third])
            let waves = (2...5).map { _ in (random.uniform(-0.2, 0.2), random.uniform()) }
            let hasLine = random.chance(0.35)
            let hole = random.chance(0.2) ? random.uniform(0.2, 0.35) : 0
            let edge = { (x: Float, y: Float) -> Float in
                let angle = atan2(y, x) / (2 * .pi)
                return waves.enumerated().reduce(Float(0.62)) {
                    $0 + $1.element.0 * sine(Float($1.offset + 2) * angle + $1.element.1)
                }
            }
            canvas.paint(place) { x, y in
                let radius = (x * x + y * y).squareRoot()
                if radius < hole { return nil }
                return radius < edge(x, y) ? ink : nil
            }
            if hasLine {
                canvas.paint(place) { x, y in
                    let (x, y) = (x + 0.12, y + 0.1)
                    return abs((x * x + y * y).squareRoot() - edge(x, y)) < 0.025 ? .outline : nil
                }
            }
        }
        return canvas
    }

    /// Blots with drops around them.
    private static func splashes(random: inout PhiloxGenerator) -> InkCanvas {
        var canvas = InkCanvas()
        for _ in 0..<Int.random(in: 5...10, using: &random) {
            let ink = random.pick([Ink.motif, .motif, .second, .third, .outline])
            let size = random.uniform(0.18, 0.5)
            let (u, v) = (random.uniform(), random.uniform())
            let waves = (3...9).map { _ in (random.uniform(0, 0.11), random.uniform()) }
            canvas.paint(.init(u: u, v: v, size: size, turn: 0, mirrored: false)) { x, y in
                let angle = atan2(y, x) / (2 * .pi)
                let edge = waves.enumerated().reduce(Float(0.55)) {
                    $0 + $1.element.0 * sine(Float($1.offset + 3) * angle + $1.element.1)
                }
                return x * x + y * y < edge * edge ? ink : nil
            }
            for _ in 0..<Int.random(in: 4...12, using: &random) {
                let (angle, reach) = (random.uniform(), size * random.uniform(0.4, 0.9))
                canvas.paint(
                    .init(
                        u: u + reach * cosine(angle), v: v + reach * sine(angle),
                        size: random.uniform(0.015, 0.06), turn: 0, mirrored: false)
                ) { _, _ in ink }
            }
        }
        return canvas
    }

    /// Triangles, rings, crosses and squiggles.
    private static func shapes(random: inout PhiloxGenerator) -> InkCanvas {
        var canvas = InkCanvas()
        let size = random.uniform(0.18, 0.34)
        let layout = ScatterRenderer.Layout(
            large: size, small: size * 0.6, count: Int(1.9 / (size * size)), spacing: 0.95, turns: true)
        for place in ScatterRenderer.placements(layout, random: &random) {
            let ink = random.pick([Ink.motif, .motif, .second, .third, .outline])
            let kind = Int.random(in: 0...5, using: &random)
            canvas.paint(place) { x, y in
                let radius = (x * x + y * y).squareRoot()
                let isInside =
                    switch kind {
                    case 0: y < 0.5 && abs(x) < (y + 0.9) * 0.55
                    case 1: radius > 0.55 && radius < 0.85
                    case 2: min(abs(x), abs(y)) < 0.16 && radius < 0.85
                    case 3: abs(y - 0.25 * sine(x * 1.3)) < 0.13 && abs(x) < 0.92
                    case 4: radius < 0.8 && y > 0
                    default: fraction(y * 2.5) < 0.5 && max(abs(x), abs(y)) < 0.65
                    }
                return isInside ? ink : nil
            }
        }
        return canvas
    }
}
