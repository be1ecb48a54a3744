import QuartetImaging

/// An apron over a skirt, gathered into its band and tied at the side.
struct ApronBlock {
    let parameters: GarmentParameters

    func layers() -> [GarmentLayer] {
        guard parameters.has(.apron), parameters.parts.contains(.skirt) else { return [] }
        return [.panel(apron()), .panel(band())] + ribbon().map(GarmentLayer.panel)
    }

    private var top: Double { parameters.waistHeight }
    private var bottom: Double { top + (parameters.hemHeight - top) * 0.86 }
    private var half: Double { min(parameters.skirt.waist, 18) * 0.74 }

    private func apron() -> Panel {
        let wide = half + (bottom - top) * 0.16
        var line = Outline(-half, top)
        line.curve(Point(-half * 0.4, top + 1), Point(half * 0.4, top + 1), to: Point(half, top))
        line.curve(Point(half + 3, top + 12), Point(wide, bottom - 24), to: Point(wide, bottom - 4))
        var hem = Outline(from: line.end)
        hem.curve(Point(wide * 0.5, bottom + 1), Point(-wide * 0.5, bottom + 1), to: Point(-wide, bottom - 4))
        line.append(hem)
        line.curve(Point(-wide, bottom - 24), Point(-half - 3, top + 12), to: Point(-half, top))
        var panel = Panel.piece("apron", line.closed, .part("apron"), fan: 0.5, roundness: 3, lift: 0.4)
        panel.folds = FoldDrafting(parameters).wrinkled()
        panel.folds.gatherTop = 0.6
        panel.folds.ridges = [(-0.6, 0.9), (-0.2, 0.7), (0.18, 0.9), (0.58, 0.8)].map {
            FoldField.Ridge(across: $0.0, width: 0.14, depth: $0.1, start: 0.05, drift: 0)
        }
        panel.lines = [PanelLine(kind: .hem, path: hem.moved(0, -Measure.hem).open)]
        return panel
    }

    private func band() -> Panel {
        let reach = parameters.skirt.waist + 0.4
        var upper = Outline(-reach, top - 1.6)
        upper.curve(
            Point(-reach * 0.4, top - 0.6), Point(reach * 0.4, top - 0.6), to: Point(reach, top - 1.6))
        return .strip("apron band", upper, upper.moved(0, 2.6), .part("apron"), roundness: 3, lift: 0.25)
    }

    private func ribbon() -> [Panel] {
        let knot = Point(half * 0.8, top + 0.2)
        let loops = [1.0, -1.0].map { side -> Panel in
            var line = Outline(from: knot)
            line.curve(
                Point(knot.x + side * 2, knot.y - 3.4), Point(knot.x + side * 6, knot.y - 2.6),
                to: Point(knot.x + side * 6, knot.y + 0.4))
            line.curve(
                Point(knot.x + side * 5.6, knot.y + 2.6), Point(knot.x + side * 2, knot.y + 2), to: knot)
            return .piece("apron bow", line.closed, .part("apron"), angle: 1.3, roundness: 0.7)
        }
        let ends = [2.6, -2.2].map { x -> Panel in
            var line = Outline(knot.x - 0.6, knot.y)
            line.curve(
                Point(knot.x, knot.y + 7), Point(knot.x + x - 1.4, knot.y + 14),
                to: Point(knot.x + x - 1.4, knot.y + 22))
            return .strip("apron end", line, line.moved(2.6, -0.8), .part("apron"))
        }
        let rect = Rect(x: knot.x - 1.1, y: knot.y - 1.2, width: 2.2, height: 2.4)
        return ends + loops + [
            Panel("knot", .roundedRect(rect, radius: 0.7), .part("apron"), frame: .flat(rect))
        ]
    }
}
