import QuartetImaging

/// What the seat of trousers has: the yoke and the patch pockets of jeans, or welts and darts.
struct BackPockets {
    let parameters: GarmentParameters

    private var waist: Double { parameters.waistHeight }
    private var width: Double { parameters.legs.waist }
    /// Jackets hide the seat, and elastic waists have no darts.
    private var hasSeat: Bool { !parameters.parts.contains(.bodice) }

    func panels() -> [Panel] {
        guard hasSeat else { return [] }
        if parameters.has(.jeansPockets) { return jeans() }
        guard parameters.has(.waistband), parameters.has(.fly) || parameters.has(.crease) else { return [] }
        let block = PocketBlock(parameters)
        var welt = block.welt(isSlanted: false)
        var dart = Outline(width * 0.6, waist + 0.4)
        dart.line(width * 0.61, waist + 4.2)
        welt.lines.append(PanelLine(kind: .opening, path: middle(of: welt)))
        let seam = dartPanel(dart)
        return [welt, welt.mirrored, seam, seam.mirrored]
    }

    /// The opening between the two lips of a welt.
    private func middle(of welt: Panel) -> Path {
        let points = welt.outline.flattened()[0]
        return Path(
            points: [
                points[0].interpolated(to: points[3], by: 0.5),
                points[1].interpolated(to: points[2], by: 0.5),
            ], closed: false)
    }

    /// A dart as a narrow piece, since it crosses no other panel's lines.
    private func dartPanel(_ line: Outline) -> Panel {
        var wedge = line
        wedge.line(line.start.x + 0.25, line.start.y)
        return Panel(
            "back dart", wedge.closed, .main,
            frame: .flat(Rect(x: width * 0.6, y: waist, width: 1, height: 4)))
    }

    /// A V-shaped yoke, and a pointed pocket below it on each side.
    private func jeans() -> [Panel] {
        let side = LegBlock(parameters).hipWidth(at: waist + 3.6)
        func yoke(_ down: Double) -> Outline {
            var line = Outline(0, waist + 6.6 + down)
            line.line(side, waist + 3.6 + down)
            return line
        }
        var piece = yoke(0)
        piece.line(width, waist)
        piece.curve(
            Point(width * 0.8, waist + 0.3), Point(width * 0.4, waist + 0.8), to: Point(0, waist + 0.8))
        var panel = Panel(
            "back yoke", piece.closed, .main,
            frame: .flat(Rect(x: 0, y: waist, width: side, height: 7)))
        panel.lines = [
            PanelLine(kind: .stitch, path: yoke(-0.35).open),
            PanelLine(kind: .stitch, path: yoke(-0.85).open),
        ]
        let pocket = PocketBlock(parameters).patch(
            "back pocket", x: width * 0.52, y: waist + 8.2, width: 13, height: 14.5, point: 1.8)
        return [panel, panel.mirrored, pocket, pocket.mirrored]
    }
}
