import QuartetImaging

/// The skirt from the waist to the hem: its front or its tiers, and the inside of its back.
struct SkirtBlock {
    let parameters: GarmentParameters
    /// Height of the skirt's upper edge.
    let top: Double
    private let hem: SkirtHem

    init(_ parameters: GarmentParameters) {
        self.parameters = parameters
        top = parameters.waistHeight
        hem = SkirtHem(
            parameters, flare: parameters.skirt.flare, length: parameters.hemHeight - parameters.waistHeight,
            label: "skirt folds")
    }

    private var skirt: GarmentParameters.Skirt { parameters.skirt }
    private var bottom: Double { parameters.hemHeight }
    private var length: Double { max(bottom - top, 8) }

    /// Half width at a height below the waist.
    func halfWidth(at y: Double) -> Double {
        let d = min(max(y - top, 0), length)
        let hipDrop = max(parameters.hipHeight - top, 14)
        let belly = min(d / hipDrop, 1)
        let round = belly * (2 - belly)
        switch skirt.kind {
        case .mermaid:
            let knee = length * 0.60
            let base = skirt.waist + (skirt.hip - skirt.waist) * round - max(0, min(d, knee) - hipDrop) * 0.05
            let open = max(0, d - knee) / max(length - knee, 1)
            return base + skirt.flare * length * 1.1 * open * open
        case .tiered, .gathered:
            return skirt.waist + 2.2 * min(d / 5, 1) + skirt.flare * d
        default:
            if skirt.flare < 0.1 {
                let taper = skirt.taper * max(0, d - hipDrop) / max(length - hipDrop, 20)
                return skirt.waist + (skirt.hip - skirt.waist) * round + skirt.flare * max(0, d - hipDrop)
                    - taper
            }
            // Wide skirts fall past the hip in one sweep that widens towards the hem.
            let hipPull = (skirt.hip - skirt.waist) * 0.75 * round * (1 - min(skirt.flare, 0.4))
            let share = d / length
            return skirt.waist + hipPull + skirt.flare * d * (0.86 + 0.14 * share)
        }
    }

    private func side(to y: Double) -> Outline {
        var line = Outline(skirt.waist, top)
        let steps = max(3, Int((y - top) / 9))
        line.smooth(
            (1...steps).map { step in
                let y = top + (y - top) * Double(step) / Double(steps)
                return Point(halfWidth(at: y), y)
            })
        return line
    }

    private func outline(upTo y: Double, _ hem: SkirtHem, isBack: Bool = false) -> (path: Path, hem: Outline)
    {
        let edge = halfWidth(at: y)
        var line = Outline(-skirt.waist, top)
        line.curve(
            Point(-skirt.waist * 0.4, top + 1), Point(skirt.waist * 0.4, top + 1), to: Point(skirt.waist, top)
        )
        line.append(side(to: y))
        let points = hem.line(left: -edge, right: edge, y: y, isBack: isBack)
        var hemLine = Outline(from: points[0])
        if hem.pleats == nil {
            hemLine.smooth(Array(points.dropFirst()))
        } else {
            for point in points.dropFirst() { hemLine.line(to: point) }
        }
        line.append(hemLine)
        line.append(side(to: y).mirrored.reversed)
        return (line.closed, hemLine)
    }

    private func frame(upTo y: Double) -> PanelFrame {
        let stations = (0...6).map { step in
            let at = top + (y - top) * Double(step) / 6
            let width = halfWidth(at: at)
            return PanelFrame.Station(along: at, left: -width, right: width)
        }
        let fan: Double =
            hem.pleats != nil ? 0.92 : (skirt.flare > 0.3 ? 0.55 : (skirt.flare > 0.12 ? 0.4 : 0.1))
        return .hanging(stations, fan: fan, sag: hem.sag, roundness: skirt.flare > 0.2 ? 5.5 : 4.5)
    }

    /// The panels from the back to the front.
    func panels() -> [Panel] {
        var panels: [Panel] = []
        if skirt.kind != .tiered {
            var back = Panel(
                "back of the skirt", outline(upTo: bottom, hem, isBack: true).path, .inside,
                frame: frame(upTo: bottom))
            back.light = 0.5
            back.lift = 0
            panels.append(back)
        }
        switch skirt.kind {
        case .tiered: panels += tiers()
        default: panels.append(front())
        }
        return panels
    }

    /// Half width by which a gathered tier is wider than the skirt.
    private static let tierGain = 1.6
    private var tierCount: Int { max(skirt.tiers, 2) }

    private func tierHem(_ tier: Int) -> SkirtHem {
        SkirtHem(parameters, flare: skirt.flare * 0.7, length: length, label: "tier \(tier)")
    }

