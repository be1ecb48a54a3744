import QuartetImaging

/// Smaller things on the body: ribs, yokes, flaps, tabs, bows, ruffles.
struct DetailBlock {
    let parameters: GarmentParameters
    let bodice: BodiceBlock

    /// The ribbed band or the stitched binding round the neckline.
    func neckBand() -> [Panel] {
        let covered: [NecklineShape] = [.round, .v, .boat, .square, .oneShoulder]
        guard parameters.has(.neckRib) || parameters.has(.placketBand) || parameters.has(.contrastTrim),
            covered.contains(parameters.neckline.shape), [.none, .hood].contains(parameters.collar.shape),
            parameters.neckline.shape != .oneShoulder
        else { return [] }
        let width = parameters.has(.rib) ? 2.6 : 2.0
        let inner = bodice.neck.front()
        // The outer edge is the neckline itself, moved outwards.
        let end = inner.end
        let slope = parameters.bodice.drop / max(parameters.bodice.shoulder - 7.2, 1)
        var outer = Outline(0, inner.start.y + width)
        let outerEnd = Point(end.x + width * 0.95, end.y + slope * width * 0.95)
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
        let half = line
        let cloth: PanelCloth =
            parameters.has(.contrastTrim) ? .part("trim") : .rib("collar")
        return [half.mirrored, half].map { half in
            let bounds = half.closed.bounds ?? Rect(x: 0, y: 0, width: 1, height: 1)
            var panel = Panel(
                "neckband", half.closed, cloth, frame: .flat(bounds, angle: half.end.x < 0 ? 0.7 : -0.7))
            panel.frame.roundness = 0.3
            panel.lift = 0.15
            return panel
        }
    }

