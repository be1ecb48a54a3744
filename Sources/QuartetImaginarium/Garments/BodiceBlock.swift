import QuartetImaging

/// The body of the upper garment: its outline, its folds, and the inside of its back.
struct BodiceBlock {
    let parameters: GarmentParameters
    let neck: NecklineBlock

    init(_ parameters: GarmentParameters) {
        self.parameters = parameters
        self.neck = NecklineBlock(parameters: parameters)
    }

    private var bodice: GarmentParameters.Bodice { parameters.bodice }

    /// How much lower a hem lies in the middle than at the sides.
    static let hemDip = 1.4
    /// How much higher a curved hem is at the sides.
    private static let curvedHem = 6.0

    /// Height at which the bodice ends.
    var bottom: Double { parameters.seamHeight }

    /// Half width of the bodice at a height below the underarm.
    func halfWidth(at y: Double) -> Double {
        let (waist, hip) = (parameters.waistHeight, parameters.hipHeight)
        if y <= bodice.armhole { return bodice.chest }
        if y <= waist {
            let share = (y - bodice.armhole) / max(waist - bodice.armhole, 1)
            return bodice.chest + (bodice.waist - bodice.chest) * smoothStep(share)
        }
        if y <= hip {
            return bodice.waist + (bodice.hip - bodice.waist) * smoothStep((y - waist) / max(hip - waist, 1))
        }
        let flare =
            parameters.isOnePiece ? parameters.skirt.flare : (parameters.family == .outerwear ? 0.09 : 0.02)
        return bodice.hip + (y - hip) * flare
    }

    /// The armhole from the shoulder tip to the underarm.
    func armhole() -> Outline {
        let (tip, under) = (neck.shoulderTip, neck.underarm)
        var line = Outline(from: tip)
        let inset = parameters.sleeve.length > 0 ? 1.0 : 2.2
        let inner = min(tip.x, bodice.chest) - inset
        line.curve(
            Point(inner + 0.5, tip.y + (under.y - tip.y) * 0.42),
            Point(inner + 0.2, tip.y + (under.y - tip.y) * 0.88), to: under)
        return line
    }

    /// The side from the underarm to the hem.
    func side() -> Outline {
        var points: [Point] = []
        let end = bottom - sideRise
        let steps = max(3, Int((end - bodice.armhole) / 9))
        for step in 1...steps {
            let y = bodice.armhole + (end - bodice.armhole) * Double(step) / Double(steps)
            points.append(Point(halfWidth(at: y), y))
        }
        var line = Outline(from: neck.underarm)
        line.smooth(points)
        return line
    }

    /// How much higher the side ends than the middle of the hem.
    private var sideRise: Double {
        parameters.has(.brief) ? BriefBlock.legHeight : parameters.has(.curvedHem) ? Self.curvedHem : 0
    }

    /// The lower edge from the side to the centre.
    func hem() -> Outline {
        if parameters.has(.brief) { return BriefBlock(parameters: parameters, bodice: self).legLine() }
        let edge = halfWidth(at: bottom)
        var line = Outline(edge, bottom)
        if parameters.has(.boning), parameters.parts == [.bodice] {
            // A corset ends in one point in the middle.
            line.curve(
                Point(edge * 0.66, bottom - 0.4), Point(edge * 0.3, bottom + 2), to: Point(0, bottom + 6))
            return line
        }
        if parameters.has(.curvedHem) {
            line = Outline(edge, bottom - Self.curvedHem)
            line.curve(
                Point(edge - 2, bottom - 1.2), Point(edge * 0.55, bottom + 1.6), to: Point(0, bottom + 1.6))
        } else if parameters.has(.pointedHem) {
            line.curve(
                Point(edge * 0.6, bottom), Point(edge * 0.4, bottom + 1), to: Point(edge * 0.22, bottom + 7))
            line.line(0, bottom + 2.5)
        } else {
            line.curve(
                Point(edge * 0.66, bottom + 1.1), Point(edge * 0.33, bottom + Self.hemDip),
                to: Point(0, bottom + Self.hemDip)
            )
        }
        return line
    }

    /// The right half from the centre of the neckline down to the centre of the hem.
    func half(_ upper: Outline) -> Outline {
        var line = upper
        if neck.coversShoulder {
            line.line(to: neck.shoulderTip)
            line.append(armhole())
        }
        line.append(side())
        line.append(hem())
        return line
    }

