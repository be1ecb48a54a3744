import QuartetImaging

/// A kimono in its own cut: straight widths of cloth, square sleeves that hang free below the armhole, a collar band
/// from the neck down both fronts, the left front over the right, an obi.
struct KimonoBlock: AccessoryBlock {
    let parameters: GarmentParameters

    init(_ parameters: GarmentParameters) { self.parameters = parameters }

    private var bottom: Double { parameters.hemHeight }
    /// Half width of the body, the sleeve's outer edge and its lower edge.
    private let half = 30.0
    private let reach = 64.0
    private let sleeveDepth = 50.0
    /// Where the collar band of the upper front ends.
    private var collarEnd: Double { min(72, bottom - 14) }

    private var hasObi: Bool { parameters.has(.belt) && bottom > 84 }

    func layers() -> [GarmentLayer] {
        let under = front(collarTo: -17, edge: -13).mirrored
        let over = front(collarTo: -17, edge: -13)
        var panels = [back(), sleeve().mirrored, sleeve(), under, collar().mirrored, over, collar()]
        if hasObi { panels += obi() }
        return panels.map(GarmentLayer.panel)
    }

    private func back() -> Panel {
        var line = Outline(-half, 2)
        line.line(-8, 0)
        line.curve(Point(-4, 1.4), Point(4, 1.4), to: Point(8, 0))
        line.line(half, 2)
        line.line(half, bottom - 0.6)
        line.line(-half, bottom - 0.6)
        return .piece("lining", line.closed, .inside, lift: 0, light: 0.6)
    }

    /// One front with its edge, the wearer's left: it covers the right half and reaches over the middle.
    private func front(collarTo x: Double, edge: Double) -> Panel {
        var line = Outline(7.4, -0.4)
        line.line(half, 2)
        line.line(half, bottom - 0.6)
        line.curve(Point(half * 0.5, bottom + 0.4), Point(0, bottom + 0.4), to: Point(edge, bottom - 0.4))
        line.line(edge, collarEnd)
        line.curve(Point(-7, 40), Point(2, 17), to: Point(7.4, -0.4))
        var panel = Panel.piece("front", line.closed, roundness: 2.5)
        panel.folds = FoldDrafting(parameters).wrinkled()
        panel.folds.ridges = [(-0.3, 0.10, 0.5), (0.25, 0.12, -0.45), (0.62, 0.09, 0.5)].map {
            FoldField.Ridge(across: $0.0, width: $0.1, depth: $0.2, start: 0.45, drift: 0.03)
        }
        if hasObi {
            panel.folds.creases = FoldField.Crease.row(count: 5, depths: [0.5, -0.4]) { step in
                let x = -12 + step * 8.5
                return (
                    from: Point(x, 64), through: Point(x + 0.6, 74), to: Point(x + 1.4, 88 + step * 2),
                    width: 1.2
                )
            }
        }
        var seam = Outline(2.5, collarEnd - 8)
        seam.line(2.5, bottom)
        panel.lines = [PanelLine(kind: .seam, path: seam.open)]
        var hem = Outline(half, bottom - 0.6)
        hem.curve(Point(half * 0.5, bottom + 0.4), Point(0, bottom + 0.4), to: Point(edge, bottom - 0.4))
        panel.edges = [PanelEdge(kind: .hem, path: hem.open)]
        return panel
    }

    /// The band along the upper front's edge.
    private func collar() -> Panel {
        var inner = Outline(6.2, -1.2)
        inner.curve(Point(1, 16), Point(-8.6, 40), to: Point(-14.6, collarEnd + 0.6))
        var outer = Outline(11, -0.4)
        outer.curve(Point(7, 17), Point(-3, 41), to: Point(-9.6, collarEnd + 2))
        return .strip("collar", inner, outer, .part("collar"), angle: -0.3, roundness: 0.5, lift: 0.35)
    }

    /// A square sleeve, sewn to the body down to the obi and open below.
    private func sleeve() -> Panel {
        var line = Outline(half - 0.6, 2)
        line.line(reach, 4.4)
        line.line(reach + 0.6, sleeveDepth - 5)
        line.curve(
            Point(reach + 0.6, sleeveDepth), Point(reach - 1.4, sleeveDepth + 1.4),
            to: Point(reach - 6, sleeveDepth + 1.4))
        line.curve(
            Point(reach - 16, sleeveDepth + 2), Point(half + 12, sleeveDepth + 1),
            to: Point(half + 1.6, sleeveDepth))
        line.line(half - 0.6, 26)
        var panel = Panel.piece("sleeve", line.closed, roundness: 1.6, lift: 0.3)
        panel.folds = FoldDrafting(parameters).wrinkled()
        panel.folds.creases = FoldField.Crease.row(count: 3, depths: [0.6, -0.5]) { step in
            (
                from: Point(half + 1, 25 - step * 4), through: Point(half + 12 + step * 3, 30 + step * 2),
                to: Point(half + 20 + step * 4, 46 - step * 3), width: 1.5
            )
        }
        var wrist = Outline(reach - 1.2, 5)
        wrist.line(reach - 0.7, 29)
        panel.lines = [PanelLine(kind: .hem, path: wrist.open)]
        panel.edges = [PanelEdge(kind: .cuff, path: wrist.open)]
        return panel
    }

    /// The obi with the cord around its middle.
    private func obi() -> [Panel] {
        func band(_ name: String, _ from: Double, _ to: Double, lift: Double) -> Panel {
            var top = Outline(-half - 0.5, from)
            top.curve(Point(-12, from + 0.8), Point(12, from + 0.8), to: Point(half + 0.5, from))
            var low = Outline(-half - 0.5, to)
            low.curve(Point(-12, to + 0.8), Point(12, to + 0.8), to: Point(half + 0.5, to))
            return .strip(name, top, low, .part(name), roundness: 3, lift: lift)
        }
        let rect = Rect(x: -1.5, y: 54.3, width: 3, height: 3.4)
        var knot = Panel("knot", .roundedRect(rect, radius: 1.2), .part("obi cord"), frame: .flat(rect))
        knot.lift = 0.3
        return [band("obi", 47, 63.5, lift: 0.6), band("obi cord", 54.6, 56.2, lift: 0.25), knot]
    }
}
