import QuartetImaging

/// The tails of a tailcoat, behind its short fronts.
struct TailsBlock {
    let parameters: GarmentParameters
    let bodice: BodiceBlock

    private static let length = 50.0

    func panels() -> [Panel] {
        guard parameters.has(.tails) else { return [] }
        let top = bodice.bottom - 9
        let half = bodice.halfWidth(at: top) - 1.2
        var line = Outline(1, top)
        line.line(half, top)
        line.curve(
            Point(half + 0.4, top + 16), Point(half * 0.86, top + 34),
            to: Point(half * 0.62, top + Self.length))
        line.line(2.6, top + Self.length - 1)
        line.curve(Point(1.2, top + 34), Point(0.6, top + 18), to: Point(1, top))
        var panel = Panel.piece("tail", line.closed, roundness: 2.2, lift: 0.3, light: 0.94)
        panel.folds = FoldDrafting(parameters).wrinkled()
        var crease = Outline(half * 0.5, top + 4)
        crease.line(half * 0.42, top + Self.length - 1)
        panel.lines = [PanelLine(kind: .seam, path: crease.open)]
        return [panel.mirrored, panel]
    }
}
