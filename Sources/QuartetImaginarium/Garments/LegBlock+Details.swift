internal import QuartetFiles
import QuartetImaging

/// Stripes and rips of trouser legs.
extension LegBlock {
    /// A strip of another colour along each outer seam.
    func sideStripes() -> [Panel] {
        guard parameters.has(.sideStripe) else { return [] }
        let seam = outseam()
        var line = seam
        let inner = seam.moved(-2.6, 0)
        line.line(to: inner.end)
        line.append(inner.reversed)
        let bounds = line.closed.bounds ?? Rect(x: 0, y: top, width: 3, height: bottom - top)
        var panel = Panel("side stripe", line.closed, .part("side stripe"), frame: .flat(bounds))
        panel.lift = 0
        panel.frame.roundness = 0.1
        return [panel.mirrored, panel]
    }

    /// Worn holes at the knees and the thighs, with threads across them.
    func rips() -> [Panel] {
        guard parameters.has(.ripped) else { return [] }
        var random = PhiloxGenerator(seed: parameters.seed, stream: "rips")
        let knee = parameters.kneeHeight
        var places: [(y: Double, share: Double, isLeft: Bool)] = [
            (knee - 1, 0.66, false), (knee + 1.5, 0.6, true), (parameters.crotchHeight + 13, 0.42, true),
            (knee - 11, 0.36, false),
        ]
        // Shorts end above the knees.
        places.removeAll { $0.y > bottom - 5 || $0.y < parameters.crotchHeight + 2 }
        if places.isEmpty {
            let y = (parameters.crotchHeight + bottom) / 2
            places = [(y, 0.4, false), (y + 2, 0.34, true)]
        }
        return places.map { place in
            let y = place.y + random.around(1)
            let half = halfWidth(at: y) * place.share
            let panel = rip(at: Point(centre(at: y) + random.around(0.8), y), half: half, &random)
            return place.isLeft ? panel.mirrored : panel
        }
    }

    private func rip(at centre: Point, half: Double, _ random: inout PhiloxGenerator) -> Panel {
        let depth = 1.5 + 0.13 * half
        let steps = 15
        func edge(_ sign: Double) -> [Point] {
            (1..<steps).map { step in
                let t = -1 + 2 * Double(step) / Double(steps)
                let bulge = (1 - t * t) * depth * sign
                return Point(centre.x + half * t, centre.y + bulge + random.around(0.42))
            }
        }
        var line = Outline(centre.x - half, centre.y + random.around(0.4))
        for point in edge(-1) { line.line(to: point) }
        line.line(centre.x + half, centre.y + random.around(0.4))
        for point in edge(1).reversed() { line.line(to: point) }
        let bounds = Rect(x: centre.x - half, y: centre.y - depth, width: 2 * half, height: 2 * depth)
        var panel = Panel("rip", line.closed, .inside, frame: .flat(bounds))
        panel.light = 0.5
        panel.lift = 0
        // Slack weft threads remain from side to side; at the edges the warp frays.
        var y = centre.y - depth + 0.35
        while y < centre.y + depth {
            let slack = random.around(0.35)
            var thread = Outline(centre.x - half, y + random.around(0.15))
            thread.curve(
                Point(centre.x - half * 0.3, y + slack), Point(centre.x + half * 0.3, y - slack),
                to: Point(centre.x + half, y + random.around(0.15)))
            panel.lines.append(PanelLine(kind: .fray, path: thread.open))
            y += 0.26 + 0.5 * random.unit() * random.unit()
        }
        for (sign, points) in [(1.0, edge(-1)), (-1.0, edge(1))] {
            for point in points where random.unit() < 0.8 {
                var strand = Outline(point.x, point.y - sign * 0.6)
                strand.line(point.x + random.around(0.35), point.y + sign * (0.5 + 0.7 * random.unit()))
                panel.lines.append(PanelLine(kind: .fray, path: strand.open))
            }
        }
        return panel
    }
}
