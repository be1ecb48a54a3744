import QuartetImaging

/// The waist from behind: a band that rises towards the middle, its loops, a belt and a zip.
struct BackWaist {
    let parameters: GarmentParameters

    private var waist: WaistBlock { WaistBlock(parameters) }

    /// A strip around the back, its upper edge higher in the middle.
    private func strip(_ name: String, _ cloth: PanelCloth, from: Double, to: Double, grow: Double) -> Panel {
        let (upper, lower) = (waist.halfWidth + grow - 0.3, waist.halfWidth + grow)
        var line = Outline(-upper, from)
        line.curve(Point(-upper * 0.5, from - 0.9), Point(upper * 0.5, from - 0.9), to: Point(upper, from))
        line.line(lower, to)
        line.curve(Point(lower * 0.5, to + 0.9), Point(-lower * 0.5, to + 0.9), to: Point(-lower, to))
        return Panel(
            name, line.closed, cloth,
            frame: .hanging([
                PanelFrame.Station(along: from, left: -upper, right: upper),
                PanelFrame.Station(along: to, left: -lower, right: lower),
            ]))
    }

    func band() -> [Panel] {
        let (from, to) = (waist.height - Measure.waistband, waist.height + 0.2)
        if parameters.has(.elasticWaist) {
            var panel = strip("elastic waist", .part("waistband"), from: from, to: to, grow: 0)
            panel.folds.gatherTop = 0.5
            panel.folds.gatherEnd = 0.5
            return [panel]
        }
        guard parameters.has(.waistband) else { return [] }
        var panel = strip("waistband", .part("waistband"), from: from, to: to, grow: 0.1)
        if parameters.has(.topstitching) {
            for (y, rise) in [(from + 0.6, -0.85), (to - 0.6, 0.85)] {
                var line = Outline(-waist.halfWidth, y)
                line.curve(
                    Point(-waist.halfWidth * 0.5, y + rise), Point(waist.halfWidth * 0.5, y + rise),
                    to: Point(waist.halfWidth, y))
                panel.lines.append(PanelLine(kind: .stitch, path: line.open))
            }
        }
        return [panel] + loops()
    }

    private func loops() -> [Panel] {
        guard parameters.has(.beltLoops) else { return [] }
        return [-0.72, 0, 0.72].map { share in
            let rect = Rect(
                x: waist.halfWidth * share - 0.7, y: waist.height - 4.8 - 0.4 * (1 - share * share),
                width: 1.4,
                height: 5.8)
            return Panel(
                "belt loop", .roundedRect(rect, radius: 0.25), .part("waistband"), frame: .flat(rect))
        }
    }

    func belt() -> Panel {
        let centre = parameters.has(.waistband) ? waist.height - Measure.waistband / 2 : waist.height
        return strip("belt", .part("belt"), from: centre - 1.9, to: centre + 1.9, grow: 0.7)
    }

    /// Whether a skirt needs a zip: not with an elastic waist, buttons in front, or cloth that stretches.
    func hasZip(stretches: Bool, _ parameters: GarmentParameters) -> Bool {
        parameters.has(.waistband) && !parameters.has(.elasticWaist) && parameters.closure.kind == .none
            && parameters.skirt.kind != .wrap && !stretches && !parameters.has(.bib)
    }

    /// From the waistband down the middle.
    func zip() -> [Trim] {
        var line = Outline(0, waist.height - Measure.waistband - 0.4)
        line.line(0, waist.height + 16)
        return [.zip(path: line.open, width: 0.5)]
    }
}
