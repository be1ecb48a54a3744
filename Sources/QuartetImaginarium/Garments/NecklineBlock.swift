import QuartetImaging

/// The upper edge of the bodice's right half: from the centre to the shoulder or to the underarm.
struct NecklineBlock {
    let parameters: GarmentParameters

    private var neckline: GarmentParameters.Neckline { parameters.neckline }
    private var bodice: GarmentParameters.Bodice { parameters.bodice }

    /// Whether the shoulder is covered by the bodice.
    var coversShoulder: Bool {
        switch neckline.shape {
        case .strapless, .straps, .halter, .offShoulder: false
        case .sweetheart: parameters.sleeve.length > 0
        default: true
        }
    }

    /// Fall of the shoulder seam for each centimetre outwards.
    var shoulderSlope: Double { bodice.drop / max(bodice.shoulder - Measure.neck, 1) }

    /// Where the neckline meets the shoulder seam.
    var shoulderPoint: Point {
        let width = min(neckline.width, bodice.shoulder - 3)
        return Point(width, max((width - Measure.neck) * shoulderSlope, -0.6))
    }

    /// The tip of the shoulder, a little further in without a sleeve.
    var shoulderTip: Point {
        let bare = parameters.sleeve.length == 0 && bodice.shoulder > 16.5
        let x = bare ? max(bodice.shoulder - 2.6, shoulderPoint.x + 3.2) : bodice.shoulder
        return Point(x, (x - Measure.neck) * shoulderSlope)
    }

    var underarm: Point { Point(bodice.chest, bodice.armhole) }

    /// From the centre front to the shoulder point, or to the underarm of a bare shoulder.
    func front() -> Outline {
        let depth = neckline.depth
        let end = shoulderPoint
        var line = Outline(0, depth)
        switch neckline.shape {
        case .round, .funnel, .oneShoulder:
            line.curve(Point(end.x * 0.60, depth), Point(end.x * 0.97, depth * 0.58 + end.y * 0.42), to: end)
        case .cowl:
            line.curve(Point(end.x * 0.7, depth), Point(end.x * 1.02, depth * 0.7), to: end)
        case .v:
            line.curve(
                Point(end.x * 0.36, depth * 0.60), Point(end.x * 0.74, depth * 0.24 + end.y), to: end)
        case .boat:
            line.curve(Point(end.x * 0.5, depth), Point(end.x * 0.82, depth * 0.8), to: end)
        case .square:
            line.line(end.x - 0.9, depth)
            line.line(to: end)
        case .sweetheart:
            sweetheart(&line)
        case .strapless:
            let tip = Point(bodice.chest - 0.4, bodice.armhole - 2.6)
            line.curve(
                Point(bodice.chest * 0.4, depth - 0.6), Point(bodice.chest * 0.75, depth - 1.6), to: tip)
            line.line(to: underarm)
        case .straps:
            let tip = strapPoint
            line.curve(Point(tip.x * 0.4, depth), Point(tip.x * 0.82, depth - 2.2), to: tip)
            line.curve(
                Point(tip.x + 2.2, tip.y + 5), Point(bodice.chest - 4.5, bodice.armhole - 0.8), to: underarm)
        case .halter:
            line.curve(Point(1.8, depth * 0.62), Point(4.4, depth * 0.1), to: Point(5.6, -1.2))
            line.line(8.0, -0.6)
            line.curve(
                Point(9.4, 7), Point(bodice.chest - 8.5, bodice.armhole - 2.5), to: underarm)
        case .offShoulder:
            let tip = offShoulderTip
            line.curve(Point(7, depth + 0.2), Point(13, depth - 1.6), to: tip)
            line.curve(
                Point(tip.x + 0.4, tip.y + 4), Point(bodice.chest - 1.4, bodice.armhole - 3), to: underarm)
        }
        return line
    }

    /// The upper corner of a neckline below the shoulders.
    var offShoulderTip: Point { Point(bodice.shoulder - 0.4, neckline.depth - 4.6) }

    /// Where a strap meets the bodice.
    var strapPoint: Point { Point(neckline.width, neckline.depth - 5.4) }

    /// Over the peak of the cup to the shoulder, or to the underarm of bare shoulders.
    private func sweetheart(_ line: inout Outline) {
        let depth = neckline.depth
        let peak = Point(9.2, depth - 5.2)
        line.curve(Point(0.6, depth - 2.6), Point(4.6, peak.y - 0.4), to: peak)
        if coversShoulder {
            let end = shoulderPoint
            line.curve(Point(11.2, peak.y - 2.0), Point(end.x - 0.4, end.y + 5), to: end)
        } else {
            line.curve(
                Point(13.4, peak.y + 0.2), Point(bodice.chest - 3.2, bodice.armhole - 3.4),
                to: Point(bodice.chest - 0.5, bodice.armhole - 1.6))
            line.line(to: underarm)
        }
    }

    /// Depth of the back's neckline at its centre.
    var backDepth: Double {
        switch neckline.shape {
        case .straps: min(neckline.depth + 1.2, bodice.armhole - 1.5)
        case .strapless, .offShoulder: neckline.depth - 2.6
        case .sweetheart: coversShoulder ? 2.2 : neckline.depth - 4.2
        case .halter: bodice.armhole - 4
        case .oneShoulder: 4
        default: max(2.0, shoulderPoint.y + 1.6) + (neckline.width > 10 ? 1.4 : 0)
        }
    }
}
