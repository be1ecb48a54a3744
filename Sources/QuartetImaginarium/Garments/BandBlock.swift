import QuartetImaging

/// Bands along the bodice's edges: at the neckline and at the hem.
struct BandBlock {
    let parameters: GarmentParameters
    let bodice: BodiceBlock

    /// The ribbed band or the binding around the neckline.
    func neck() -> [Panel] {
        let covered: [NecklineShape] = [.round, .v, .boat, .square, .oneShoulder]
        guard parameters.has(.neckRib) || parameters.has(.placketBand) || parameters.has(.contrastTrim),
            covered.contains(parameters.neckline.shape), [.none, .hood].contains(parameters.collar.shape),
            parameters.neckline.shape != .oneShoulder
        else { return [] }
        let width = parameters.has(.rib) ? 2.6 : 2.0
        let inner = bodice.neck.front()
        // The outer edge is the neckline, moved outwards.
        let end = inner.end
        var outer = Outline(0, inner.start.y + width)
        let outerEnd = Point(end.x + width * 0.95, end.y + bodice.neck.shoulderSlope * width * 0.95)
        for piece in inner.pieces {
            switch piece {
            case .line(let point):
                let isEnd = point == end
                outer.line(to: isEnd ? outerEnd : Point(point.x + width, point.y + width))
            case .curve(let a, let b, _):
                outer.curve(
                    Point(a.x + width * 0.45, a.y + width), Point(b.x + width, b.y + width * 0.55),
                    to: outerEnd)
            }
        }
        var line = inner
        line.line(to: outerEnd)
        line.append(outer.reversed)
        let cloth: PanelCloth = parameters.has(.contrastTrim) ? .part("trim") : .rib("collar")
        return [line.mirrored, line].map { half in
            let bounds = half.closed.bounds ?? Rect(x: 0, y: 0, width: 1, height: 1)
            var panel = Panel(
                "neckband", half.closed, cloth, frame: .flat(bounds, angle: half.end.x < 0 ? 0.7 : -0.7))
            panel.frame.roundness = 0.3
            panel.lift = 0.15
            return panel
        }
    }

    /// The ribbed or plain band at the hem of a sweater or jacket.
    func hem() -> [Panel] {
        let isRib = parameters.has(.rib)
        guard isRib || parameters.has(.hemBand), parameters.parts == [.bodice] else { return [] }
        let height = isRib ? Measure.ribbedBand : 4.5
        let y = bodice.bottom
        let width = bodice.halfWidth(at: y)
        let upper = parameters.isCurrent ? max(bodice.halfWidth(at: y - height), width) : width
        let narrow = width * (isRib ? 0.93 : 0.985)
        var line = Outline(-upper + 0.4, y - height)
        line.curve(
            Point(-upper * 0.4, y - height + 1.3), Point(upper * 0.4, y - height + 1.3),
            to: Point(upper - 0.4, y - height))
        line.curve(
            Point(width * 0.99, y - height * 0.5), Point(narrow, y - height * 0.3), to: Point(narrow, y + 0.3)
        )
        line.curve(Point(narrow * 0.4, y + 1.8), Point(-narrow * 0.4, y + 1.8), to: Point(-narrow, y + 0.3))
        line.curve(
            Point(-narrow, y - height * 0.3), Point(-width * 0.99, y - height * 0.5),
            to: Point(-upper + 0.4, y - height))
        var panel = Panel(
            "hem band", line.closed, isRib ? .rib("hem") : .main,
            frame: .hanging(
                [
                    PanelFrame.Station(along: y - height, left: -width, right: width),
                    PanelFrame.Station(along: y, left: -narrow, right: narrow),
                ], roundness: 4))
        panel.lift = 0.3
        if isRib {
            panel.lines = Ribs.lines(
                from: Point(-narrow + 0.5, y - height + 1), to: Point(narrow - 0.5, y - height + 1),
                along: Point(0, 1),
                height: height + 0.4)
        } else {
            var stitch = Outline(-width + 0.6, y - height + 0.8)
            stitch.curve(
                Point(-width * 0.4, y - height + 2.0), Point(width * 0.4, y - height + 2.0),
                to: Point(width - 0.6, y - height + 0.8))
            panel.lines = [PanelLine(kind: .stitch, path: stitch.open)]
        }
        return [panel]
    }
}
