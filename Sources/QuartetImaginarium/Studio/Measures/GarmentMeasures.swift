import QuartetImaging

/// The points of measure of a garment, found on the outlines of its flat.
struct GarmentMeasures {
    let parameters: GarmentParameters
    let front: Garment
    let back: Garment

    private var bodice: BodiceBlock { BodiceBlock(parameters) }
    private var neck: NecklineBlock { bodice.neck }

    /// In the order of a table: from the neck down.
    func distances() -> [MeasuredDistance] {
        var distances: [MeasuredDistance] = []
        if parameters.parts.contains(.bodice) {
            distances +=
                upper() + lengths() + SleeveMeasures(parameters: parameters, front: front).distances()
        }
        if parameters.parts.contains(.skirt), !parameters.isOnePiece { distances += skirt() }
        if parameters.parts.contains(.legs) { distances += legs() }
        return distances + details()
    }

    /// The panels of the front that make the body.
    private var bodyPanels: [Path] {
        front.panels.filter { ["bodice", "left front", "right front"].contains($0.name) }.map(\.outline)
    }

    /// The whole width of outlines at a height.
    private func width(_ id: String, _ outlines: [Path], at y: Double) -> [MeasuredDistance] {
        let spans = outlines.compactMap { $0.width(at: y) }
        guard let left = spans.map(\.left).min(by: { $0.x < $1.x }),
            let right = spans.map(\.right).max(by: { $0.x < $1.x })
        else { return [] }
        return [MeasuredDistance(id, left, right)]
    }

    private func upper() -> [MeasuredDistance] {
        let (armhole, bottom) = (parameters.bodice.armhole, bodice.bottom)
        var distances: [MeasuredDistance] = []
        if neck.coversShoulder {
            let (tip, end) = (neck.shoulderTip, neck.shoulderPoint)
            if parameters.neckline.shape != .oneShoulder {
                distances = [
                    MeasuredDistance("shoulder-width", tip.mirrored, tip),
                    MeasuredDistance("neck-width", end.mirrored, end),
                ]
            }
            distances.append(MeasuredDistance("shoulder-seam", end, tip))
            if let low = lowestNeck {
                distances.append(MeasuredDistance("front-neck-drop", end, low, .upright))
            }
            distances.append(
                MeasuredDistance("back-neck-drop", end, Point(0, neck.backDepth), .upright, on: .back))
            distances.append(MeasuredDistance("armhole", tip, neck.underarm))
        }
        distances += width("chest", bodyPanels, at: min(armhole + 2.5, bottom - 1))
        if bottom > parameters.waistHeight + 1.5 {
            distances += width("waist", bodyPanels, at: parameters.waistHeight)
        }
        if bottom > parameters.waistHeight + 21 {
            distances += width("hip", bodyPanels, at: parameters.waistHeight + 20)
        }
        let endsHere = parameters.isOnePiece || parameters.parts == [.bodice] || parameters.jacketHem != nil
        if endsHere, !parameters.has(.curvedHem) {
            distances += width("bottom", bodyPanels, at: bottom - 0.05)
        }
        return distances
    }

    /// The lowest point of the neckline in front; tailored fronts close where they break.
    private var lowestNeck: Point? {
        if front.panels.contains(where: { $0.name == "right front" }) { return nil }
        if parameters.neckline.shape == .oneShoulder { return nil }
        return Point(0, parameters.neckline.depth)
    }

    /// From the neck to the lower edge, behind: fronts may part. A jumpsuit's is its inseam and its rise.
    private func lengths() -> [MeasuredDistance] {
        let hasHem = !parameters.parts.contains(.legs) || parameters.jacketHem != nil
        guard neck.coversShoulder else { return frontLength() }
        guard hasHem else { return [] }
        let hem = back.panels.filter { ["back", "skirt"].contains($0.name) || $0.name.hasPrefix("tier ") }
            .compactMap { $0.outline.crossings(through: .zero, along: Point(0, 1)).last }.max()
        guard let hem else { return [] }
        return [MeasuredDistance("body-length", neck.shoulderPoint, Point(0, hem), .upright, on: .back)]
    }

    /// The middle of a front that begins below the shoulders.
    private func frontLength() -> [MeasuredDistance] {
        let places = bodyPanels.first?.crossings(through: .zero, along: Point(0, 1)) ?? []
        guard let top = places.first, let hem = places.last, hem > top else { return [] }
        return [MeasuredDistance("front-length", Point(0, top), Point(0, hem), .upright)]
    }

