import QuartetImaging

/// A hanbok: the short jacket with curved sleeves, white collar edge and long ribbons over the full high skirt.
struct HanbokBlock: AccessoryBlock {
    let parameters: GarmentParameters

    init(_ parameters: GarmentParameters) { self.parameters = parameters }

    private let jacketHem = 33.0
    private let half = 22.0

    func layers() -> [GarmentLayer] {
        let sleeve = sleeve()
        return
            (skirt() + [NeckInside.panel(width: 8, front: 15), sleeve.mirrored, sleeve]
            + [front(reach: 9).mirrored, front(reach: 9), collar(.main).mirrored, edge().mirrored]
            + [collar(.part("collar")), edge()] + ribbons()).map(GarmentLayer.panel)
    }

    /// The skirt, gathered into a band above the bust.
    private func skirt() -> [Panel] {
        var skirt = parameters
        skirt.parts = [.bodice, .skirt]
        skirt.waistHeight = 27
        skirt.hipHeight = 61
        let length = skirt.hemHeight - skirt.waistHeight
        skirt.skirt = .init(
            kind: .gathered, waist: 19, hip: 26, flare: 34 / max(length, 40), folds: 15, depth: 2.4)
        return SkirtBlock(skirt).panels()
    }

    private func sleeve() -> Panel {
        var line = Outline(17, 2.6)
        line.curve(Point(32, 6.5), Point(48, 17), to: Point(62, 29))
        line.line(54.6, 40)
        // The lower edge swings out like the belly of a carp.
        line.curve(Point(47, 43), Point(36, 38), to: Point(half - 0.4, 23))
        line.line(16, 20)
        var panel = Panel.piece("sleeve", line.closed, angle: 0.9, roundness: 2.4, lift: 0.3)
        panel.folds = FoldDrafting(parameters).wrinkled()
        panel.folds.creases = FoldField.Crease.row(count: 4, depths: [0.6, -0.5]) { step in
            (
                from: Point(half + 0.6 + step * 1.4, 23 + step * 1.8),
                through: Point(half + 7 + step * 2.4, 22 + step * 3),
                to: Point(half + 13 + step * 5, 16 + step * 4), width: 1.2
            )
        }
        panel.edges = [
            PanelEdge(kind: .cuff, path: Path([.move(Point(62, 29)), .line(Point(54.6, 40))]))
        ]
        return panel
    }

    private func front(reach: Double) -> Panel {
        var line = Outline(7.6, 0)
        line.line(19, 3.2)
        line.curve(Point(18.4, 9), Point(19.6, 17), to: Point(half, 22))
        line.line(half - 1, jacketHem - 1)
        line.curve(
            Point(half * 0.5, jacketHem + 1.4), Point(0, jacketHem + 1), to: Point(-reach, jacketHem - 1))
        line.line(-reach + 0.6, 25)
        line.curve(Point(-3, 19), Point(4, 8), to: Point(7.6, 0))
        var panel = Panel.piece("bodice", line.closed, roundness: 3.2)
        panel.folds = FoldDrafting(parameters).wrinkled()
        panel.folds.creases = FoldField.Crease.row(count: 2, depths: [0.5, -0.4]) { step in
            (
                from: Point(half - 0.6, 22.5 + step * 1.6), through: Point(half - 6, 24 + step * 1.6),
                to: Point(half - 12, 28 + step), width: 1.2
            )
        }
        return panel
    }

    private func collar(_ cloth: PanelCloth) -> Panel {
        .strip("collar", collarLine(0), collarLine(4.2), cloth, angle: -0.6, roundness: 0.4)
    }

    /// The white strip along the collar's upper edge.
    private func edge() -> Panel {
        .strip("collar edge", collarLine(-0.2), collarLine(1.9), .part("collar edge"), angle: -0.6, lift: 0.1)
    }

    private func collarLine(_ inset: Double) -> Outline {
        var line = Outline(7 + inset, -1 + inset * 0.14)
        line.curve(
            Point(4.6 + inset, 8), Point(-2 + inset * 0.8, 18 + inset * 0.3),
            to: Point(-8 + inset * 0.2, 22.6 + inset))
        return line
    }

    /// The ribbons with half a bow.
    private func ribbons() -> [Panel] {
        let knot = Point(-1.4, 23.6)
        func end(_ x: Double, _ length: Double) -> Panel {
            var left = Outline(knot.x - 0.8, knot.y)
            left.curve(
                Point(knot.x - 2, knot.y + length * 0.3), Point(knot.x + x - 4, knot.y + length * 0.6),
                to: Point(knot.x + x - 2.6, knot.y + length))
            var right = Outline(knot.x + 1.4, knot.y)
            right.curve(
                Point(knot.x + 3, knot.y + length * 0.3), Point(knot.x + x + 1.4, knot.y + length * 0.6),
                to: Point(knot.x + x + 2.8, knot.y + length - 0.6))
            return .strip("ribbon", left, right, .part("bow"), roundness: 0.5, lift: 0.5)
        }
        var loop = Outline(knot.x, knot.y - 0.9)
        loop.curve(
            Point(knot.x + 6, knot.y - 4.4), Point(knot.x + 15, knot.y - 2),
            to: Point(knot.x + 15.4, knot.y + 1.4))
        loop.curve(
            Point(knot.x + 14, knot.y + 4), Point(knot.x + 6, knot.y + 2.6), to: Point(knot.x, knot.y + 1.3))
        let bow = Panel.piece("bow", loop.closed, .part("bow"), angle: 1.4, roundness: 1, lift: 0.6)
        let rect = Rect(x: knot.x - 1.3, y: knot.y - 1.5, width: 3, height: 3.4)
        var middle = Panel("knot", .roundedRect(rect, radius: 0.9), .part("bow"), frame: .flat(rect))
        middle.lift = 0.4
        return [end(2.6, 58), end(-2.2, 50), bow, middle]
    }
}
