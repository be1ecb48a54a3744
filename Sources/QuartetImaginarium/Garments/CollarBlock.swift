import QuartetImaging

/// Collars on the bodice's neckline, and the hood.
struct CollarBlock {
    let parameters: GarmentParameters
    private let neck: NecklineBlock

    init(_ parameters: GarmentParameters) {
        self.parameters = parameters
        self.neck = NecklineBlock(parameters: parameters)
    }

    private var size: Double { parameters.collar.size }
    private var shoulder: Point { neck.shoulderPoint }
    private var depth: Double { parameters.neckline.depth }

    /// Panels behind the neck, drawn before the bodice.
    func behind() -> [Panel] {
        switch parameters.collar.shape {
        case .shirt, .notch, .peak, .shawl: [backStand()]
        case .hood: [hoodInside()]
        case .band: parameters.isCurrent ? [backStand()] : []
        case .peterPan, .none: []
        }
    }

    /// Panels on the bodice.
    func front() -> [Panel] {
        switch parameters.collar.shape {
        case .shirt: wings(point: 1)
        case .peterPan: wings(point: 0)
        case .band: parameters.isCurrent ? stands() : [band(height: size)]
        case .hood: hoodFront()
        case .notch, .peak, .shawl, .none:
            parameters.neckline.shape == .funnel && parameters.collar.shape == .none
                ? [band(height: parameters.neckline.height)] : []
        }
    }

    /// The back of a folded collar, behind the neck.
    private func backStand() -> Panel {
        let x = shoulder.x
        var line = Outline(-x - 0.5, shoulder.y - 0.2)
        line.curve(Point(-x * 0.78, -2.4), Point(-x * 0.4, -2.9), to: Point(0, -2.9))
        line.curve(Point(x * 0.4, -2.9), Point(x * 0.78, -2.4), to: Point(x + 0.5, shoulder.y - 0.2))
        line.line(x - 0.8, shoulder.y + 3.4)
        line.curve(
            Point(x * 0.5, shoulder.y + 4.4), Point(-x * 0.5, shoulder.y + 4.4),
            to: Point(-x + 0.8, shoulder.y + 3.4))
        var panel = Panel(
            "back of the collar", line.closed, .part("collar"),
            frame: .flat(Rect(x: -x, y: -4, width: 2 * x, height: 8)))
        panel.frame.roundness = 1
        panel.light = 0.86
        panel.lift = 0
        return panel
    }

    /// The two leaves of a shirt collar, pointed or round.
    private func wings(point: Double) -> [Panel] {
        let x = shoulder.x
        let front = Point(0.3, depth - 0.4)
        var line = Outline(from: front)
        // Along the neckline up to the fold at the shoulder.
        line.curve(
            Point(x * 0.55, depth - 0.4), Point(x * 0.9, depth * 0.55 + shoulder.y * 0.4),
            to: Point(x + 0.1, shoulder.y - 0.5))
        if point > 0.5 {
            let tip = Point(front.x + size * 0.86, front.y + size * 0.92)
            line.curve(
                Point(x + 1.2, shoulder.y - 0.7), Point(x + size * 0.42, shoulder.y + 1.6),
                to: Point(x + size * 0.40, shoulder.y + 4.6))
            line.curve(
                Point(x + size * 0.30, depth * 0.72), Point(tip.x + 0.7, tip.y - 2.4), to: tip)
            line.curve(
                Point(tip.x - size * 0.34, tip.y - size * 0.42), Point(front.x + 0.6, front.y + 1.4),
                to: front)
        } else {
            line.curve(
                Point(x + 1.4, shoulder.y - 0.6), Point(x + size * 0.6, shoulder.y + 1.8),
                to: Point(x + size * 0.56, shoulder.y + 5.2))
            line.curve(
                Point(x + size * 0.4, depth + size * 0.9), Point(front.x + size * 0.35, depth + size * 1.12),
                to: Point(front.x + 0.5, depth + size * 0.45))
            line.curve(
                Point(front.x + 0.1, depth + size * 0.2), Point(front.x, depth + 0.4), to: front)
        }
        var panel = Panel(
            "collar", line.closed, .part("collar"),
            frame: .flat(Rect(x: 0, y: 0, width: x + size, height: depth + size), angle: -0.6))
        panel.lift = 0.55
        panel.frame.roundness = 0.7
        if point > 0.5 {
            let tip = Point(front.x + size * 0.86, front.y + size * 0.92)
            var stitch = Outline(front.x + 0.5, front.y + 0.4)
            stitch.line(tip.x - 0.3, tip.y - 1.1)
            stitch.curve(
                Point(tip.x + 0.2, tip.y - 2.8), Point(x + size * 0.22, depth * 0.72),
                to: Point(x + size * 0.32, shoulder.y + 4.8))
            panel.lines = [PanelLine(kind: .stitch, path: stitch.open)]
        }
        return [panel.mirrored, panel]
    }

    /// The two halves of a mandarin collar, which meet in front.
    private func stands() -> [Panel] {
        let x = shoulder.x
        let height = min(size, depth * 0.6)
        var line = Outline(0.2, depth + 0.2)
        line.curve(
            Point(x * 0.55, depth + 0.1), Point(x * 0.92, depth * 0.55 + shoulder.y * 0.45),
            to: Point(x + 0.3, shoulder.y + 0.2))
        line.curve(
            Point(x + 0.2, shoulder.y - height * 0.3), Point(x, shoulder.y - height * 0.6),
            to: Point(x * 0.95, shoulder.y - height * 0.72))
        line.curve(
            Point(x * 0.88, depth * 0.5 + shoulder.y * 0.5 - height), Point(x * 0.5, depth - height),
            to: Point(1.2, depth - height * 0.95))
        line.curve(
            Point(0.5, depth - height * 0.92), Point(0.2, depth - height * 0.6), to: Point(0.2, depth + 0.2))
        var panel = Panel(
            "collar", line.closed, .part("collar"),
            frame: .flat(Rect(x: 0, y: 0, width: x, height: depth), angle: -0.6))
        panel.lift = 0.45
        panel.frame.roundness = 0.6
        return [panel.mirrored, panel]
    }

