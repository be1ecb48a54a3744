import QuartetImaging

/// A sari over its short blouse: pleats in front, the free end over the left shoulder.
struct SariBlock: AccessoryBlock {
    let parameters: GarmentParameters

    init(_ parameters: GarmentParameters) { self.parameters = parameters }

    private var bottom: Double { parameters.hemHeight }
    private let waist = 44.0

    func layers() -> [GarmentLayer] {
        var blouse = parameters
        blouse.form = nil
        blouse.parts = [.bodice]
        blouse.hemHeight = 35
        blouse.bodice = .init(shoulder: 17.6, drop: 4, armhole: 20, chest: 20.6, waist: 17.6, hip: 22)
        blouse.neckline = .init(shape: .round, width: 10, depth: 14)
        blouse.sleeve = .init(length: 20, bicep: 6.8, cuff: 6.4, angle: 30)
        blouse.details = []
        var behind = end()
        behind.light = 0.9
        return [.panel(behind), .panel(endBorder())] + GarmentDrafter.draft(blouse).layers
            + ([skirt(), border(), pallu()] + palluBorders()).map(GarmentLayer.panel)
    }

    private func half(at y: Double) -> Double {
        let share = (y - waist) / (bottom - waist)
        return 18 + 8.4 * min(share * 3.4, 1) * (2 - min(share * 3.4, 1)) + 5 * share
    }

    private func hem(_ y: Double) -> Outline {
        var line = Outline(half(at: y), y)
        line.curve(Point(half(at: y) * 0.5, y + 3), Point(6, y + 3.6), to: Point(0, y + 3.2))
        line.curve(Point(-6, y + 3.4), Point(-half(at: y) * 0.5, y + 3), to: Point(-half(at: y), y))
        return line
    }

    private func skirt() -> Panel {
        var side = Outline(18, waist)
        side.smooth(
            (1...8).map { step in
                let y = waist + (bottom - 3 - waist) * Double(step) / 8
                return Point(half(at: y), y)
            })
        var line = Outline(-18, waist)
        line.curve(Point(-8, waist + 1.4), Point(8, waist + 1.4), to: Point(18, waist))
        line.append(side)
        line.append(hem(bottom - 3))
        line.append(side.mirrored.reversed)
        var panel = Panel.piece("skirt", line.closed, fan: 0.5, roundness: 4.5)
        panel.folds = FoldDrafting(parameters).wrinkled()
        // The pleats, tucked in at the middle.
        for index in 0..<7 {
            let x = -4.5 + Double(index) * 1.5
            var fold = Outline(x, waist + 1.2)
            fold.curve(
                Point(x * 1.1, waist + 30), Point(x * 1.7, bottom - 30), to: Point(x * 2.1, bottom + 0.2))
            panel.lines.append(PanelLine(kind: .seam, path: fold.open))
            panel.folds.creases.append(
                FoldField.Crease(
                    from: Point(x * 2.1 + 0.9, bottom), through: Point(x * 1.4 + 0.8, bottom * 0.7),
                    to: Point(x + 0.6, waist + 2), width: 0.8, depth: 0.9))
        }
        panel.folds.creases += FoldField.Crease.row(count: 4, depths: [0.8, -0.6]) { step in
            (
                from: Point(-4, waist + 3 + step * 1.4), through: Point(-12, waist + 22 + step * 9),
                to: Point(-25, waist + 52 + step * 11), width: 1.5
            )
        }
        panel.edges = [PanelEdge(kind: .hem, path: hem(bottom - 3).open)]
        return panel
    }

    private func border() -> Panel {
        .strip(
            "border", hem(bottom - 9), hem(bottom - 3), .part("border"), roundness: 4, lift: 0.02)
    }

    /// Upper and lower edge of the cloth across the chest, from the shoulder to the hip.
    private func palluEdge(_ share: Double) -> Outline {
        var line = Outline(8.6 + 10 * share, -0.4 + 4 * share)
        line.curve(
            Point(4 + 12 * share, 16 + 10 * share), Point(-8 + 8 * share, 32 + 20 * share),
            to: Point(-19.6 - 5 * share, waist + 2 + 30 * share))
        return line
    }

    private func pallu() -> Panel {
        var panel = Panel.strip(
            "drape", palluEdge(0), palluEdge(1), angle: -0.6, roundness: 2.2, lift: 0.8)
        panel.folds = FoldDrafting(parameters).wrinkled()
        panel.folds.creases = FoldField.Crease.row(count: 6, depths: [0.9, -0.7]) { step in
            let share = 0.14 + step * 0.14
            return (
                from: Point(8.6 + 10 * share, 1 + 4 * share),
                through: Point(-1 + 10 * share, 25 + 17 * share),
                to: Point(-17 - 4 * share, waist + 2 + 28 * share), width: 1
            )
        }
        return panel
    }

    private func palluBorders() -> [Panel] {
        [(0.0, 0.14), (0.86, 1.0)].map { from, to in
            .strip(
                "border", palluEdge(from), palluEdge(to), .part("border"), angle: -0.6, roundness: 0.4,
                lift: 0.05)
        }
    }

    private var endLow: Double { min(bottom - 24, 112) }

    /// The free end behind the shoulder.
    private func end() -> Panel {
        var line = Outline(10, 0.4)
        line.line(19, 3)
        line.curve(Point(27, 30), Point(33, 70), to: Point(35, endLow))
        line.curve(Point(28, endLow + 2), Point(20, endLow + 1), to: Point(12, endLow + 2))
        var panel = Panel.piece("free end", line.closed, fan: 0.5, roundness: 2, lift: 0.2)
        panel.folds = FoldDrafting(parameters).wrinkled()
        panel.folds.ridges = [(-0.4, 0.2, 1.0), (0.2, 0.15, -0.8), (0.6, 0.18, 1.0)].map {
            FoldField.Ridge(across: $0.0, width: $0.1, depth: $0.2, start: 0, drift: 0)
        }
        return panel
    }

    private func endBorder() -> Panel {
        var low = Outline(35, endLow)
        low.curve(Point(28, endLow + 2), Point(20, endLow + 1), to: Point(12, endLow + 2))
        return .strip("border", low, low.moved(-0.3, -8), .part("border"), lift: 0.02)
    }
}
