import QuartetImaging

/// A kaftan: body and sleeves in one wide piece, cut like a bat's wing, with its neckline as on other dresses.
struct KaftanBlock: AccessoryBlock {
    let parameters: GarmentParameters
    private let neck: NecklineBlock

    init(_ parameters: GarmentParameters) {
        self.parameters = parameters
        neck = NecklineBlock(parameters: parameters)
    }

    private var bottom: Double { parameters.hemHeight }
    /// Upper and lower end of the sleeve's opening.
    private var wrist: Point {
        let reach = 30 + min(parameters.sleeve.length, Measure.arm) * 0.46
        return Point(reach, 4 + (reach - 10) * 0.36)
    }
    private var underWrist: Point { Point(wrist.x - 5, wrist.y + 24) }
    private let hemHalf = 41.0

    func layers() -> [GarmentLayer] {
        var line = neck.front()
        line.curve(Point(18, 2.2), Point(wrist.x - 12, wrist.y - 6.4), to: wrist)
        line.line(to: underWrist)
        line.curve(
            Point(underWrist.x - 10, underWrist.y + 2), Point(31.5, 58), to: Point(31.4, 72))
        line.curve(Point(32.4, 95), Point(hemHalf - 1, bottom - 30), to: Point(hemHalf, bottom - 1))
        var hem = Outline(from: line.end)
        hem.curve(Point(hemHalf * 0.6, bottom), Point(hemHalf * 0.3, bottom), to: Point(0, bottom))
        line.append(hem)
        var front = Panel.piece("bodice", line.closedWithMirror, roundness: 4)
        front.folds = FoldDrafting(parameters).wrinkled()
        front.folds.ridges = SkirtHem(parameters, flare: 0.05, length: bottom, label: "kaftan folds").ridges
        for side in [1.0, -1.0] {
            front.folds.creases += FoldField.Crease.row(count: 4, depths: [0.9, -0.7]) { step in
                (
                    from: Point(side * (13 + step * 4), 4 + step * 1.4),
                    through: Point(side * (24 + step * 3), 22 + step * 5),
                    to: Point(side * (28 - step * 1.5), 54 + step * 10), width: 1.6
                )
            }
        }
        front.edges = [1.0, -1.0].map {
            PanelEdge(kind: .hem, path: ($0 > 0 ? hem : hem.mirrored).open)
        }
        let stitches = hem.moved(0, -Measure.hem)
        front.lines = [stitches, stitches.mirrored].map { PanelLine(kind: .hem, path: $0.open) }
        let bodice = BodiceBlock(parameters)
        let band = sleeveBand()
        return
            ([bodice.inside(), front] + BandBlock(parameters: parameters, bodice: bodice).neck()
            + [band.mirrored, band]).map(GarmentLayer.panel)
    }

    /// The border of the sleeve's opening.
    private func sleeveBand() -> Panel {
        var outer = Outline(from: wrist)
        outer.line(to: underWrist)
        return .strip(
            "border", outer, outer.moved(-3, -0.6), .part("trim"), angle: 0.2, roundness: 0.3, lift: 0.05)
    }
}