    /// The lowest edge from right to left.
    func hemLine() -> [Point] {
        guard skirt.kind == .tiered else {
            let edge = halfWidth(at: bottom)
            return hem.line(left: -edge, right: edge, y: bottom)
        }
        let edge = halfWidth(at: bottom) + Self.tierGain
        return tierHem(tierCount - 1)
            .line(left: -edge, right: edge, y: bottom)
    }

    private func front() -> Panel {
        let (path, hemLine) = outline(upTo: bottom, hem)
        var panel = Panel("skirt", path, .main, frame: frame(upTo: bottom))
        panel.folds = FoldDrafting(parameters).skirt(hem)
        if parameters.has(.ruched) {
            panel.folds.creases += FoldDrafting(parameters).ruching(from: top + 2, to: bottom - 4, halfWidth)
        }
        panel.edges = [PanelEdge(kind: .hem, path: hemLine.open)]
        panel.lines = [PanelLine(kind: .hem, path: shifted(hemLine, by: -Measure.hem).open)]
        if let pleats = hem.pleats { panel.lines = pleatLines(pleats.count, pleats.profile) }
        if skirt.kind == .wrap {
            var edge = Outline(skirt.waist * 0.55, top + 0.4)
            edge.curve(
                Point(skirt.waist * 0.1, top + length * 0.4), Point(-2, top + length * 0.75),
                to: Point(-halfWidth(at: bottom) * 0.22, bottom + hem.drop(at: -0.22)))
            panel.lines.append(PanelLine(kind: .opening, path: edge.open))
        }
        if parameters.has(.slit) {
            let x = halfWidth(at: bottom) * 0.42
            var slit = Outline(x, bottom + hem.drop(at: 0.42))
            slit.curve(
                Point(x * 0.98, bottom - length * 0.18), Point(x * 0.9, bottom - length * 0.3),
                to: Point(x * 0.84, bottom - length * 0.42))
            panel.lines.append(PanelLine(kind: .opening, path: slit.open))
        }
        return panel
    }

    /// A line moved up or down, and out or in with the flare.
    private func shifted(_ line: Outline, by y: Double) -> Outline {
        line.mapped { Point($0.x * (1 + y / length * 0.1), $0.y + y) }
    }

    private func pleatLines(_ count: Int, _ profile: FoldField.Profile) -> [PanelLine] {
        let edge = halfWidth(at: bottom)
        return (1..<count).map { index in
            let across = 1 - 2 * Double(index) / Double(count)
            var line = Outline(skirt.waist * across, top + 0.6)
            let middle = top + length * 0.5
            line.smooth([
                Point(halfWidth(at: middle) * across, middle),
                Point(edge * across, bottom + hem.sag * (1 - across * across)),
            ])
            return PanelLine(kind: .seam, path: line.open)
        }
    }

    /// Tiers one below the other, each gathered into the one above.
    private func tiers() -> [Panel] {
        let count = tierCount
        var panels: [Panel] = []
        for tier in (0..<count).reversed() {
            let from = top + length * Double(tier) / Double(count)
            let to = tier == count - 1 ? bottom : top + length * Double(tier + 1) / Double(count) + 1.5
            let fold = tierHem(tier)
            let grown = tier == 0 ? 0 : Self.tierGain
            let (upper, lower) = (halfWidth(at: from) + grown * 0.2, halfWidth(at: to) + grown)
            var line = Outline(-upper, from)
            line.curve(
                Point(-upper * 0.4, from + 1.4), Point(upper * 0.4, from + 1.4), to: Point(upper, from))
            line.curve(
                Point(upper + (lower - upper) * 0.5, from + (to - from) * 0.3),
                Point(lower, to - (to - from) * 0.3),
                to: Point(lower, to))
            var hemLine = Outline(lower, to)
            hemLine.smooth(Array(fold.line(left: -lower, right: lower, y: to).dropFirst()))
            line.append(hemLine)
            line.curve(
                Point(-lower, to - (to - from) * 0.3),
                Point(-upper - (lower - upper) * 0.5, from + (to - from) * 0.3),
                to: Point(-upper, from))
            var panel = Panel(
                "tier \(tier + 1)", line.closed, .main,
                frame: .hanging(
                    [
                        PanelFrame.Station(along: from, left: -upper, right: upper),
                        PanelFrame.Station(along: to, left: -lower, right: lower),
                    ], fan: 0.4, sag: fold.sag, roundness: 5))
            panel.folds = FoldDrafting(parameters).skirt(fold)
            panel.folds.gatherTop = 0.8
            panel.edges = [PanelEdge(kind: .hem, path: hemLine.open)]
            panel.lift = 0.7
            panels.append(panel)
        }
        return panels
    }
}
