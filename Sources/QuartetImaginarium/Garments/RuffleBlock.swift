import QuartetImaging

/// A gathered strip below the hem.
struct RuffleBlock {
    let parameters: GarmentParameters
    let bodice: BodiceBlock

    func panels() -> [Panel] {
        guard parameters.has(.ruffleHem) else { return [] }
        let isSkirt = parameters.parts.contains(.skirt)
        let y = isSkirt ? parameters.hemHeight : bodice.bottom
        let width =
            isSkirt && !parameters.isOnePiece
            ? SkirtBlock(parameters).halfWidth(at: y) : bodice.halfWidth(at: y)
        var ruffled = parameters
        ruffled.skirt.kind = .gathered
        ruffled.skirt.folds = 15
        ruffled.skirt.depth = 2.2
        let hem = SkirtHem(ruffled, flare: 0.1, length: 30, label: "ruffle")
        let (upper, lower, height) = (width - 0.4, width + 3.2, 11.0)
        var line = Outline(-upper, y - 2)
        line.curve(Point(-upper * 0.4, y + 0.6), Point(upper * 0.4, y + 0.6), to: Point(upper, y - 2))
        line.curve(Point(upper + 1, y + 2), Point(lower, y + height * 0.6), to: Point(lower, y + height - 2))
        line.smooth(Array(hem.line(left: -lower, right: lower, y: y + height - 2).dropFirst()))
        line.curve(Point(-lower, y + height * 0.6), Point(-upper - 1, y + 2), to: Point(-upper, y - 2))
        var panel = Panel(
            "ruffle", line.closed, .main,
            frame: .hanging(
                [
                    PanelFrame.Station(along: y - 2, left: -upper, right: upper),
                    PanelFrame.Station(along: y + height, left: -lower, right: lower),
                ], fan: 0.6, sag: hem.sag, roundness: 4))
        panel.folds.ridges = hem.ridges
        panel.folds.gatherTop = 0.9
        panel.lift = 0.5
        return [panel]
    }
}
