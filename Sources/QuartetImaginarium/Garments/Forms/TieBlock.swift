import QuartetImaging

/// A necktie in a four-in-hand knot: loop, narrow end, blade, knot.
struct TieBlock: AccessoryBlock {
    let parameters: GarmentParameters

    init(_ parameters: GarmentParameters) { self.parameters = parameters }

    /// Stripes of ties run from the upper left to the lower right.
    private static let bias = 0.78
    private var blade: Double { parameters.formLength ?? 47 }

    func layers() -> [GarmentLayer] {
        let (behind, front) = NeckLoop.panels(width: 1.9)
        return ([behind, narrowEnd()] + front + [wideEnd(), knot()]).map(GarmentLayer.panel)
    }

    private func narrowEnd() -> Panel {
        let low = 12 + blade - 9
        var line = Outline(0.2, 11)
        line.line(-0.6, low - 2.6)
        line.line(2.0, low)
        line.line(4.4, low - 2.6)
        line.line(1.8, 11)
        return .piece(
            "narrow end", line.closed, angle: Self.bias, roundness: 0.2, lift: 0.2, light: 0.85)
    }

    private func wideEnd() -> Panel {
        let low = 12 + blade
        var line = Outline(-1.5, 11.6)
        line.curve(Point(-2.4, 15), Point(-4.0, low - 18), to: Point(-4.7, low - 5))
        line.line(0, low)
        line.line(4.7, low - 5)
        line.curve(Point(4.0, low - 18), Point(2.4, 15), to: Point(1.5, 11.6))
        var panel = Panel.piece("blade", line.closed, angle: Self.bias, roundness: 0.35, lift: 0.6)
        panel.folds.creases = [
            FoldField.Crease(
                from: Point(0.1, 12.4), through: Point(-0.2, 16), to: Point(0.4, 21), width: 0.6, depth: -0.9)
        ]
        return panel
    }

    private func knot() -> Panel {
        var line = Outline(-2.7, 6.6)
        line.curve(Point(-1.2, 5.6), Point(1.2, 5.8), to: Point(2.6, 6.8))
        line.curve(Point(2.4, 9), Point(1.9, 11), to: Point(1.6, 12.6))
        line.curve(Point(0.6, 13.3), Point(-0.6, 13.3), to: Point(-1.5, 12.6))
        line.curve(Point(-1.9, 11), Point(-2.5, 9), to: Point(-2.7, 6.6))
        return .piece("knot", line.closed, angle: -Self.bias, roundness: 0.7, lift: 0.5)
    }
}

/// A bow tie with its band around the neck.
struct BowTieBlock: AccessoryBlock {
    let parameters: GarmentParameters

    init(_ parameters: GarmentParameters) { self.parameters = parameters }

    func layers() -> [GarmentLayer] {
        let (behind, front) = NeckLoop.panels(width: 1.7)
        let centre = Rect(x: -1.2, y: 6.8, width: 2.4, height: 3.4)
        var knot = Panel("knot", .roundedRect(centre, radius: 0.8), .main, frame: .flat(centre))
        (knot.lift, knot.frame.roundness) = (0.4, 0.6)
        let (end, wing) = (wing(reach: 6.6, half: 3.2, "bow end"), wing(reach: 5.9, half: 2.8, "bow"))
        return ([behind] + front + [end.mirrored, end, wing.mirrored, wing, knot]).map(GarmentLayer.panel)
    }

    private func wing(reach: Double, half: Double, _ name: String) -> Panel {
        let y = 8.5
        var line = Outline(0.2, y - 1.1)
        line.curve(Point(2, y - 1.4), Point(reach * 0.6, y - half), to: Point(reach, y - half))
        line.curve(
            Point(reach + 0.5, y - half * 0.4), Point(reach + 0.5, y + half * 0.4), to: Point(reach, y + half)
        )
        line.curve(Point(reach * 0.6, y + half), Point(2, y + 1.4), to: Point(0.2, y + 1.1))
        var panel = Panel.piece(name, line.closed, roundness: 0.7, lift: 0.4)
        panel.folds.creases = [-0.5, 0.5].map { lean in
            FoldField.Crease(
                from: Point(0.9, y + lean * 0.6), through: Point(2.4, y + lean), to: Point(4.6, y + lean * 2),
                width: 0.45, depth: -0.6)
        }
        return panel
    }
}

/// The part of a tie around the neck.
enum NeckLoop {
    static func panels(width: Double) -> (behind: Panel, front: [Panel]) {
        var back = Outline(-8.2, -1)
        back.curve(Point(-6.4, -6.4), Point(6.4, -6.4), to: Point(8.2, -1))
        var inner = Outline(-8.2 + width * 0.8, -0.4)
        inner.curve(Point(-5, -6.2 + width), Point(5, -6.2 + width), to: Point(8.2 - width * 0.8, -0.4))
        let behind = Panel.strip("back of the band", back, inner, .inside, lift: 0)
        var outer = Outline(8.2, -1)
        outer.curve(Point(7.8, 4), Point(3.8, 8), to: Point(1.4, 9.8))
        var edge = Outline(8.2 - width * 0.8, -0.6)
        edge.curve(Point(6, 2.6), Point(3, 6), to: Point(0.2, 8.2))
        let side = Panel.strip("band", outer, edge, angle: -0.6, lift: 0.3)
        return (behind, [side.mirrored, side])
    }
}
