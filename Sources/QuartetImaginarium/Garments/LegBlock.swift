import QuartetImaging

/// Trouser legs from the waist to the hem; the left leg mirrors the right one.
struct LegBlock {
    let parameters: GarmentParameters
    let top: Double

    init(_ parameters: GarmentParameters) {
        self.parameters = parameters
        top = parameters.waistHeight
    }

    private var legs: GarmentParameters.Legs { parameters.legs }
    var bottom: Double { parameters.hemHeight }
    /// Half width of a leg at the crotch as seen from the front.
    private var thigh: Double { legs.thigh * 0.86 }
    private var crotch: Point { Point(0, parameters.crotchHeight) }

    /// Half width of a leg at a height below the crotch.
    func halfWidth(at y: Double) -> Double {
        let (start, knee) = (parameters.crotchHeight, parameters.kneeHeight)
        if y <= knee {
            let share = (y - start) / max(knee - start, 1)
            return thigh + (legs.knee - thigh) * min(max(share, 0), 1)
        }
        let ankle = max(parameters.hemHeight, knee + 36)
        let share = (y - knee) / (ankle - knee)
        return legs.knee + (legs.hem - legs.knee) * share
    }

    /// Middle of the right leg at a height below the crotch.
    func centre(at y: Double) -> Double {
        let share = (y - parameters.crotchHeight) / 70
        let width = halfWidth(at: y)
        // The legs stand a little apart and do not touch below the crotch.
        return max(12.4 - 1.1 * share, width + 0.35 + 1.3 * share)
    }

    private func inner(at y: Double) -> Double { centre(at: y) - halfWidth(at: y) }

    /// Height at which the hips are widest, and their half width there.
    private var hipPoint: Point {
        let widest = max(legs.hip, 11.2 + thigh)
        return Point(widest, top + (parameters.crotchHeight - top) * 0.74)
    }

    /// The outer edge, straight from the hips to the knee, so that it has no corner at the crotch.
    private func outer(at y: Double) -> Double {
        let own = centre(at: y) + halfWidth(at: y)
        let (hip, knee) = (hipPoint, parameters.kneeHeight)
        guard y < knee else { return own }
        let share = min(max((y - hip.y) / (knee - hip.y), 0), 1)
        let there = centre(at: knee) + halfWidth(at: knee)
        return hip.x + (there - hip.x) * share * (0.55 + 0.45 * share)
    }

    /// Half width of the hips at a height above the crotch.
    func hipWidth(at y: Double) -> Double {
        let hip = hipPoint
        guard y < hip.y else { return outer(at: y) }
        let share = min(max((y - top) / (hip.y - top), 0), 1)
        return legs.waist + (hip.x - legs.waist) * share * (1.62 - 0.62 * share)
    }

    private var heights: [Double] {
        let from = parameters.crotchHeight
        let steps = max(2, Int((bottom - from) / 11))
        return (1...steps).map { from + (bottom - from) * Double($0) / Double(steps) }
    }

    /// The outer seam from the waist to the hem.
    func outseam() -> Outline {
        var line = Outline(legs.waist, top)
        let hips = (1...3).map { step in
            let y = top + (parameters.crotchHeight - top) * Double(step) / 3
            return Point(hipWidth(at: y), y)
        }
        line.smooth(hips + heights.map { Point(outer(at: $0), $0) })
        return line
    }

    private func inseam() -> Outline {
        var line = Outline(inner(at: bottom), bottom)
        let points = heights.dropLast().reversed().map { Point(inner(at: $0), $0) }
        line.smooth(points + [Point(0.25, crotch.y)])
        return line
    }

    private func hemLine(_ y: Double) -> Outline {
        let (right, left) = (outer(at: y), inner(at: y))
        var line = Outline(right, y)
        let width = right - left
        line.curve(
            Point(right - width * 0.3, y + 1.2), Point(left + width * 0.3, y + 1.3), to: Point(left, y))
        return line
    }

