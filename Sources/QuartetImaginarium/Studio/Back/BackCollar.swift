import QuartetImaging

/// Collars, hoods and neckbands from behind.
struct BackCollar {
    let parameters: GarmentParameters
    let neck: NecklineBlock

    private var size: Double { parameters.collar.size }
    private var shoulder: Point { neck.shoulderPoint }

    func panels() -> [Panel] {
        switch parameters.collar.shape {
        case .shirt, .notch, .peak: [fall(reach: 0.40, low: neck.backDepth + 2.0)]
        case .peterPan: [fall(reach: 0.56, low: neck.backDepth + size * 0.75)]
        case .shawl: [fall(reach: 0.36, low: neck.backDepth + 2.0)]
        case .band: standing()
        case .hood: [hood()]
        case .none: parameters.neckline.shape == .funnel ? standing() : neckband()
        }
    }

    /// A folded collar: from the fold behind the neck down to its edge.
    private func fall(reach: Double, low: Double) -> Panel {
        let (x, y) = (shoulder.x, shoulder.y)
        let side = Point(x + size * reach, y + 3.2)
        var line = Outline(0, -2.9)
        line.curve(Point(x * 0.4, -2.9), Point(x * 0.8, -2.4), to: Point(x + 0.3, y - 0.6))
        line.curve(Point(x + 1.2, y), Point(side.x - 0.2, side.y - 1.6), to: side)
        line.curve(Point(side.x * 0.7, low + 0.6), Point(side.x * 0.35, low + 0.4), to: Point(0, low + 0.4))
        var panel = Panel(
            "collar", line.closedWithMirror, .part("collar"),
            frame: .flat(Rect(x: -side.x, y: -3, width: 2 * side.x, height: low + 3)))
        panel.lift = 0.5
        if [.shirt].contains(parameters.collar.shape) {
            var stitch = Outline(-side.x + 0.6, side.y - 0.4)
            stitch.curve(
                Point(-side.x * 0.6, low - 0.2), Point(side.x * 0.6, low - 0.2),
                to: Point(side.x - 0.6, side.y - 0.4))
            panel.lines = [PanelLine(kind: .stitch, path: stitch.open)]
        }
        return panel
    }

    /// A standing collar follows the back's neckline.
    private func standing() -> [Panel] {
        var behind = parameters
        behind.neckline.depth = neck.backDepth
        return CollarBlock(behind).front()
    }

    private func hood() -> Panel {
        let (x, top) = (shoulder.x, -size)
        var line = Outline(0, top - 1.8)
        line.curve(
            Point(x + 4.6, top * 1.04 - 0.6), Point(x + 6.9, top * 0.35), to: Point(x + 2.8, shoulder.y + 2.4)
        )
        line.curve(
            Point(x * 0.8, neck.backDepth + 4.2), Point(x * 0.4, neck.backDepth + 4.6),
            to: Point(0, neck.backDepth + 4.6))
        var panel = Panel(
            "hood", line.closedWithMirror, .part("hood"),
            frame: .flat(Rect(x: -x - 5, y: top, width: 2 * x + 10, height: size + 5)))
        var seam = Outline(0, top - 1.8)
        seam.line(0, neck.backDepth + 4.6)
        panel.lines = [PanelLine(kind: .seam, path: seam.open)]
        return panel
    }

    /// The band around a round or pointed neckline, behind.
    private func neckband() -> [Panel] {
        let banded = [DetailKind.neckRib, .placketBand, .contrastTrim].contains(where: parameters.has)
        guard banded, [.round, .v, .boat, .square].contains(parameters.neckline.shape) else { return [] }
        let width = parameters.has(.rib) ? 2.6 : 2.0
        let (depth, end) = (neck.backDepth, shoulder)
        let outer = Point(end.x + width * 0.95, end.y + neck.shoulderSlope * width * 0.95)
        var line = Outline(0, depth)
        line.curve(Point(end.x * 0.55, depth), Point(end.x * 0.9, end.y + (depth - end.y) * 0.5), to: end)
        line.line(to: outer)
        line.curve(
            Point(outer.x * 0.92, outer.y + (depth - end.y) * 0.5 + width * 0.5),
            Point(outer.x * 0.55, depth + width), to: Point(0, depth + width))
        let cloth: PanelCloth = parameters.has(.contrastTrim) ? .part("trim") : .rib("collar")
        return [
            Panel(
                "neckband", line.closedWithMirror, cloth,
                frame: .flat(Rect(x: -outer.x, y: 0, width: 2 * outer.x, height: depth + width)))
        ]
    }
}
