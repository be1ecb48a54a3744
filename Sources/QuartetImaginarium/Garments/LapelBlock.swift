import QuartetImaging

/// Tailored fronts: two overlapping front panels, turned back as lapels, with the collar above them.
struct LapelBlock {
    let parameters: GarmentParameters
    let bodice: BodiceBlock

    private var neck: NecklineBlock { bodice.neck }
    private var size: Double { parameters.collar.size }
    private var breakHeight: Double { parameters.closure.breakHeight }
    /// How far the upper front extends beyond the middle.
    var overlap: Double {
        parameters.closure.kind == .doubleBreasted ? 8 : (parameters.closure.kind == .wrap ? 7 : 2)
    }

    /// The right front's edge from the shoulder over the break down to the hem.
    private func frontEdge(_ reach: Double) -> Outline {
        var line = Outline(from: neck.shoulderPoint)
        let start = Point(-reach, breakHeight)
        line.curve(
            Point(neck.shoulderPoint.x - 1.2, 5), Point(-reach + 2.5, breakHeight - 9), to: start)
        let bottom = bodice.bottom + 1.2
        if parameters.has(.cutaway) {
            line.line(-reach, bottom - 18)
            line.curve(
                Point(-reach, bottom - 6), Point(-reach + 2.5, bottom), to: Point(-reach + 8.5, bottom + 0.4))
        } else {
            line.line(-reach, bottom)
        }
        return line
    }

    /// Half a front: from the shoulder along the armhole and the side to the hem and back up the front edge.
    private func front(_ name: String, reach: Double) -> Panel {
        var line = Outline(from: neck.shoulderPoint)
        line.line(to: neck.shoulderTip)
        line.append(bodice.armhole())
        line.append(bodice.side())
        let edge = frontEdge(reach)
        line.curve(
            Point(line.end.x * 0.6, bodice.bottom + 1.0), Point(edge.end.x + 6, bodice.bottom + 1.4),
            to: edge.end)
        line.append(edge.reversed)
        var panel = Panel(name, line.closed, .main, frame: bodice.frame())
        panel.folds = FoldDrafting(parameters).bodice(bodice)
        panel.folds.ridges = []
        panel.edges = [
            PanelEdge(kind: .side, path: bodice.side().open),
            PanelEdge(kind: .armhole, path: bodice.armhole().open),
            PanelEdge(kind: .neckline, path: edge.open),
        ]
        if parameters.has(.topstitching) {
            panel.lines.append(
                PanelLine(kind: .stitch, path: edge.open.transformed(by: .translation(0.7, 0))))
        }
        if parameters.has(.darts) {
            var dart = Outline(neck.underarm.x * 0.52, parameters.bodice.armhole + 5)
            dart.curve(
                Point(parameters.bodice.waist * 0.50, parameters.waistHeight - 6),
                Point(parameters.bodice.waist * 0.50, parameters.waistHeight + 4),
                to: Point(parameters.bodice.hip * 0.52, parameters.waistHeight + 13))
            panel.lines.append(PanelLine(kind: .seam, path: dart.open))
        }
        return panel
    }

    /// The inside of the fronts and of the back, behind everything.
    func lining() -> Panel {
        var panel = bodice.inside()
        let low = max(breakHeight, bodice.bottom) + 0.6
        var line = Outline(0, neck.backDepth)
        let end = neck.shoulderPoint
        line.curve(
            Point(end.x * 0.55, neck.backDepth), Point(end.x * 0.9, end.y + (neck.backDepth - end.y) * 0.5),
            to: end)
        line.line(end.x + 1, 10)
        line.line(8, low)
        line.line(0, low)
        panel = Panel(
            "lining", line.closedWithMirror, .inside,
            frame: .hanging([
                PanelFrame.Station(along: 0, left: -14, right: 14),
                PanelFrame.Station(along: low + 1, left: -14, right: 14),
            ]))
        panel.light = 0.55
        panel.lift = 0
        return panel
    }

    /// Fronts, lapels and collar from the back to the front.
    func panels() -> [Panel] {
        let under = front("left front", reach: overlap)
        let over = front("right front", reach: overlap).mirrored
        return [under, lapel(overlap), collarLeaf()] + [over, lapel(overlap).mirrored, collarLeaf().mirrored]
    }

