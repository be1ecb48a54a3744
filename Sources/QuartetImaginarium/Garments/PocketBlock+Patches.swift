import QuartetImaging

/// Pockets that are sewn onto the cloth.
extension PocketBlock {
    func chestPocket() -> Panel {
        patch(
            "chest pocket", x: 10.2, y: parameters.bodice.armhole + 0.5, width: 9.6, height: 11, point: 1.4)
    }

    func patchPockets() -> [GarmentLayer] {
        let y = isBottoms ? waist + 7 : pocketHeight
        return pair(patch("patch pocket", x: width * 0.52, y: y, width: 13, height: 14.5))
    }

    /// A patch of cloth sewn on along three sides, its lower edge straight or pointed.
    ///
    /// - Parameters:
    ///   - x: its middle.
    ///   - y: its upper edge.
    ///   - point: how much lower the middle of the lower edge lies than its corners; 0 for a straight edge.
    func patch(
        _ name: String, x: Double, y: Double, width: Double, height: Double, point: Double = 0
    ) -> Panel {
        var line = Outline(x - width / 2, y)
        line.line(x + width / 2, y)
        line.line(x + width / 2, y + height - point - 1)
        if point > 0 {
            line.line(x, y + height)
            line.line(x - width / 2, y + height - point - 1)
        } else {
            line.curve(
                Point(x + width / 2, y + height), Point(x + width / 2, y + height),
                to: Point(x + width / 2 - 2, y + height))
            line.line(x - width / 2 + 2, y + height)
            line.curve(
                Point(x - width / 2, y + height), Point(x - width / 2, y + height),
                to: Point(x - width / 2, y + height - 2))
        }
        let bounds = Rect(x: x - width / 2, y: y, width: width, height: height)
        var panel = Panel(name, line.closed, .main, frame: frame(bounds))
        panel.lift = 0.28
        let (left, right) = (bounds.minX + Measure.topstitch, bounds.maxX - Measure.topstitch)
        var stitch = Outline(left, y + 0.2)
        stitch.line(left, y + height - point - 1.4)
        if point > 0 {
            stitch.line(x, y + height - 0.6)
        } else {
            stitch.line(bounds.minX + 1.6, y + height - Measure.topstitch)
            stitch.line(bounds.maxX - 1.6, y + height - Measure.topstitch)
        }
        stitch.line(right, y + height - point - 1.4)
        stitch.line(right, y + 0.2)
        var hem = Outline(bounds.minX, y + Measure.hem)
        hem.line(bounds.maxX, y + Measure.hem)
        panel.lines = [PanelLine(kind: .stitch, path: stitch.open), PanelLine(kind: .stitch, path: hem.open)]
        return panel
    }

    /// A flap over a pocket: `x` is its middle, `y` its upper edge.
    func flap(x: Double, y: Double, width: Double, height: Double) -> Panel {
        var line = Outline(x - width / 2, y + 0.5)
        line.line(x + width / 2, y)
        line.curve(
            Point(x + width / 2 + 0.2, y + height * 0.7), Point(x + width / 2 - 0.2, y + height),
            to: Point(x + width / 2 - 1.8, y + height))
        line.line(x - width / 2 + 1.4, y + height + 0.4)
        line.curve(
            Point(x - width / 2 - 0.1, y + height + 0.4), Point(x - width / 2, y + height * 0.7),
            to: Point(x - width / 2, y + 0.5))
        var panel = Panel(
            "flap", line.closed, .main,
            frame: frame(Rect(x: x - width / 2, y: y, width: width, height: height)))
        panel.lift = 0.45
        if parameters.has(.topstitching) {
            var stitch = Outline(x - width / 2 + 0.5, y + 1)
            stitch.line(x - width / 2 + 0.6, y + height - 0.4)
            stitch.line(x + width / 2 - 0.8, y + height - 0.6)
            stitch.line(x + width / 2 - 0.4, y + 0.8)
            panel.lines = [PanelLine(kind: .stitch, path: stitch.open)]
        }
        return panel
    }

    /// Pointed patches on both sides of the chest, buttoned down with flaps.
    func chestFlaps() -> [GarmentLayer] {
        let y = parameters.bodice.armhole + 1.5
        let x = parameters.bodice.chest * 0.46
        let pocket = patch("chest pocket", x: x, y: y + 0.6, width: 10.5, height: 11.5, point: 1.8)
        var line = Outline(x - 5.5, y)
        line.line(x + 5.5, y)
        line.line(x + 5.4, y + 2.6)
        line.line(x, y + 4.8)
        line.line(x - 5.4, y + 2.6)
        let bounds = Rect(x: x - 5.5, y: y, width: 11, height: 5)
        var flap = Panel("chest flap", line.closed, .main, frame: frame(bounds))
        flap.lift = 0.35
        var stitch = Outline(x - 5.0, y + 0.3)
        stitch.line(x - 4.9, y + 2.2)
        stitch.line(x, y + 4.2)
        stitch.line(x + 4.9, y + 2.2)
        stitch.line(x + 5.0, y + 0.3)
        flap.lines = [PanelLine(kind: .stitch, path: stitch.open)]
        return pair(pocket) + pair(flap)
            + [-x, x].map { .trim(.button(at: Point($0, y + 3.4), radius: Measure.Button.pocket)) }
    }

    /// One wide pocket across the belly, open at both sides.
    func kangaroo() -> [GarmentLayer] {
        let bottom = bodice.bottom - (parameters.has(.rib) ? 6 : 1)
        let top = bottom - 19
        let (wide, narrow) = (parameters.bodice.waist * 0.66, parameters.bodice.waist * 0.40)
        var line = Outline(0, top)
        line.line(narrow, top)
        line.curve(Point(narrow + 1.8, top + 5), Point(wide - 1.6, top + 9.5), to: Point(wide, top + 11.5))
        line.line(wide, bottom)
        line.line(0, bottom + 0.6)
        let bounds = Rect(x: -wide, y: top, width: 2 * wide, height: 19)
        var panel = Panel("kangaroo pocket", line.closedWithMirror, .main, frame: frame(bounds))
        panel.lift = 0.5
        panel.frame.roundness = 0.8
        for side in [1.0, -1.0] {
            var stitch = Outline(side * (narrow - 0.9), top + 0.6)
            stitch.curve(
                Point(side * (narrow + 0.8), top + 5.4), Point(side * (wide - 2.6), top + 9.9),
                to: Point(side * (wide - 1.0), top + 11.9))
            panel.lines.append(PanelLine(kind: .stitch, path: stitch.open))
        }
        var topStitch = Outline(-narrow, top + 0.7)
        topStitch.line(narrow, top + 0.7)
        panel.lines.append(PanelLine(kind: .stitch, path: topStitch.open))
        return [.panel(panel)]
    }

    /// Deep patches with flaps: on the thighs of trousers, at the hips of a jacket.
    func cargo() -> [GarmentLayer] {
        guard parameters.parts.contains(.legs) else {
            return pair(
                patch("cargo pocket", x: width * 0.6, y: pocketHeight, width: 13, height: 15))
        }
        let y = min(parameters.crotchHeight + 12, parameters.hemHeight - 22)
        let x = 12.5 + parameters.legs.thigh * 0.42
        let pocket = patch("cargo pocket", x: x, y: y + 1.5, width: 12.5, height: 15)
        return pair(pocket) + pair(flap(x: x, y: y, width: 13.3, height: 5))
    }
}
