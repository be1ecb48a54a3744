import QuartetImaging

/// A pair of socks from the side, one half behind the other.
struct SockBlock: AccessoryBlock {
    let parameters: GarmentParameters

    init(_ parameters: GarmentParameters) { self.parameters = parameters }

    /// Height from the cuff to the sole.
    private var height: Double { parameters.formLength ?? 30 }
    private let cuff = 5.0

    func layers() -> [GarmentLayer] {
        let behind = sock().map { $0.turned(by: -0.10, moved: Point(13, -3)) }
        let front = sock().map { $0.turned(by: 0.06, moved: Point(-6, 2)) }
        return (behind + front).map(GarmentLayer.panel)
    }

    private func sock() -> [Panel] {
        let low = height
        var line = Outline(0.2, 0)
        line.line(9.2, 0)
        line.curve(Point(9.0, low * 0.4), Point(8.2, low - 13), to: Point(9.6, low - 9))
        line.curve(Point(11.2, low - 6.6), Point(15, low - 6.8), to: Point(20, low - 6.4))
        line.curve(Point(25.4, low - 6), Point(25.6, low), to: Point(20, low))
        line.curve(Point(14, low - 0.7), Point(9, low - 0.5), to: Point(4.4, low))
        line.curve(Point(-1.6, low + 0.2), Point(-1.6, low - 5.4), to: Point(0.2, low - 9))
        line.curve(Point(1.2, low - 13), Point(0.4, low * 0.4), to: Point(0.2, 0))
        var body = Panel.piece("sock", line.closed, roundness: 2.4)
        body.folds = FoldDrafting(parameters).wrinkled()
        body.folds.creases = FoldField.Crease.row(count: 4, depths: [0.34, -0.3]) { step in
            (
                from: Point(9.4 + step * 0.7, low - 10.4 + step * 1.3),
                through: Point(6 + step * 0.5, low - 8.6 + step * 1.2),
                to: Point(3 + step, low - 8 + step * 1.6), width: 0.7
            )
        }
        let toe = Panel.strip(
            "toe", arc(Point(19.6, low - 6.44), Point(18.2, low - 3), Point(19.6, low - 0.02)),
            tip(low), .part("trim"), roundness: 1.4, lift: 0)
        var cuffLine = Outline(-0.1, -0.4)
        cuffLine.line(9.5, -0.4)
        cuffLine.line(9.3, cuff)
        cuffLine.curve(Point(6, cuff + 0.5), Point(3, cuff + 0.5), to: Point(0.1, cuff))
        var band = Panel.piece("cuff", cuffLine.closed, .rib("cuffs"), roundness: 2.4, lift: 0.2)
        band.lines = Ribs.lines(
            from: Point(0.3, -0.2), to: Point(9.1, -0.2), along: Point(0, 1), height: cuff + 0.4)
        return [body, heel(low), toe, band]
    }

    private func heel(_ low: Double) -> Panel {
        var line = Outline(0.5, low - 8.2)
        line.curve(Point(3.4, low - 7.6), Point(6.4, low - 4), to: Point(6.6, low - 0.3))
        line.line(4.4, low)
        line.curve(Point(-1.4, low + 0.15), Point(-1.4, low - 5.2), to: Point(0.5, low - 8.2))
        return .piece("heel", line.closed, .part("trim"), roundness: 1.2, lift: 0)
    }

    private func arc(_ from: Point, _ through: Point, _ to: Point) -> Outline {
        var line = Outline(from: from)
        line.curve(through, through, to: to)
        return line
    }

    private func tip(_ low: Double) -> Outline {
        var line = Outline(20, low - 6.4)
        line.curve(Point(25.2, low - 6), Point(25.4, low - 0.1), to: Point(20, low - 0.02))
        return line
    }
}

extension Panel {
    /// The panel turned about the origin, in radians, then moved.
    func turned(by angle: Double, moved: Point) -> Panel {
        let map = Affine.rotation(angle).then(.translation(moved.x, moved.y))
        var panel = Panel(name, outline.transformed(by: map), cloth, frame: frame)
        panel.frame = .following(panel.outline, angle: -angle, fan: frame.fan, roundness: frame.roundness)
        panel.folds = folds
        panel.folds.creases = folds.creases.map {
            FoldField.Crease(
                from: map.apply(to: $0.from), through: map.apply(to: $0.through), to: map.apply(to: $0.to),
                width: $0.width, depth: $0.depth)
        }
        panel.lines = lines.map { PanelLine(kind: $0.kind, path: $0.path.transformed(by: map)) }
        panel.edges = edges.map { PanelEdge(kind: $0.kind, path: $0.path.transformed(by: map)) }
        (panel.lift, panel.light) = (lift, light)
        return panel
    }
}
