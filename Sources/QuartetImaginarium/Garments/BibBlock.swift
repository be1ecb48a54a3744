import QuartetImaging

/// The bib of dungarees with its pocket and its straps over the shoulders.
struct BibBlock {
    let parameters: GarmentParameters

    private var isDrawn: Bool { parameters.has(.bib) && !parameters.parts.contains(.bodice) }
    private var low: Double { parameters.waistHeight - 3.6 }
    private var high: Double { parameters.waistHeight - 24 }
    /// Half widths of the bib at the waist and at its upper edge.
    private let lowWidth = 13.0
    private let highWidth = 10.2
    /// Distance of a strap's middle from the centre.
    private let strap = 7.6

    /// The back halves of the straps, drawn before everything else.
    func behind() -> [Panel] {
        guard isDrawn else { return [] }
        var line = Outline(strap, -0.6)
        line.curve(Point(6.4, 9), Point(2.4, low - 10), to: Point(-4, low))
        line.line(-0.4, low)
        line.curve(Point(6.0, low - 10), Point(10, 9), to: Point(11.2, -0.4))
        var strap = Panel(
            "back strap", line.closed, .main,
            frame: .flat(Rect(x: -2, y: 0, width: 12, height: low), angle: 0.2))
        strap.light = 0.6
        strap.lift = 0
        return [strap, strap.mirrored]
    }

    func layers() -> [GarmentLayer] {
        guard isDrawn else { return [] }
        return [.panel(bib()), .panel(pocket())] + straps().map(GarmentLayer.panel)
            + [1.0, -1.0].map { side in
                .trim(.button(at: Point(side * strap, high + 3.2), radius: Measure.Button.bib))
            }
    }

    private func bib() -> Panel {
        func shape(_ inset: Double) -> Outline {
            var line = Outline(-lowWidth + inset, low + 1)
            line.curve(
                Point(-lowWidth + inset + 0.6, low - 8), Point(-highWidth + inset - 0.6, high + 9),
                to: Point(-highWidth + inset, high + inset))
            line.curve(
                Point(-4, high + inset + 0.7), Point(4, high + inset + 0.7),
                to: Point(highWidth - inset, high + inset))
            line.curve(
                Point(highWidth - inset + 0.6, high + 9), Point(lowWidth - inset - 0.6, low - 8),
                to: Point(lowWidth - inset, low + 1))
            return line
        }
        var panel = Panel(
            "bib", shape(0).closed, .main,
            frame: .hanging(
                [
                    PanelFrame.Station(along: high, left: -highWidth, right: highWidth),
                    PanelFrame.Station(along: low, left: -lowWidth, right: lowWidth),
                ], sag: 0.6, roundness: 3))
        panel.lines = [PanelLine(kind: .stitch, path: shape(0.8).open)]
        panel.lift = 0.35
        return panel
    }

    private func pocket() -> Panel {
        let rect = Rect(x: -6, y: high + 6, width: 12, height: 10.5)
        var panel = Panel("bib pocket", .roundedRect(rect, radius: 1), .main, frame: .flat(rect))
        panel.lines = [
            PanelLine(kind: .stitch, path: .roundedRect(rect.inset(by: 0.5), radius: 0.7))
        ]
        var hem = Outline(rect.minX, rect.minY + 2)
        hem.line(rect.maxX, rect.minY + 2)
        panel.lines.append(PanelLine(kind: .stitch, path: hem.open))
        panel.lift = 0.25
        return panel
    }

    private func straps() -> [Panel] {
        var line = Outline(5.9, high + 4.6)
        line.curve(Point(5.7, high - 3), Point(7.0, 4), to: Point(strap, -0.6))
        line.curve(Point(8.6, -1.6), Point(10.4, -1.4), to: Point(11.2, -0.4))
        line.curve(Point(10.6, 5), Point(9.4, high - 3), to: Point(9.3, high + 4.6))
        line.line(strap, high + 5.4)
        var panel = Panel(
            "strap", line.closed, .main, frame: .flat(Rect(x: 5, y: -1, width: 5, height: high + 6)))
        panel.frame.roundness = 0.5
        panel.lift = 0.35
        return [panel.mirrored, panel]
    }
}
