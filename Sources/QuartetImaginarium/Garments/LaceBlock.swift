import QuartetImaging

/// A border of scalloped lace under a hem.
struct LaceBlock {
    let parameters: GarmentParameters

    func panels() -> [Panel] {
        guard parameters.has(.laceTrim), !parameters.parts.contains(.legs) else { return [] }
        let edge = hem()
        guard let right = edge.first, let left = edge.last else { return [] }
        // Scallops of equal length along the hem.
        let length = zip(edge, edge.dropFirst()).reduce(0) { $0 + ($1.1 - $1.0).length }
        let count = max(6, Int(length / 3.4))
        let knots = (0...count).map { place(on: edge, length * Double($0) / Double(count)) }
        let (rise, drop, bulge) = (1.4, 2.8, 1.9)
        var line = Outline(right.x, right.y - rise)
        line.line(right.x, right.y + drop)
        for (from, to) in zip(knots, knots.dropFirst()) {
            line.curve(
                Point(from.x, from.y + drop + bulge), Point(to.x, to.y + drop + bulge),
                to: Point(to.x, to.y + drop))
        }
        line.line(left.x, left.y - rise)
        line.smooth(edge.reversed().dropFirst().map { Point($0.x, $0.y - rise) })
        let low = (edge.map(\.y).max() ?? right.y) + drop + bulge
        var panel = Panel(
            "lace trim", line.closed, .part("lace trim"),
            frame: .hanging(
                [
                    PanelFrame.Station(along: right.y - rise, left: left.x, right: right.x),
                    PanelFrame.Station(along: low, left: left.x, right: right.x),
                ], roundness: 4))
        panel.lift = 0.2
        for (from, to) in zip(knots, knots.dropFirst()) {
            let middle = from.interpolated(to: to, by: 0.5)
            let span = abs(from.x - to.x)
            // An eyelet with petals in each scallop, and small holes along the top.
            let eye = Point(middle.x, middle.y + drop - 0.1)
            panel.lines.append(
                PanelLine(kind: .opening, path: .circle(centre: eye, radius: min(span * 0.17, 0.55))))
            for (dx, dy) in [(-0.30, -0.55), (0.30, -0.55), (-0.36, 0.35), (0.36, 0.35), (0, 1.0)] {
                panel.lines.append(
                    PanelLine(
                        kind: .seam,
                        path: .circle(
                            centre: Point(eye.x + dx * span, eye.y + dy), radius: min(span * 0.1, 0.32))))
            }
            for share in [0.25, 0.75] {
                let hole = from.interpolated(to: to, by: share)
                panel.lines.append(
                    PanelLine(
                        kind: .opening,
                        path: .circle(centre: Point(hole.x, hole.y + 0.5), radius: min(span * 0.08, 0.26))))
            }
        }
        return [panel]
    }

    /// The garment's lower edge from right to left.
    private func hem() -> [Point] {
        if parameters.parts.contains(.skirt), !parameters.isOnePiece {
            return SkirtBlock(parameters).hemLine()
        }
        let bodice = BodiceBlock(parameters)
        let width = bodice.halfWidth(at: bodice.bottom)
        return (0...16).map { step in
            let across = 1 - Double(step) / 8
            return Point(width * across, bodice.bottom + BodiceBlock.hemDip * (1 - across * across))
        }
    }

    /// The point at a distance along a line.
    private func place(on line: [Point], _ distance: Double) -> Point {
        var left = distance
        for (from, to) in zip(line, line.dropFirst()) {
            let length = (to - from).length
            if left <= length { return from.interpolated(to: to, by: length > 0 ? left / length : 0) }
            left -= length
        }
        return line.last ?? .zero
    }
}