    /// Where collar and lapel separate, and where their seam ends at the neck.
    private var notch: Point { Point(neck.shoulderPoint.x + size * 0.38, 7.2) }
    private var gorge: Point { Point(neck.shoulderPoint.x + 0.1, 5.6) }

    /// The turned-back front on the right half (the viewer's).
    private func lapel(_ reach: Double) -> Panel {
        let start = Point(-reach, breakHeight)
        let fold = neck.shoulderPoint
        let isPeak = parameters.collar.shape == .peak
        let isShawl = parameters.collar.shape == .shawl
        let tip = isPeak ? Point(fold.x + size * 0.86, 5.6) : Point(fold.x + size * 0.82, 8.8)
        var line = Outline(from: start)
        // The roll line up to the neck.
        line.curve(
            Point(-reach + 2.5, breakHeight - 9), Point(fold.x - 1.2, 5),
            to: Point(fold.x - 0.2, fold.y - 0.6))
        if isShawl {
            line.curve(
                Point(fold.x + size * 0.75, 3.5), Point(fold.x + size * 0.66, breakHeight * 0.55), to: start)
        } else {
            line.line(to: gorge)
            line.line(to: notch)
            line.line(to: tip)
            line.curve(
                Point(tip.x - size * 0.20, tip.y + (breakHeight - tip.y) * 0.40),
                Point(start.x + 4.2, breakHeight - (breakHeight - tip.y) * 0.20), to: start)
        }
        var panel = Panel(
            "lapel", line.closed, .part("lapels"),
            frame: .flat(Rect(x: 0, y: 0, width: fold.x + size, height: breakHeight), angle: -0.3))
        flatten(&panel, lift: 0.6, roundness: 0.6)
        return panel
    }

    /// One leaf of the collar, above the lapel.
    private func collarLeaf() -> Panel {
        let fold = neck.shoulderPoint
        guard parameters.collar.shape != .shawl else {
            var panel = Panel(
                "collar", Path.circle(centre: Point(fold.x, fold.y), radius: 0.1), .part("lapels"),
                frame: .flat(Rect(x: fold.x, y: 0, width: 1, height: 1)))
            panel.lift = 0
            return panel
        }
        var line = Outline(fold.x - 1.1, -1.75)
        line.curve(
            Point(fold.x + 0.7, -1.9), Point(fold.x + size * 0.34, -0.4), to: Point(fold.x + size * 0.46, 2.6)
        )
        line.line(fold.x + size * 0.66, 5.4)
        line.line(to: notch)
        line.line(to: gorge)
        line.curve(Point(fold.x - 0.5, 3.4), Point(fold.x - 1.1, 0.6), to: Point(fold.x - 1.1, -1.75))
        var panel = Panel(
            "collar", line.closed, .part("collar"),
            frame: .flat(Rect(x: fold.x - 2, y: -3, width: size, height: 10), angle: -0.5))
        flatten(&panel, lift: 0.55, roundness: 0.7)
        return panel
    }

    /// Pressed lapels lie flat on the front; those of older records stand off a little.
    private func flatten(_ panel: inout Panel, lift: Double, roundness: Double) {
        panel.lift = parameters.isCurrent ? 0.32 : lift
        panel.frame.roundness = parameters.isCurrent ? 0.2 : roundness
    }

    /// Buttons of a tailored front.
    func buttons() -> [Trim] {
        let columns = parameters.closure.kind == .doubleBreasted ? [-6.2, 6.2] : [0.0]
        let asked = max(parameters.closure.buttons, 1)
        // A requested number counts both columns.
        let isCounted = parameters.closure.isCounted == true
        let count = isCounted ? (asked + columns.count - 1) / columns.count : asked
        let bottom = bodice.bottom
        let row = isCounted ? max(11, 9.5 * Double(count - 1)) : 11
        let last =
            parameters.has(.cutaway)
            ? min(breakHeight + row, bottom - 20) : min(breakHeight + 48, bottom - 24)
        var trims: [Trim] = []
        for index in 0..<count {
            let share = count == 1 ? 0 : Double(index) / Double(count - 1)
            let y = breakHeight + 1.2 + (max(last, breakHeight + 4) - breakHeight) * share
            for x in columns { trims.append(.button(at: Point(x, y), radius: Measure.Button.coat)) }
        }
        return isCounted ? Array(trims.prefix(asked)) : trims
    }
}
