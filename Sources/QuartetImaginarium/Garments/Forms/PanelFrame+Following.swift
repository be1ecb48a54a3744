import Glibc
import QuartetImaging

extension PanelFrame {
    /// A frame whose stations follow an outline's edges, for pieces of any shape.
    ///
    /// - Parameters:
    ///   - angle: direction along the panel, in radians from straight down towards the right.
    ///   - fan: 0 for parallel grain, 1 for grain that spreads with the edges.
    ///   - roundness: how far the middle bulges forward, in centimetres.
    static func following(
        _ outline: Path, angle: Double = 0, fan: Double = 0, roundness: Double = 2
    ) -> PanelFrame {
        let bounds = outline.bounds ?? Rect(x: 0, y: 0, width: 1, height: 1)
        let turned = outline.flattened(segments: 12).map { part in
            part.map { point -> Point in
                let d = point - bounds.centre
                return Point(d.x * cos(angle) - d.y * sin(angle), d.x * sin(angle) + d.y * cos(angle))
            }
        }
        let heights = turned.joined().map(\.y)
        guard let low = heights.min(), let high = heights.max(), high > low else {
            return .flat(bounds, angle: angle)
        }
        let rows = 10
        let stations = (0..<rows).compactMap { row -> Station? in
            // The very ends are points, without two edges.
            let share = 0.03 + 0.94 * Double(row) / Double(rows - 1)
            let v = low + (high - low) * share
            let crossings = turned.flatMap { part in
                zip(part, part.dropFirst()).compactMap { a, b in
                    (a.y <= v) == (b.y <= v) ? nil : a.x + (b.x - a.x) * (v - a.y) / (b.y - a.y)
                }
            }
            guard let left = crossings.min(), let right = crossings.max() else { return nil }
            return Station(along: v, left: left, right: right)
        }
        guard stations.count >= 2 else { return .flat(bounds, angle: angle) }
        return PanelFrame(
            origin: bounds.centre, angle: angle, stations: stations, fan: fan, roundness: roundness)
    }
}

extension Panel {
    /// A piece of any shape whose grain follows its edges.
    static func piece(
        _ name: String, _ outline: Path, _ cloth: PanelCloth = .main, angle: Double = 0, fan: Double = 0,
        roundness: Double = 2, lift: Double = 0.4, light: Double = 1
    ) -> Panel {
        var panel = Panel(
            name, outline, cloth,
            frame: .following(outline, angle: angle, fan: fan, roundness: roundness))
        (panel.lift, panel.light) = (lift, light)
        return panel
    }

    /// A strip between two lines that run side by side.
    static func strip(
        _ name: String, _ one: Outline, _ other: Outline, _ cloth: PanelCloth = .main, angle: Double = 0,
        roundness: Double = 0.4, lift: Double = 0.2
    ) -> Panel {
        var line = one
        line.append(other.reversed)
        return .piece(name, line.closed, cloth, angle: angle, roundness: roundness, lift: lift)
    }
}

/// Threads along an edge.
enum Fringe {
    /// Many narrow strips as one panel, hanging from the points of an edge.
    static func panel(along edge: Outline, length: Double, cloth: PanelCloth = .main) -> Panel {
        let points = edge.open.flattened(segments: 40).joined().map { $0 }
        var path = Path()
        var walked = 0.0
        for (a, b) in zip(points, points.dropFirst()) {
            walked += (b - a).length
            guard walked >= spacing else { continue }
            walked = 0
            let slant = 0.12 * sin(b.x * 7.1 + b.y * 3.3)
            path.append(
                Path(points: [
                    Point(b.x - 0.22, b.y - 0.6), Point(b.x + 0.22, b.y - 0.6),
                    Point(b.x + 0.16 + slant * 2, b.y + length), Point(b.x - 0.16 + slant * 2, b.y + length),
                ]))
        }
        if path.elements.isEmpty { path = Path(points: [edge.start, edge.end, edge.start]) }
        return .piece("fringe", path, cloth, roundness: 0, lift: 0.2)
    }

    /// Distance between two threads, in centimetres.
    private static let spacing = 0.75
}