    private func skirt() -> [MeasuredDistance] {
        let panels = front.panels.filter { $0.name == "skirt" || $0.name.hasPrefix("tier ") }.map(\.outline)
        let (top, bottom) = (parameters.waistHeight, parameters.hemHeight)
        var distances = width("skirt-waist", panels, at: top + 0.05)
        if bottom > top + 24 { distances += width("skirt-hip", panels, at: top + 20) }
        let lowest = panels.first { $0.width(at: bottom - 0.05) != nil }
        distances += width("skirt-hem", panels, at: bottom - 0.05)
        let upper = panels.compactMap { $0.crossings(through: .zero, along: Point(0, 1)).first }.min()
        let lower = lowest?.crossings(through: .zero, along: Point(0, 1)).last
        if let upper, let lower {
            distances.append(MeasuredDistance("skirt-length", Point(0, upper), Point(0, lower), .upright))
        }
        return distances
    }

    private func legs() -> [MeasuredDistance] {
        let block = LegBlock(parameters)
        let (top, crotch, bottom) = (parameters.waistHeight, parameters.crotchHeight, parameters.hemHeight)
        let both = front.panels.filter { $0.name == "leg" }.map(\.outline)
        // The last one lies on the right of the drawing.
        guard let leg = both.last else { return [] }
        var distances: [MeasuredDistance] = []
        distances.append(
            MeasuredDistance(
                "leg-waist", Point(-parameters.legs.waist, top), Point(parameters.legs.waist, top)))
        distances += width("leg-hip", both, at: top + (crotch - top) * 0.75)
        let waist = leg.crossings(through: Point(0.001, 0), along: Point(0, 1)).first ?? top
        distances.append(MeasuredDistance("rise", Point(0, waist), Point(0, crotch), .upright))
        distances += width("thigh", [leg], at: min(crotch + 2.5, bottom - 1))
        if bottom > parameters.kneeHeight + 3 { distances += width("knee", [leg], at: parameters.kneeHeight) }
        distances += width("leg-opening", [leg], at: bottom - 0.05)
        if let edge = leg.width(at: bottom - 0.05) {
            distances.append(MeasuredDistance("inseam", Point(0, crotch), edge.left))
            distances.append(MeasuredDistance("outseam", block.outseam().start, edge.right))
        }
        return distances
    }

    /// Heights and widths of bands, pockets and bibs.
    private func details() -> [MeasuredDistance] {
        var distances: [MeasuredDistance] = []
        func bounds(_ names: [String], in garment: Garment) -> (panel: Panel, box: Rect)? {
            let panels = garment.panels.filter { names.contains($0.name) }
            guard let panel = panels.last, let box = panel.outline.bounds else { return nil }
            return (panel, box)
        }
        if let (panel, box) = bounds(["waistband", "elastic waist"], in: front) {
            let x = box.maxX - 0.35
            let places = panel.outline.crossings(through: Point(x, 0), along: Point(0, 1))
            if let top = places.first, let low = places.last {
                distances.append(MeasuredDistance("waistband-height", Point(x, top), Point(x, low), .upright))
            }
        }
        let pockets = ["chest pocket", "patch pocket", "cargo pocket", "kangaroo pocket", "bib pocket"]
        if let (panel, box) = bounds(pockets, in: front) {
            distances += Self.box("pocket", panel, box, .front)
        }
        if let (panel, box) = bounds(["back pocket"], in: back) {
            distances += Self.box("back-pocket", panel, box, .back)
        }
        if let (panel, _) = bounds(["bib"], in: front) {
            let places = panel.outline.crossings(through: .zero, along: Point(0, 1))
            if let top = places.first, let low = places.last {
                distances.append(MeasuredDistance("bib-height", Point(0, top), Point(0, low), .upright))
            }
        }
        return distances
    }

    /// The width of a pocket at its widest, and the height at its middle.
    private static func box(_ id: String, _ panel: Panel, _ box: Rect, _ side: GarmentSide)
        -> [MeasuredDistance]
    {
        let y = box.minY + box.height * (id == "pocket" && panel.name == "kangaroo pocket" ? 0.97 : 0.4)
        var distances: [MeasuredDistance] = []
        if let span = panel.outline.width(at: y) {
            distances.append(MeasuredDistance(id + "-width", span.left, span.right, on: side))
        }
        let places = panel.outline.crossings(through: Point(box.centre.x + 0.01, 0), along: Point(0, 1))
        if side == .front, let top = places.first, let low = places.last {
            let x = box.centre.x + 0.01
            distances.append(MeasuredDistance(id + "-height", Point(x, top), Point(x, low), .upright))
        }
        return distances
    }
}
