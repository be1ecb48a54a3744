import QuartetImaging

/// A poncho: one cloth with an opening for the head, its corner in the middle of the front.
struct PonchoBlock: AccessoryBlock {
    let parameters: GarmentParameters

    init(_ parameters: GarmentParameters) { self.parameters = parameters }

    private var bottom: Double { parameters.hemHeight }

    func layers() -> [GarmentLayer] {
        var edge = Outline(58, bottom * 0.56)
        edge.curve(
            Point(42, bottom * 0.74), Point(17, bottom * 0.95), to: Point(0, bottom))
        var line = Outline(0, 13)
        line.curve(Point(3.6, 9), Point(6.6, 4), to: Point(8.4, 0.4))
        line.curve(Point(22, 3.4), Point(47, 18), to: Point(58, bottom * 0.56))
        line.append(edge)
        var front = Panel.piece("poncho", line.closedWithMirror, fan: 0.25, roundness: 5)
        let hem = SkirtHem(parameters, flare: 0.3, length: bottom, label: "poncho folds")
        front.folds = FoldDrafting(parameters).wrinkled()
        front.folds.ridges = hem.ridges
        for side in [1.0, -1.0] {
            front.folds.creases += FoldField.Crease.row(count: 3, depths: [0.9, -0.7]) { step in
                (
                    from: Point(side * (12 + step * 5), 4 + step * 2.6),
                    through: Point(side * (20 + step * 6), bottom * 0.3 + step * 2),
                    to: Point(side * (24 + step * 8), bottom * (0.72 - 0.06 * step)), width: 2
                )
            }
        }
        front.edges = [PanelEdge(kind: .hem, path: edge.open)]
        var whole = edge
        whole.append(edge.mirrored.reversed)
        return [
            .panel(NeckInside.panel(width: 8.4, front: 13)),
            .panel(Fringe.panel(along: whole, length: 8)), .panel(front),
        ] + neckband().map(GarmentLayer.panel)
    }

    private func neckband() -> [Panel] {
        var inner = Outline(0, 13)
        inner.curve(Point(3.6, 9), Point(6.6, 4), to: Point(8.4, 0.4))
        var outer = Outline(0, 16)
        outer.curve(Point(5.2, 11), Point(8.6, 5.2), to: Point(10.4, 0.9))
        let half = Panel.strip("neckband", inner, outer, .part("trim"), angle: -0.6)
        return [half.mirrored, half]
    }
}

/// The inside of a back, seen through the opening at the neck.
enum NeckInside {
    static func panel(width: Double, front: Double) -> Panel {
        var line = Outline(-width, 0.2)
        line.curve(Point(-width * 0.6, 2.4), Point(width * 0.6, 2.4), to: Point(width, 0.2))
        line.line(width * 0.8, front + 3)
        line.line(-width * 0.8, front + 3)
        return .piece("inside back", line.closed, .inside, lift: 0, light: 0.6)
    }
}

/// A cape: two fronts that fall from the shoulders, with slits for the arms.
struct CapeBlock: AccessoryBlock {
    let parameters: GarmentParameters

    init(_ parameters: GarmentParameters) { self.parameters = parameters }

    private var bottom: Double { parameters.hemHeight }
    private var half: Double { 27 + (bottom - 20) * 0.24 }

    func layers() -> [GarmentLayer] {
        let right = front()
        var layers: [GarmentLayer] = [
            .panel(lining()), .panel(right.mirrored), .panel(right), .panel(collar().mirrored),
            .panel(collar()),
        ]
        layers += (0..<parameters.closure.buttons).map { index in
            .trim(.button(at: Point(0.1, 11 + Double(index) * 11), radius: Measure.Button.coat + 0.3))
        }
        return layers
    }

    private func lining() -> Panel {
        var line = Outline(-7.6, 0.4)
        line.curve(Point(-4, 1.8), Point(4, 1.8), to: Point(7.6, 0.4))
        line.line(half - 3, bottom - 1)
        line.line(-half + 3, bottom - 1)
        return .piece("lining", line.closed, .inside, lift: 0, light: 0.5)
    }

    private func front() -> Panel {
        var ruled = parameters
        ruled.skirt.folds = 4
        ruled.skirt.depth = 2.4
        let hem = SkirtHem(ruled, flare: 0.25, length: bottom, label: "cape folds")
        var line = Outline(-0.4, 8.6)
        line.curve(Point(4, 7.6), Point(7.2, 4), to: Point(7.8, 0.4))
        line.curve(Point(14, 1.6), Point(21, 4.4), to: Point(24, 12))
        line.curve(Point(28, 24), Point(half - 2, bottom * 0.6), to: Point(half, bottom - 4))
        var edge = Outline(half, bottom - 4)
        edge.smooth(Array(hem.line(left: 0.4, right: half, y: bottom - 4).dropFirst()))
        line.append(edge)
        line.line(0.4, bottom - 4)
        var panel = Panel.piece("front", line.closed, fan: 0.4, roundness: 4.5)
        panel.folds = FoldDrafting(parameters).wrinkled()
        panel.folds.ridges = hem.ridges
        var slit = Outline(16.4, bottom * 0.42)
        slit.curve(
            Point(16.9, bottom * 0.5), Point(17.6, bottom * 0.58), to: Point(18.4, bottom * 0.66))
        var stitch = slit.moved(-0.7, 0)
        stitch.line(18.2, bottom * 0.66 + 0.6)
        panel.lines = [
            PanelLine(kind: .opening, path: slit.open), PanelLine(kind: .stitch, path: stitch.open),
        ]
        panel.edges = [PanelEdge(kind: .hem, path: edge.open)]
        return panel
    }

    private func collar() -> Panel {
        var line = Outline(-0.2, 8.4)
        line.curve(Point(4, 7.4), Point(7, 4), to: Point(7.4, 0.2))
        line.curve(Point(8.6, -1.2), Point(8.4, -1.4), to: Point(9.4, 0))
        line.curve(Point(11.2, 5), Point(9.6, 9), to: Point(6.8, 12.6))
        line.curve(Point(4, 11.6), Point(1.6, 10.2), to: Point(-0.2, 8.4))
        return .piece("collar", line.closed, .part("collar"), angle: -0.5, roundness: 0.8, lift: 0.6)
    }
}