    /// The ribbed or plain band at the hem of a sweater or jacket.
    func hemBand() -> [Panel] {
        let isRib = parameters.has(.rib)
        guard isRib || parameters.has(.hemBand), parameters.parts == [.bodice] else { return [] }
        let height = isRib ? 6.0 : 4.5
        let y = bodice.bottom
        let width = bodice.halfWidth(at: y)
        let narrow = width * (isRib ? 0.93 : 0.985)
        var line = Outline(-width + 0.4, y - height)
        line.curve(
            Point(-width * 0.4, y - height + 1.3), Point(width * 0.4, y - height + 1.3),
            to: Point(width - 0.4, y - height))
        line.curve(
            Point(width * 0.99, y - height * 0.5), Point(narrow, y - height * 0.3), to: Point(narrow, y + 0.3)
        )
        line.curve(Point(narrow * 0.4, y + 1.8), Point(-narrow * 0.4, y + 1.8), to: Point(-narrow, y + 0.3))
        line.curve(
            Point(-narrow, y - height * 0.3), Point(-width * 0.99, y - height * 0.5),
            to: Point(-width + 0.4, y - height))
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

    /// Lines on the bodice itself.
    func lines() -> [PanelLine] {
        var lines: [PanelLine] = []
        let neck = bodice.neck
        if !parameters.has(.rib), !parameters.has(.hemBand),
            parameters.jacketHem != nil || parameters.seamHeight == parameters.hemHeight
        {
            lines.append(
                PanelLine(kind: .hem, path: bodice.hem().open.transformed(by: .translation(0, -2.2))))
            lines.append(
                PanelLine(kind: .hem, path: bodice.hem().mirrored.open.transformed(by: .translation(0, -2.2)))
            )
        }
        if parameters.has(.darts), parameters.neckline.shape != .straps, parameters.collar.shape != .notch {
            for side in [1.0, -1.0] {
                let bottom = min(
                    parameters.waistHeight + (bodice.bottom > parameters.waistHeight + 2 ? 10 : 0),
                    bodice.bottom)
                var dart = Outline(side * parameters.bodice.waist * 0.52, bottom)
                dart.curve(
                    Point(side * parameters.bodice.waist * 0.5, bottom - 7),
                    Point(side * parameters.bodice.waist * 0.5, parameters.bodice.armhole + 11),
                    to: Point(side * parameters.bodice.chest * 0.44, parameters.bodice.armhole + 6.5))
                lines.append(PanelLine(kind: .seam, path: dart.open))
            }
        }
        if parameters.has(.yoke) {
            for side in [1.0, -1.0] {
                var yoke = Outline(side * (neck.shoulderPoint.x + 0.6), 4.6)
                yoke.curve(
                    Point(side * 12, parameters.bodice.drop + 2.6),
                    Point(side * 16, parameters.bodice.drop + 4.4),
                    to: Point(side * (neck.shoulderTip.x - 0.8), parameters.bodice.drop + 5.2))
                lines.append(PanelLine(kind: .seam, path: yoke.open))
                if parameters.has(.topstitching) {
                    lines.append(
                        PanelLine(kind: .stitch, path: yoke.open.transformed(by: .translation(0, 0.6))))
                }
            }
        }
        if parameters.neckline.opening > 0 {
            let depth = parameters.neckline.depth
            lines.append(
                PanelLine(
                    kind: .opening,
                    path: .ellipse(
                        in: Rect(x: -1.6, y: depth + 1, width: 3.2, height: parameters.neckline.opening))))
        }
        if parameters.sleeve.isRaglan, parameters.sleeve.length > 0 {
            for side in [1.0, -1.0] {
                var seam = Outline(side * (neck.shoulderPoint.x - 0.4), neck.shoulderPoint.y + 3.4)
                seam.curve(
                    Point(side * (neck.shoulderPoint.x + 3), 11),
                    Point(side * (neck.underarm.x - 8), neck.underarm.y - 5),
                    to: Point(side * neck.underarm.x, neck.underarm.y))
                lines.append(PanelLine(kind: .seam, path: seam.open))
            }
        }
        if parameters.has(.quilting) {
            var y = parameters.bodice.armhole - 8
            while y < bodice.bottom - 4 {
                let width = bodice.halfWidth(at: y) - 0.6
                var line = Outline(-width, y)
                line.curve(Point(-width * 0.4, y + 1.4), Point(width * 0.4, y + 1.4), to: Point(width, y))
                lines.append(PanelLine(kind: .quilt, path: line.open))
                y += 7
            }
        }
        return lines
    }

    /// Panels on the shoulders and the chest.
    func panels() -> [Panel] {
        var panels: [Panel] = []
        let tip = bodice.neck.shoulderTip
        if parameters.has(.epaulettes) {
            var line = Outline(tip.x - 0.2, tip.y - 0.4)
            line.line(tip.x - 0.9, tip.y + 3.4)
            line.line(bodice.neck.shoulderPoint.x + 3.4, 4.4)
            line.line(bodice.neck.shoulderPoint.x + 2.2, 3.0)
            line.line(bodice.neck.shoulderPoint.x + 3.4, 1.2)
            var tab = Panel(
                "epaulette", line.closed, .main,
                frame: .flat(Rect(x: 9, y: 0, width: 12, height: 4), angle: 0.25))
            tab.lift = 0.3
            panels += [tab, tab.mirrored]
        }
        if parameters.has(.stormFlap) {
            var line = Outline(-bodice.neck.shoulderPoint.x - 2.5, 2)
            line.line(-tip.x + 0.4, tip.y + 1)
            line.curve(
                Point(-tip.x + 0.8, 12), Point(-parameters.bodice.chest + 4, parameters.bodice.armhole - 3),
                to: Point(-parameters.bodice.chest + 3.4, parameters.bodice.armhole + 2))
            line.curve(
                Point(-14, parameters.bodice.armhole + 6.5), Point(-9, parameters.bodice.armhole + 6),
                to: Point(-7, parameters.bodice.armhole + 1))
            line.line(-bodice.neck.shoulderPoint.x - 2.5, 2)
            var flap = Panel(
                "storm flap", line.closed, .main, frame: .flat(Rect(x: -22, y: 0, width: 15, height: 28)))
            flap.lift = 0.4
            panels.append(flap)
        }
        return panels
    }

    /// Straps over bare shoulders.
    func straps() -> [Panel] {
        guard parameters.neckline.shape == .straps else { return [] }
        let low = bodice.neck.strapPoint
        var line = Outline(low.x - 0.55, low.y + 0.5)
        line.curve(Point(low.x - 0.7, low.y - 5), Point(8.6, 4), to: Point(7.8, -0.4))
        line.line(8.9, -0.2)
        line.curve(Point(9.7, 4), Point(low.x + 0.45, low.y - 5), to: Point(low.x + 0.55, low.y + 0.5))
        var strap = Panel(
            "strap", line.closed, .main, frame: .flat(Rect(x: 7, y: -1, width: 4, height: low.y)))
        strap.lift = 0.2
        return [strap, strap.mirrored]
    }

    /// The straps' other ends, which run down to the back; drawn before the inside of the back.
    func backStraps() -> [Panel] {
        guard parameters.neckline.shape == .straps else { return [] }
        let low = Point(bodice.neck.strapPoint.x - 2.4, bodice.neck.backDepth + 1)
        var line = Outline(7.8, -0.4)
        line.curve(Point(6.6, 3), Point(low.x - 0.6, low.y - 6), to: Point(low.x - 0.5, low.y))
        line.line(low.x + 0.5, low.y)
        line.curve(Point(low.x + 0.4, low.y - 6), Point(7.9, 3.4), to: Point(8.9, -0.2))
        var strap = Panel(
            "back strap", line.closed, .main, frame: .flat(Rect(x: 6, y: -1, width: 4, height: low.y)))
        strap.light = 0.66
        strap.lift = 0
        return [strap, strap.mirrored]
    }

    /// A bow at the neck.
    func bow() -> [Panel] {
        guard parameters.has(.bow) else { return [] }
        let knot =
            parameters.parts.contains(.bodice)
            ? Point(0, parameters.neckline.depth + 1.4) : Point(0, parameters.waistHeight - 1)
        func loop() -> Panel {
            var line = Outline(knot.x, knot.y - 0.8)
            line.curve(
                Point(knot.x + 3, knot.y - 4.6), Point(knot.x + 8.6, knot.y - 4.4),
                to: Point(knot.x + 8.8, knot.y - 0.8))
            line.curve(
                Point(knot.x + 8.6, knot.y + 2.8), Point(knot.x + 3, knot.y + 2.4),
                to: Point(knot.x, knot.y + 0.9))
            var panel = Panel(
                "bow", line.closed, .part("bow"),
                frame: .flat(Rect(x: knot.x, y: knot.y - 4, width: 9, height: 8), angle: 1.3))
            panel.folds.gatherTop = 0.4
            panel.frame.roundness = 1.2
            panel.lift = 0.7
            return panel
        }
        func tail() -> Panel {
            var line = Outline(knot.x + 0.2, knot.y)
            line.curve(
                Point(knot.x + 1.6, knot.y + 6), Point(knot.x + 1.2, knot.y + 11),
                to: Point(knot.x + 2.4, knot.y + 16))
            line.line(knot.x + 6.0, knot.y + 14.6)
            line.curve(
                Point(knot.x + 4.4, knot.y + 9), Point(knot.x + 3.4, knot.y + 4),
                to: Point(knot.x + 0.9, knot.y - 0.4))
            var panel = Panel(
                "bow end", line.closed, .part("bow"),
                frame: .flat(Rect(x: knot.x, y: knot.y, width: 6, height: 16), angle: 0.2))
            panel.frame.roundness = 0.6
            panel.lift = 0.6
            return panel
        }
        let centre = Rect(x: knot.x - 1.2, y: knot.y - 1.4, width: 2.4, height: 2.9)
        var middle = Panel("knot", .roundedRect(centre, radius: 0.9), .part("bow"), frame: .flat(centre))
        middle.lift = 0.5
        return [tail().mirrored, tail(), loop().mirrored, loop(), middle]
    }

    /// A gathered strip below the hem.
    func ruffle() -> [Panel] {
        guard parameters.has(.ruffleHem) else { return [] }
        let isSkirt = parameters.parts.contains(.skirt)
        let y = isSkirt ? parameters.hemHeight : bodice.bottom
        let width =
            isSkirt && !parameters.isOnePiece
            ? SkirtBlock(parameters).halfWidth(at: y) : bodice.halfWidth(at: y)
        var ruffled = parameters
        ruffled.skirt.kind = .gathered
        ruffled.skirt.folds = 15
        ruffled.skirt.depth = 2.2
        let hem = SkirtHem(ruffled, flare: 0.1, length: 30, label: "ruffle")
        let (upper, lower, height) = (width - 0.4, width + 3.2, 11.0)
        var line = Outline(-upper, y - 2)
        line.curve(Point(-upper * 0.4, y + 0.6), Point(upper * 0.4, y + 0.6), to: Point(upper, y - 2))
        line.curve(Point(upper + 1, y + 2), Point(lower, y + height * 0.6), to: Point(lower, y + height - 2))
        line.smooth(Array(hem.line(left: -lower, right: lower, y: y + height - 2).dropFirst()))
        line.curve(Point(-lower, y + height * 0.6), Point(-upper - 1, y + 2), to: Point(-upper, y - 2))
        var panel = Panel(
            "ruffle", line.closed, .main,
            frame: .hanging(
                [
                    PanelFrame.Station(along: y - 2, left: -upper, right: upper),
                    PanelFrame.Station(along: y + height, left: -lower, right: lower),
                ], fan: 0.6, sag: hem.sag, roundness: 4))
        panel.folds.ridges = hem.ridges
        panel.folds.gatherTop = 0.9
        panel.lift = 0.5
        return [panel]
    }
}