    func panels() -> [Panel] {
        let waistDip = 0.8
        var line = Outline(0, top + waistDip)
        line.curve(
            Point(legs.waist * 0.4, top + waistDip), Point(legs.waist * 0.8, top + 0.3),
            to: Point(legs.waist, top))
        line.append(outseam())
        line.append(hemLine(bottom))
        line.append(inseam())
        line.line(to: crotch)
        line.line(0, top + waistDip)
        var stations = [
            PanelFrame.Station(along: top, left: 0, right: legs.waist),
            PanelFrame.Station(along: crotch.y, left: 0, right: outer(at: crotch.y)),
        ]
        for y in heights {
            stations.append(PanelFrame.Station(along: y, left: inner(at: y), right: outer(at: y)))
        }
        var panel = Panel(
            "leg", line.closed, .main, frame: .hanging(stations, fan: 0.55, sag: 0.8, roundness: 4.5))
        let knee = min(parameters.kneeHeight, bottom - 4)
        let leg = FoldDrafting.Leg(
            crotch: crotch, knee: Point(centre(at: knee), knee), kneeHalfWidth: halfWidth(at: knee),
            hem: Point(centre(at: bottom), bottom), hemHalfWidth: halfWidth(at: bottom))
        panel.folds = FoldDrafting(parameters).leg(leg)
        panel.edges = [
            PanelEdge(kind: .side, path: outseam().open), PanelEdge(kind: .hem, path: hemLine(bottom).open),
        ]
        panel.lines = lines()
        panel.lift = 0.35
        var left = panel
        if parameters.isCurrent { left.folds = FoldDrafting(parameters.otherSide).leg(leg) }
        return [backHem(), backHem().mirrored, left.mirrored, panel] + sideStripes() + rips()
    }

    /// The inside of the back hem, a sliver below the front hem.
    private func backHem() -> Panel {
        let (right, left) = (outer(at: bottom), inner(at: bottom))
        var line = Outline(left, bottom - 2)
        line.line(right, bottom - 2)
        line.line(right, bottom)
        line.curve(
            Point(right - 2, bottom + 1.9), Point(left + 2, bottom + 1.9), to: Point(left, bottom))
        var panel = Panel(
            "inside hem", line.closed, .inside,
            frame: .flat(Rect(x: left, y: bottom - 2, width: right - left, height: 4)))
        panel.light = 0.45
        panel.lift = 0
        return panel
    }

    private func lines() -> [PanelLine] {
        var lines: [PanelLine] = []
        if !parameters.has(.turnUps), !parameters.has(.ankleRib) {
            let kind: PanelLine.Kind = parameters.has(.topstitching) ? .stitch : .hem
            lines.append(PanelLine(kind: kind, path: hemLine(bottom - 2.0).open))
        }
        var seam = Outline(0, top + 1)
        seam.line(to: crotch)
        lines.append(PanelLine(kind: .seam, path: seam.open))
        if parameters.has(.topstitching) {
            lines.append(PanelLine(kind: .stitch, path: offset(outseam(), by: -0.75)))
            lines.append(PanelLine(kind: .stitch, path: offset(inseam(), by: 0.75)))
        }
        if parameters.has(.crease) {
            var crease = Outline(Point(legs.waist * 0.52, top + 3).x, top + 3)
            crease.smooth(
                [Point(centre(at: parameters.crotchHeight) - 0.6, parameters.crotchHeight)]
                    + heights.map { Point(centre(at: $0), $0 + ($0 == bottom ? 1.0 : 0)) })
            lines.append(PanelLine(kind: .crease, path: crease.open))
        }
        if parameters.has(.frontPleats) {
            for x in [0.42, 0.6] {
                var pleat = Outline(legs.waist * x, top + 0.6)
                pleat.line(legs.waist * x + 1.2, top + 13)
                lines.append(PanelLine(kind: .seam, path: pleat.open))
            }
        }
        return lines
    }

    private func offset(_ line: Outline, by x: Double) -> Path {
        line.open.transformed(by: .translation(x, 0))
    }

    /// Turn-ups or ribbed bands at the hems.
    func hemBands() -> [Panel] {
        let isRib = parameters.has(.ankleRib)
        guard isRib || parameters.has(.turnUps) else { return [] }
        let height = isRib ? Measure.ribbedBand : 4.2
        let (right, left) = (outer(at: bottom), inner(at: bottom))
        let grow = isRib ? -(right - left) * 0.10 : 0.5
        let low = isRib ? bottom + height - 1 : bottom + 0.4
        let high = low - height
        var line = Outline(left - grow, high)
        line.curve(Point(left + 3, high + 1), Point(right - 3, high + 1), to: Point(right + grow, high))
        line.line(right + grow, low)
        line.curve(Point(right - 3, low + 1.2), Point(left + 3, low + 1.2), to: Point(left - grow, low))
        var band = Panel(
            "hem band", line.closed, isRib ? .rib("cuffs") : .main,
            frame: .flat(Rect(x: left, y: high, width: right - left, height: height)))
        band.frame.roundness = 1.6
        band.lift = 0.4
        if isRib {
            band.lines = Ribs.lines(
                from: Point(left - grow + 0.4, high + 0.6), to: Point(right + grow - 0.4, high + 0.6),
                along: Point(0, 1), height: height)
        }
        return [band, band.mirrored]
    }
}
