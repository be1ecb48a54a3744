import Glibc
import QuartetImaging

/// Pockets that are cut into the cloth: welts, slanted openings and the scooped pockets of jeans.
extension PocketBlock {
    /// A stitched-down strip over a cut.
    func welt(isSlanted: Bool) -> Panel {
        let x = isBottoms ? width * 0.62 : width * 0.56
        let y = isBottoms ? waist + 5 : pocketHeight + 3
        let (length, height) = (14.0, isSlanted ? 3.4 : 1.8)
        // Slanted welts run down towards the side.
        let angle = isSlanted ? 1.12 : 0.10
        func at(_ u: Double, _ v: Double) -> Point {
            Point(x + u * cos(angle) - v * sin(angle), y + u * sin(angle) + v * cos(angle))
        }
        var line = Outline(from: at(-length / 2, -height / 2))
        line.line(to: at(length / 2, -height / 2))
        line.line(to: at(length / 2, height / 2))
        line.line(to: at(-length / 2, height / 2))
        var panel = Panel(
            "welt", line.closed, .main,
            frame: .flat(Rect(x: x - length / 2, y: y - height / 2, width: length, height: height)))
        panel.lift = 0.3
        return panel
    }

    /// The small welt of a tailored jacket, on the chest.
    func breastWelt() -> Panel {
        let x = parameters.bodice.chest * 0.50
        let y = parameters.bodice.armhole + 2.5
        var line = Outline(x - 4.8, y + 1.0)
        line.line(x + 4.8, y - 0.4)
        line.line(x + 5.0, y + 1.8)
        line.line(x - 4.6, y + 3.2)
        var panel = Panel(
            "breast welt", line.closed, .main, frame: .flat(Rect(x: x - 5, y: y, width: 10, height: 3)))
        panel.lift = 0.22
        return panel
    }

    /// A slanted opening with a stitched edge.
    func slant() -> [GarmentLayer] {
        var line: Outline
        var bounds: Rect
        if isBottoms || parameters.parts.contains(.skirt) {
            let y = waist + 0.9
            line = Outline(width * 0.62, y)
            line.curve(
                Point(width * 0.74, y + 6), Point(width * 0.92, y + 12), to: Point(width + 4.4, y + 16))
            bounds = Rect(x: width * 0.6, y: y, width: width * 0.5, height: 16)
            if parameters.parts.contains(.bodice), !parameters.parts.contains(.legs) { return [] }
        } else {
            let x = width * 0.60
            line = Outline(x - 2.4, pocketHeight - 1.5)
            line.line(x + 3.4, pocketHeight + 12)
            bounds = Rect(x: x - 3, y: pocketHeight - 2, width: 7, height: 14)
        }
        return openings(line, bounds)
    }

    /// A thin panel with the opening's line and two rows of stitches.
    private func openings(_ line: Outline, _ bounds: Rect) -> [GarmentLayer] {
        var band = line
        band.append(line.moved(-1.3, 0.25).reversed)
        var panel = Panel("pocket edge", band.closed, .main, frame: .flat(bounds))
        panel.lift = 0.16
        panel.lines = [
            PanelLine(kind: .opening, path: line.open),
            PanelLine(kind: .stitch, path: line.moved(-0.55, 0.1).open),
        ]
        return pair(panel)
    }

    /// Scooped front pockets with rivets and a coin pocket.
    func jeans() -> [GarmentLayer] {
        let y = waist + 0.8
        let side = LegBlock(parameters).hipWidth(at: y + 9)
        let edge = parameters.parts.contains(.legs) ? side : width + 2.6
        var line = Outline(width * 0.42, y)
        line.curve(Point(width * 0.46, y + 7.5), Point(width * 0.72, y + 9.5), to: Point(edge - 0.1, y + 9))
        var bag = line
        bag.line(width, y - 0.4)
        var inner = Panel(
            "pocket bag", bag.closed, .main,
            frame: .flat(Rect(x: width * 0.4, y: y, width: width * 0.6, height: 9)))
        inner.light = 0.93
        inner.lift = 0
        var coin = Outline(width * 0.60, y + 3.4)
        coin.line(width * 0.94, y + 2.9)
        coin.line(width * 0.95, y + 8.8)
        inner.lines = [
            PanelLine(kind: .opening, path: line.open), PanelLine(kind: .stitch, path: coin.open),
        ]
        // The scooped edge of the leg, sewn down with two rows.
        var band = line
        band.append(line.moved(-1.5, 1.4).reversed)
        var rim = Panel(
            "pocket edge", band.closed, .main,
            frame: .flat(Rect(x: width * 0.4, y: y, width: width * 0.6, height: 11)))
        rim.lift = 0.14
        rim.lines = [
            PanelLine(kind: .stitch, path: line.moved(-0.45, 0.42).open),
            PanelLine(kind: .stitch, path: line.moved(-1.0, 0.94).open),
        ]
        let rivets = [Point(width * 0.42 - 0.2, y + 1.6), Point(edge - 1.6, y + 9.2)]
        return pair(inner) + pair(rim)
            + rivets.flatMap { point in
                [-1.0, 1.0].map {
                    GarmentLayer.trim(.rivet(centre: Point($0 * point.x, point.y), radius: 0.42))
                }
            }
    }
}
