import QuartetImaging

/// The frill that stands above a gathered waist.
struct PaperbagBlock {
    let waist: WaistBlock

    init(_ waist: WaistBlock) { self.waist = waist }

    private var isDrawn: Bool { waist.parameters.has(.paperbagWaist) }
    private static let height = 4.5

    func behind() -> [Panel] {
        isDrawn ? [panel("inside of the frill", .inside, rise: 1.2, light: 0.55)] : []
    }

    func front() -> [Panel] { isDrawn ? [panel("frill", .main, rise: 0, light: 1)] : [] }

    private func panel(_ name: String, _ cloth: PanelCloth, rise: Double, light: Double) -> Panel {
        let low = waist.height - Measure.waistband + 0.6
        let high = low - Self.height - rise
        let (inner, outer) = (waist.halfWidth, waist.halfWidth + 1.6)
        var line = Outline(-inner, low)
        line.line(-outer, high + 0.6)
        line.smooth(
            (1...16).map { step in
                let share = -1 + Double(step) / 8
                return Point(outer * share, high + (step.isMultiple(of: 2) ? 0.5 : -0.4))
            })
        line.line(inner, low)
        line.curve(Point(inner * 0.5, low + 0.9), Point(-inner * 0.5, low + 0.9), to: Point(-inner, low))
        var panel = Panel.piece(
            name, line.closed, cloth, roundness: 3.5, lift: cloth == .inside ? 0 : 0.3, light: light)
        panel.folds.gatherTop = 0.6
        panel.folds.gatherEnd = 0.7
        return panel
    }
}
