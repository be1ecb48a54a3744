import QuartetImaging

/// Straps from the waistband over the shoulders.
struct BracesBlock {
    let parameters: GarmentParameters

    private var isDrawn: Bool {
        parameters.has(.braces) && !parameters.has(.bib) && !parameters.parts.contains(.bodice)
    }
    private var low: Double { parameters.waistHeight - 1.4 }

    /// The back halves, crossed.
    func behind() -> [Panel] {
        guard isDrawn else { return [] }
        var line = Outline(8.6, -0.8)
        line.curve(Point(7.4, 10), Point(1.6, low - 10), to: Point(-6.4, low))
        var strap = Panel.strip("back strap", line, line.moved(3, 0.2), .part("straps"), lift: 0)
        strap.light = 0.62
        return [strap, strap.mirrored]
    }

    func layers() -> [GarmentLayer] {
        guard isDrawn else { return [] }
        var line = Outline(7.6, low)
        line.curve(Point(7.2, low * 0.6), Point(7.4, 6), to: Point(8.6, -0.8))
        var strap = Panel.strip("strap", line, line.moved(3, 0.2), .part("straps"), lift: 0.35)
        strap.lines = [0.5, 2.5].map { PanelLine(kind: .stitch, path: line.moved($0, 0).open) }
        return [.panel(strap.mirrored), .panel(strap)]
            + [1.0, -1.0].map { .trim(.button(at: Point($0 * 9.1, low - 0.6), radius: Measure.Button.bib)) }
    }
}
