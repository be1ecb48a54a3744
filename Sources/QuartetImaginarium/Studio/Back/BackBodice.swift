import QuartetImaging

/// The back of the upper garment: its outline, its seams, and the zip of cloth that does not stretch.
struct BackBodice {
    let drafter: BackDrafter
    let bodice: BodiceBlock

    private var parameters: GarmentParameters { drafter.parameters }
    private var neck: NecklineBlock { bodice.neck }

    func panels() -> [Panel] {
        var panel = Panel("back", outline, .main, frame: bodice.frame())
        panel.edges = [PanelEdge(kind: .neckline, path: neckline().open)]
        if neck.coversShoulder { panel.edges.append(PanelEdge(kind: .armhole, path: bodice.armhole().open)) }
        panel.edges.append(PanelEdge(kind: .side, path: bodice.side().open))
        panel.lines =
            BodiceLines(parameters: bodice.parameters, bodice: bodice).lines() + yoke() + tailoring()
            + centre()
        return [panel] + halterBand() + stormShield()
    }

    private var outline: Path {
        if parameters.neckline.shape == .oneShoulder {
            return bodice.front().outline.transformed(by: .scale(-1, 1))
        }
        return bodice.half(neckline()).closedWithMirror
    }

    /// From the centre back to the shoulder, or to the underarm of a bare back.
    func neckline() -> Outline {
        let (depth, under) = (neck.backDepth, neck.underarm)
        var line = Outline(0, depth)
        if parameters.neckline.shape == .offShoulder {
            let tip = neck.offShoulderTip
            line.curve(Point(7, depth + 0.2), Point(13, depth - 0.8), to: tip)
            line.curve(Point(tip.x + 0.4, tip.y + 4), Point(under.x - 1.4, under.y - 3), to: under)
        } else if neck.coversShoulder {
            let end = neck.shoulderPoint
            line.curve(Point(end.x * 0.55, depth), Point(end.x * 0.9, end.y + (depth - end.y) * 0.5), to: end)
        } else {
            line.curve(
                Point(under.x * 0.42, depth), Point(under.x * 0.74, (depth + under.y) / 2), to: under)
        }
        return line
    }

    /// The band of a halter behind the neck.
    private func halterBand() -> [Panel] {
        guard parameters.neckline.shape == .halter else { return [] }
        var line = Outline(-8.0, -0.6)
        line.curve(Point(-5, -3.2), Point(5, -3.2), to: Point(8.0, -0.6))
        line.line(5.6, -1.2)
        line.curve(Point(3.4, -0.4), Point(-3.4, -0.4), to: Point(-5.6, -1.2))
        return [
            Panel("neck strap", line.closed, .main, frame: .flat(Rect(x: -8, y: -3, width: 16, height: 3)))
        ]
    }

    /// The loose layer over the shoulders of a trench coat.
    private func stormShield() -> [Panel] {
        guard parameters.has(.stormFlap), neck.coversShoulder else { return [] }
        var line = neckline()
        line.line(to: neck.shoulderTip)
        let edge = Point(neck.shoulderTip.x - 1.2, parameters.bodice.armhole - 1)
        line.curve(Point(neck.shoulderTip.x - 0.6, 8), Point(edge.x, 14), to: edge)
        line.curve(
            Point(edge.x * 0.6, edge.y + 4.5), Point(edge.x * 0.3, edge.y + 5), to: Point(0, edge.y + 5))
        var shield = Panel(
            "storm shield", line.closedWithMirror, .main,
            frame: .flat(Rect(x: -edge.x, y: 0, width: 2 * edge.x, height: edge.y)))
        shield.lines = [PanelLine(kind: .stitch, path: line.open.transformed(by: .translation(0, -0.6)))]
        return [shield]
    }

    /// The yoke of shirts with the pleat below it.
    private func yoke() -> [PanelLine] {
        let isShirt =
            parameters.collar.shape == .shirt && parameters.closure.kind == .buttons && !drafter.stretches
        guard isShirt || parameters.has(.yoke), neck.coversShoulder else { return [] }
        let y = parameters.bodice.drop + 5.5
        var seam = Outline(-parameters.bodice.chest, y + 0.6)
        seam.curve(
            Point(-8, y - 0.2), Point(8, y - 0.2), to: Point(parameters.bodice.chest, y + 0.6))
        var lines = [PanelLine(kind: .seam, path: seam.open)]
        lines.append(PanelLine(kind: .stitch, path: seam.open.transformed(by: .translation(0, -0.4))))
        guard isShirt else { return lines }
        for x in [-1.6, 1.6] {
            var pleat = Outline(x, y)
            pleat.line(x * 0.8, y + 12)
            lines.append(PanelLine(kind: .crease, path: pleat.open))
        }
        return lines
    }

    /// The seams of a jacket's side bodies.
    private func tailoring() -> [PanelLine] {
        guard drafter.isTailored else { return [] }
        let (armhole, waist) = (parameters.bodice.armhole, parameters.waistHeight)
        return [1.0, -1.0].map { side in
            var seam = Outline(side * (parameters.bodice.chest - 3.4), armhole - 8)
            seam.curve(
                Point(side * parameters.bodice.chest * 0.62, armhole + 2),
                Point(side * parameters.bodice.waist * 0.58, waist - 8),
                to: Point(side * parameters.bodice.waist * 0.58, waist))
            seam.curve(
                Point(side * parameters.bodice.waist * 0.58, waist + 8),
                Point(side * bodice.halfWidth(at: bodice.bottom) * 0.62, bodice.bottom - 8),
                to: Point(side * bodice.halfWidth(at: bodice.bottom) * 0.62, bodice.bottom + 1.5))
            return PanelLine(kind: .seam, path: seam.open)
        }
    }

    /// The seam down the middle, with the vent of a jacket.
    private func centre() -> [PanelLine] {
        guard drafter.isTailored || zipLength > 0 else { return [] }
        var seam = Outline(0, neck.backDepth)
        seam.line(0, bodice.bottom + BodiceBlock.hemDip)
        var lines = [PanelLine(kind: .seam, path: seam.open)]
        if drafter.isTailored, bodice.bottom > parameters.waistHeight + 18 {
            let top = max(parameters.waistHeight + 6, bodice.bottom - 46)
            var vent = Outline(0, top)
            vent.line(2.6, top + 2.2)
            vent.line(2.6, bodice.bottom + 2)
            lines.append(PanelLine(kind: .stitch, path: vent.open))
        }
        return lines
    }

    /// Centimetres of an invisible zip: from the neckline to above the hips.
    private var zipLength: Double {
        let opens = parameters.closure.kind != .none || parameters.neckline.placket > 0 || drafter.stretches
        let isWhole = parameters.parts.contains(.skirt) || parameters.parts == [.bodice, .legs]
        guard isWhole, !opens, parameters.neckline.shape != .oneShoulder else { return 0 }
        return max(parameters.waistHeight + 14 - neck.backDepth, 0)
    }

    func closure() -> [Trim] {
        guard zipLength > 0 else { return [] }
        var line = Outline(0, neck.backDepth + 0.3)
        line.line(0, neck.backDepth + zipLength)
        return [.zip(path: line.open, width: 0.5)]
    }
}