    func frame() -> PanelFrame {
        let top = neck.coversShoulder ? 0.0 : parameters.neckline.depth - 5
        var stations: [PanelFrame.Station] = []
        for y in [top, bodice.armhole, parameters.waistHeight, parameters.hipHeight, bottom] {
            guard y >= top, y <= bottom, stations.last.map({ y > $0.along + 0.5 }) ?? true else { continue }
            let width = y < bodice.armhole ? bodice.shoulder : halfWidth(at: y)
            stations.append(PanelFrame.Station(along: y, left: -width, right: width))
        }
        if stations.count < 2 {
            stations.append(PanelFrame.Station(along: bottom + 1, left: -bodice.chest, right: bodice.chest))
        }
        return .hanging(stations, fan: 0.12, sag: 1.2, roundness: 4.5)
    }

    /// The whole front as one panel.
    func front() -> Panel {
        let right = half(neck.front())
        let outline: Path
        if parameters.neckline.shape == .oneShoulder {
            outline = oneShouldered(right)
        } else {
            outline = right.closedWithMirror
        }
        var panel = Panel("bodice", outline, .main, frame: frame())
        panel.folds = FoldDrafting(parameters).bodice(self)
        if parameters.has(.ruched) {
            panel.folds.creases += FoldDrafting(parameters).ruching(
                from: bodice.armhole + 3, to: bottom - 3, halfWidth)
        }
        if parameters.isOnePiece, parameters.has(.slit) {
            let length = bottom - parameters.waistHeight
            let x = halfWidth(at: bottom) * 0.46
            var slit = Outline(x, bottom + 1.2)
            slit.curve(
                Point(x * 0.99, bottom - length * 0.15), Point(x * 0.97, bottom - length * 0.28),
                to: Point(x * 0.94, bottom - length * 0.42))
            panel.lines.append(PanelLine(kind: .opening, path: slit.open))
        }
        panel.edges = edges()
        return panel
    }

    private func edges() -> [PanelEdge] {
        var edges: [PanelEdge] = []
        for (kind, line) in [(PanelEdge.Kind.neckline, neck.front()), (.side, side()), (.hem, hem())] {
            edges.append(PanelEdge(kind: kind, path: line.open))
            edges.append(PanelEdge(kind: kind, path: line.mirrored.open))
        }
        if neck.coversShoulder {
            edges.append(PanelEdge(kind: .armhole, path: armhole().open))
            edges.append(PanelEdge(kind: .armhole, path: armhole().mirrored.open))
        }
        return edges
    }

    /// The right side with its shoulder; on the left, the edge runs from the underarm across the chest.
    private func oneShouldered(_ right: Outline) -> Path {
        var line = Outline(-bodice.chest + 0.6, bodice.armhole - 1.5)
        let end = neck.shoulderPoint
        line.curve(Point(-8, bodice.armhole - 5), Point(end.x - 7, 9), to: end)
        line.line(to: neck.shoulderTip)
        line.append(armhole())
        line.append(side())
        line.append(hem())
        line.append(hem().mirrored.reversed)
        line.append(side().mirrored.reversed)
        return line.closed
    }

    /// The inside of the back, seen through the neckline.
    func inside() -> Panel {
        let depth = neck.backDepth
        var line: Outline
        let low = max(parameters.neckline.depth, depth) + 5
        if neck.coversShoulder {
            let end = neck.shoulderPoint
            line = Outline(0, depth)
            line.curve(Point(end.x * 0.55, depth), Point(end.x * 0.9, end.y + (depth - end.y) * 0.5), to: end)
            line.line(end.x + 1.5, end.y + 2)
            line.line(end.x + 1, low)
        } else {
            line = Outline(0, depth)
            let under = neck.underarm
            line.curve(
                Point(under.x * 0.42, depth), Point(under.x * 0.74, (depth + under.y) / 2),
                to: Point(under.x - 1.0, under.y + 0.2))
            line.line(under.x - 2, max(low, under.y + 2))
        }
        line.line(0, max(low, line.end.y))
        let outline = line.closedWithMirror
        var panel = Panel(
            "inside back", outline, .inside,
            frame: .hanging([
                PanelFrame.Station(along: 0, left: -12, right: 12),
                PanelFrame.Station(along: low + 1, left: -14, right: 14),
            ]))
        panel.light = 0.62
        panel.lift = 0
        return panel
    }
}
