import QuartetImaging

/// A bikini: triangles on strings, and a brief tied at the sides.
struct BikiniBlock: AccessoryBlock {
    let parameters: GarmentParameters

    init(_ parameters: GarmentParameters) { self.parameters = parameters }

    private let band = 27.0
    private let briefTop = 48.0

    func layers() -> [GarmentLayer] {
        let brief = BriefPanels(top: briefTop, bottom: briefTop + 20, half: 18.5, side: 3.4)
        let panels =
            [neckString().mirrored, neckString(), backBand(), cup().mirrored, cup()] + [
                brief.back(), brief.front(),
            ]
        return panels.map(GarmentLayer.panel) + bow(at: Point(18.3, briefTop + 1.6))
            + bow(at: Point(-18.3, briefTop + 1.6))
    }

    private func cup() -> Panel {
        var line = Outline(0.9, band)
        line.curve(Point(2.4, 21), Point(6, 15), to: Point(9.4, 11))
        line.curve(Point(12.6, 15.5), Point(16, 21), to: Point(17.2, band - 0.2))
        line.curve(Point(12, band + 2.4), Point(5, band + 2.2), to: Point(0.9, band))
        var panel = Panel.piece("cup", line.closed, roundness: 2.6)
        panel.folds = FoldDrafting(parameters).wrinkled()
        panel.folds.gatherEnd = 0.35
        var casing = Outline(1.2, band - 1)
        casing.curve(Point(5, band + 1.1), Point(12, band + 1.3), to: Point(16.8, band - 1.2))
        panel.lines = [PanelLine(kind: .stitch, path: casing.open)]
        return panel
    }

    private func neckString() -> Panel {
        var line = Outline(9.0, 11.8)
        line.curve(Point(8.4, 6), Point(6.6, 1), to: Point(4.4, -3))
        return .strip("strap", line, line.moved(0.75, -0.15), .part("straps"), roundness: 0.2)
    }

    /// The string under the bust and around the back.
    private func backBand() -> Panel {
        var line = Outline(-20.5, band - 3)
        line.curve(Point(-12, band + 1.2), Point(12, band + 1.2), to: Point(20.5, band - 3))
        return .strip("band", line, line.moved(0, 0.85), .part("straps"), roundness: 2)
    }

    private func bow(at knot: Point) -> [GarmentLayer] {
        let side = knot.x > 0 ? 1.0 : -1.0
        return [(4.6, 2.6), (2.6, 7.4), (4.4, 6.2)].map { x, y in
            var line = Outline(from: knot)
            line.curve(
                Point(knot.x + side * x * 0.5, knot.y - 1.6 + y * 0.2),
                Point(knot.x + side * x, knot.y + y * 0.3), to: Point(knot.x + side * x * 0.8, knot.y + y))
            return .panel(
                .strip("strap", line, line.moved(side * 0.15, 0.75), .part("straps"), roundness: 0.2))
        }
    }
}

/// Front and back of a brief.
struct BriefPanels {
    let top: Double
    let bottom: Double
    let half: Double
    /// Height of its side.
    let side: Double

    func front() -> Panel { panel("brief", dip: 1.6, legs: (0.56, 0.30), cloth: .main, light: 1) }

    func back() -> Panel {
        panel("inside of the brief", dip: -1.6, legs: (0.86, 0.62), cloth: .inside, light: 0.6)
    }

    /// - Parameter legs: how far the leg's curve stays outside, near the side and near the crotch.
    private func panel(
        _ name: String, dip: Double, legs: (Double, Double), cloth: PanelCloth, light: Double
    ) -> Panel {
        var line = Outline(-half, top)
        line.curve(Point(-half * 0.4, top + dip), Point(half * 0.4, top + dip), to: Point(half, top))
        line.line(half - 0.3, top + side)
        line.curve(
            Point(half * legs.0, top + side + (bottom - top) * 0.12),
            Point(half * legs.1, bottom - (bottom - top) * 0.3), to: Point(4.2, bottom))
        line.curve(Point(1.5, bottom + 0.5), Point(-1.5, bottom + 0.5), to: Point(-4.2, bottom))
        line.curve(
            Point(-half * legs.1, bottom - (bottom - top) * 0.3),
            Point(-half * legs.0, top + side + (bottom - top) * 0.12), to: Point(-half + 0.3, top + side))
        var panel = Panel.piece(
            name, line.closed, cloth, roundness: 3.4, lift: cloth == .inside ? 0 : 0.35, light: light)
        var stitch = Outline(-half + 0.4, top + 1)
        stitch.curve(
            Point(-half * 0.4, top + dip + 1), Point(half * 0.4, top + dip + 1),
            to: Point(half - 0.4, top + 1))
        if cloth != .inside { panel.lines = [PanelLine(kind: .stitch, path: stitch.open)] }
        return panel
    }
}
