import QuartetImaging

/// Pieces at the waist: a waistband with its loops, an elastic casing, a belt.
struct WaistBlock {
    let parameters: GarmentParameters
    /// Half width and height of the seam below the band.
    let halfWidth: Double
    let height: Double

    init(_ parameters: GarmentParameters) {
        self.parameters = parameters
        if parameters.parts.contains(.legs) {
            halfWidth = parameters.legs.waist
        } else if parameters.parts.contains(.skirt) {
            halfWidth = parameters.skirt.waist
        } else {
            halfWidth = parameters.bodice.waist
        }
        height = parameters.waistHeight
    }

    /// A curved strip around the waist.
    private func strip(_ name: String, cloth: PanelCloth, from: Double, to: Double, grow: Double) -> Panel {
        let (upper, lower) = (halfWidth + grow - 0.3, halfWidth + grow)
        var line = Outline(-upper, from)
        line.curve(Point(-upper * 0.5, from + 0.9), Point(upper * 0.5, from + 0.9), to: Point(upper, from))
        line.line(lower, to)
        line.curve(Point(lower * 0.5, to + 1.0), Point(-lower * 0.5, to + 1.0), to: Point(-lower, to))
        var panel = Panel(
            name, line.closed, cloth,
            frame: .hanging(
                [
                    PanelFrame.Station(along: from, left: -upper, right: upper),
                    PanelFrame.Station(along: to, left: -lower, right: lower),
                ], sag: 0.9, roundness: 4))
        panel.lift = 0.35
        return panel
    }

    /// The inside of the waistband's back, behind everything.
    func inside() -> Panel {
        let band = parameters.has(.waistband) || parameters.has(.elasticWaist) ? Measure.waistband : 0.4
        let (y, width) = (height - band, halfWidth - 0.4)
        var line = Outline(-width, y)
        line.curve(Point(-width * 0.5, y - 1.5), Point(width * 0.5, y - 1.5), to: Point(width, y))
        line.line(width, y + 3)
        line.line(-width, y + 3)
        var panel = Panel(
            "inside waist", line.closed, .inside,
            frame: .flat(Rect(x: -width, y: y - 2, width: 2 * width, height: 5)))
        panel.light = 0.5
        panel.lift = 0
        return panel
    }

    func band() -> [Panel] {
        if parameters.has(.elasticWaist) {
            var panel = strip(
                "elastic waist", cloth: .part("waistband"), from: height - Measure.waistband,
                to: height + 0.2, grow: 0)
            panel.folds.gatherTop = 0.5
            panel.folds.gatherEnd = 0.5
            return [panel]
        }
        guard parameters.has(.waistband) else { return [] }
        var panel = strip(
            "waistband", cloth: .part("waistband"), from: height - Measure.waistband, to: height + 0.2,
            grow: 0.1)
        if parameters.has(.topstitching) {
            for y in [-3.4, -0.5] {
                var line = Outline(-halfWidth, height + y)
                line.curve(
                    Point(-halfWidth * 0.5, height + y + 0.95), Point(halfWidth * 0.5, height + y + 0.95),
                    to: Point(halfWidth, height + y))
                panel.lines.append(PanelLine(kind: .stitch, path: line.open))
            }
        }
        return [panel] + loops()
    }

    private func loops() -> [Panel] {
        guard parameters.has(.beltLoops) else { return [] }
        return [-0.86, -0.46, 0.46, 0.86].map { share in
            let x = halfWidth * share
            let dip = 0.8 * (1 - share * share)
            let rect = Rect(x: x - 0.7, y: height - 4.4 + dip, width: 1.4, height: 5.4)
            var panel = Panel(
                "belt loop", .roundedRect(rect, radius: 0.25), .part("waistband"), frame: .flat(rect))
            panel.lift = 0.3
            return panel
        }
    }

    func belt() -> [GarmentLayer] {
        guard parameters.has(.belt) else { return [] }
        let isTied =
            ![.trousers, .shorts, .skirt].contains(parameters.family)
            && ![.buttons, .zip].contains(parameters.closure.kind)
        let grow = 0.7
        let centre = parameters.has(.waistband) ? height - Measure.waistband / 2 : height
        let half = 1.9
        let panel = strip("belt", cloth: .part("belt"), from: centre - half, to: centre + half, grow: grow)
        guard isTied else {
            let rect = Rect(x: -2.6, y: centre - 1.7, width: 5.2, height: 5.0)
            return [.panel(panel), .trim(.buckle(rect))]
        }
        return [.panel(panel)] + tie(Point(3.2, centre + 0.9)).map(GarmentLayer.panel)
    }

    /// A knot with two hanging ends.
    private func tie(_ knot: Point) -> [Panel] {
        func end(_ name: String, _ lean: Double, _ length: Double) -> Panel {
            var line = Outline(knot.x - 0.9, knot.y)
            line.curve(
                Point(knot.x - 1.4 + lean * 0.2, knot.y + length * 0.4),
                Point(knot.x - 1.6 + lean * 0.8, knot.y + length * 0.7),
                to: Point(knot.x - 1.6 + lean, knot.y + length))
            line.line(knot.x + 1.7 + lean, knot.y + length - 1.2)
            line.curve(
                Point(knot.x + 1.4 + lean * 0.8, knot.y + length * 0.7),
                Point(knot.x + 1.3 + lean * 0.2, knot.y + length * 0.4), to: Point(knot.x + 0.9, knot.y))
            var panel = Panel(
                name, line.closed, .part("belt"),
                frame: .flat(Rect(x: knot.x - 2, y: knot.y, width: 4, height: length)))
            panel.frame.roundness = 0.5
            panel.lift = 0.6
            return panel
        }
        let centre = Rect(x: knot.x - 1.9, y: knot.y - 1.8, width: 3.8, height: 3.8)
        var middle = Panel("knot", .roundedRect(centre, radius: 1.2), .part("belt"), frame: .flat(centre))
        middle.frame.roundness = 0.8
        middle.lift = 0.5
        return [end("belt end", -3.2, 21), end("belt end", 2.2, 24), middle]
    }
}