    /// A standing band around the neck: funnel, turtleneck.
    private func band(height: Double) -> Panel {
        let x = shoulder.x
        let isTall = height > 6
        let upper = x * (isTall ? 0.86 : 0.94)
        let top = shoulder.y - height * 0.82
        let low = depth + 0.6
        var line = Outline(-x - 0.2, shoulder.y + 0.4)
        line.curve(
            Point(-x + 0.2, shoulder.y - height * 0.4), Point(-upper - 0.2, top + 1.4), to: Point(-upper, top)
        )
        line.curve(Point(-upper * 0.5, top + 1.7), Point(upper * 0.5, top + 1.7), to: Point(upper, top))
        line.curve(
            Point(upper + 0.2, top + 1.4), Point(x - 0.2, shoulder.y - height * 0.4),
            to: Point(x + 0.2, shoulder.y + 0.4))
        line.curve(Point(x * 0.8, low), Point(x * 0.4, low), to: Point(0, low))
        line.curve(Point(-x * 0.4, low), Point(-x * 0.8, low), to: Point(-x - 0.2, shoulder.y + 0.4))
        let isRib = parameters.has(.rib) || parameters.has(.neckRib)
        var panel = Panel(
            "standing collar", line.closed, isRib ? .rib("collar") : .part("collar"),
            frame: .flat(Rect(x: -x, y: top, width: 2 * x, height: low - top)))
        panel.frame.roundness = 3
        panel.lift = 0.35
        if isTall {
            let fold = (top + low) / 2 + 0.6
            var line = Outline(-x * 0.98, fold - 1.2)
            line.curve(
                Point(-x * 0.5, fold + 1.6), Point(x * 0.5, fold + 1.6), to: Point(x * 0.98, fold - 1.2))
            panel.lines.append(PanelLine(kind: .seam, path: line.open))
        }
        return panel
    }

    /// The dark inside of the hood.
    private func hoodInside() -> Panel {
        let x = shoulder.x
        let top = -size * 1.0
        var line = Outline(-x - 2.4, shoulder.y + 3)
        line.curve(Point(-x - 6.5, top * 0.35), Point(-x - 4.5, top * 1.02), to: Point(0, top - 1.5))
        line.curve(Point(x + 4.5, top * 1.02), Point(x + 6.5, top * 0.35), to: Point(x + 2.4, shoulder.y + 3))
        line.line(4, depth + 6)
        line.line(-4, depth + 6)
        var panel = Panel(
            "inside of the hood", line.closed, .inside,
            frame: .flat(Rect(x: -x - 4, y: top, width: 2 * x + 8, height: size + 10)))
        panel.light = 0.55
        panel.lift = 0
        panel.frame.roundness = 2
        return panel
    }

    /// The two halves of the hood around the face.
    private func hoodFront() -> [Panel] {
        let x = shoulder.x
        let top = -size * 1.0
        var line = Outline(0, top - 1.8)
        line.curve(
            Point(x + 4.6, top * 1.04 - 0.6), Point(x + 6.9, top * 0.35), to: Point(x + 2.8, shoulder.y + 2.4)
        )
        line.curve(Point(x + 1.2, shoulder.y + 5.5), Point(4.2, depth + 1.6), to: Point(-1.6, depth + 3.2))
        line.curve(Point(0.8, depth + 0.2), Point(4.4, depth - 3.6), to: Point(5.4, depth * 0.3 - 2))
        line.curve(Point(6.9, top * 0.42), Point(5.6, top * 0.80), to: Point(0, top * 0.86))
        var panel = Panel(
            "hood", line.closed, .part("hood"),
            frame: PanelFrame(
                origin: Point(x, -size * 0.4), angle: 0.18,
                stations: [
                    PanelFrame.Station(along: -size * 0.7, left: -8, right: 6),
                    PanelFrame.Station(along: size * 0.9, left: -6, right: 5),
                ], roundness: 2.4))
        panel.lift = 0.6
        var stitch = Outline(0, top * 0.86 - 1.7)
        stitch.curve(Point(6.9, top * 0.84 - 0.4), Point(8.4, top * 0.42), to: Point(6.9, depth * 0.3 - 2))
        stitch.curve(Point(5.6, depth - 3.0), Point(2.4, depth - 0.2), to: Point(0.2, depth + 2.6))
        panel.lines = [PanelLine(kind: .stitch, path: stitch.open)]
        panel.folds.creases = FoldField.Crease.row(count: 3, depths: [0.5, -0.4]) { step in
            let y = -size * (0.18 + 0.2 * step)
            return (
                from: Point(x + 3.4, y + 3), through: Point(x + 0.8, y + 3.6), to: Point(x - 1.4, y + 5),
                width: 1.2
            )
        }
        return [panel.mirrored, panel]
    }

    /// The cords of a hood.
    func cords() -> [Trim] {
        guard parameters.collar.shape == .hood, parameters.has(.drawcord) else { return [] }
        return [-1.0, 1.0].map { side in
            var line = Outline(side * 3.0, depth + 1.2)
            line.curve(
                Point(side * 3.6, depth + 6), Point(side * 2.4, depth + 11), to: Point(side * 3.2, depth + 17)
            )
            return .cord(path: line.open, width: 0.75)
        }
    }
}
