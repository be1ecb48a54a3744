import QuartetImaging

/// A scarf laid once around the neck, both ends hanging in front.
struct ScarfBlock: AccessoryBlock {
    let parameters: GarmentParameters

    init(_ parameters: GarmentParameters) { self.parameters = parameters }

    /// Length of the loop around the neck: what is left of the scarf hangs.
    private static let loop = 62.0
    private static let usualLength = 170.0

    private var hang: Double { max(((parameters.formLength ?? Self.usualLength) - Self.loop) / 2, 12) }

    func layers() -> [GarmentLayer] {
        var panels = [back()]
        for (x, lean, length) in [(3.8, 3.4, hang - 4), (-3.2, -2.2, hang + 4)] {
            let end = end(x, lean, length)
            panels += [Fringe.panel(along: end.edge, length: 6), end.panel]
        }
        return (panels + [front()]).map(GarmentLayer.panel)
    }

    private func back() -> Panel {
        var line = Outline(-11.5, 3)
        line.curve(Point(-9.5, -7.5), Point(9.5, -7.5), to: Point(11.5, 3))
        line.line(9, 7)
        line.curve(Point(6, 0.5), Point(-6, 0.5), to: Point(-9, 7))
        return .piece("back of the loop", line.closed, .inside, lift: 0, light: 0.62)
    }

    private func end(_ x: Double, _ lean: Double, _ length: Double) -> (panel: Panel, edge: Outline) {
        let (top, bottom) = (10.0, 10 + length)
        var line = Outline(x - 5, top)
        line.curve(
            Point(x - 6.5, top + length * 0.3), Point(x - 8 + lean, top + length * 0.6),
            to: Point(x - 8 + lean, bottom))
        var edge = Outline(from: line.end)
        edge.curve(
            Point(x - 3 + lean, bottom + 0.7), Point(x + 3 + lean, bottom - 0.5),
            to: Point(x + 8 + lean, bottom))
        line.append(edge)
        line.curve(
            Point(x + 8 + lean, top + length * 0.6), Point(x + 6, top + length * 0.3), to: Point(x + 5, top))
        var panel = Panel.piece("end", line.closed, fan: 0.4, roundness: 1.2, lift: 0.7)
        panel.folds = FoldDrafting(parameters).wrinkled()
        panel.folds.ridges = [(-0.55, 0.16, 1.0), (-0.1, 0.12, -0.8), (0.4, 0.18, 1.1)].map {
            FoldField.Ridge(across: $0.0, width: $0.1, depth: $0.2, start: 0, drift: 0.05)
        }
        panel.folds.gatherTop = 0.5
        return (panel, edge)
    }

    /// The crescent in front, with folds along it.
    private func front() -> Panel {
        var line = Outline(-12.6, 1)
        line.curve(Point(-15, 10), Point(-8, 20), to: Point(0.6, 20))
        line.curve(Point(9, 20), Point(15, 10), to: Point(12.6, 1))
        line.curve(Point(11, -3.4), Point(9.4, -0.6), to: Point(8.8, 2.6))
        line.curve(Point(6.4, 9.4), Point(-5.4, 9.8), to: Point(-8.8, 2.6))
        line.curve(Point(-9.4, -0.6), Point(-11, -3.4), to: Point(-12.6, 1))
        var panel = Panel.piece("loop", line.closed, roundness: 1.4, lift: 0.9)
        panel.folds = FoldDrafting(parameters).wrinkled()
        for side in [1.0, -1.0] {
            panel.folds.creases += FoldField.Crease.row(count: 5, depths: [1.1, -0.8]) { step in
                let inset = 1.2 + step * 2.0
                return (
                    from: Point(side * (13.2 - inset * 0.35), 2 + step * 0.6),
                    through: Point(side * (11 - step * 0.6), 17.6 - inset),
                    to: Point(side * -4, 19.4 - inset), width: 0.85
                )
            }
        }
        return panel
    }
}

/// A triangular shawl, spread out with its point down.
struct ShawlBlock: AccessoryBlock {
    let parameters: GarmentParameters

    init(_ parameters: GarmentParameters) { self.parameters = parameters }

    func layers() -> [GarmentLayer] {
        let (half, depth) = (82.0, parameters.formLength ?? 70)
        var edge = Outline(half, 0)
        edge.curve(Point(half * 0.62, depth * 0.36), Point(half * 0.22, depth * 0.74), to: Point(0, depth))
        edge.curve(Point(-half * 0.22, depth * 0.74), Point(-half * 0.62, depth * 0.36), to: Point(-half, 0))
        var line = Outline(-half, 0)
        line.curve(Point(-half * 0.4, 3.4), Point(half * 0.4, 3.4), to: Point(half, 0))
        line.append(edge)
        var panel = Panel.piece("shawl", line.closed, roundness: 2.5)
        panel.folds = FoldDrafting(parameters).wrinkled()
        panel.folds.creases = FoldField.Crease.row(count: 9, depths: [0.8, -0.6]) { step in
            let x = -0.8 + 0.2 * step
            return (
                from: Point(x * 16, 3.5), through: Point(x * half * 0.42, depth * 0.4 * (1.1 - abs(x))),
                to: Point(x * half * 0.62, depth * 0.86 * (1 - abs(x))), width: 1.6
            )
        }
        return [.panel(Fringe.panel(along: edge, length: 9)), .panel(panel)]
    }
}
