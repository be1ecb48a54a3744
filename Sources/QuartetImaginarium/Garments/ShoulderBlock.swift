import QuartetImaging

/// Pieces on the shoulders: straps, epaulettes, and the storm flap of a trench coat.
struct ShoulderBlock {
    let parameters: GarmentParameters
    let bodice: BodiceBlock

    private var tip: Point { bodice.neck.shoulderTip }

    /// Epaulettes and storm flap.
    func panels() -> [Panel] {
        var panels: [Panel] = []
        if parameters.has(.epaulettes) {
            let tab = epaulette()
            panels += [tab, tab.mirrored]
        }
        if parameters.has(.stormFlap) { panels.append(stormFlap()) }
        return panels
    }

    private func epaulette() -> Panel {
        var line = Outline(tip.x - 0.2, tip.y - 0.4)
        line.line(tip.x - 0.9, tip.y + 3.4)
        line.line(bodice.neck.shoulderPoint.x + 3.4, 4.4)
        line.line(bodice.neck.shoulderPoint.x + 2.2, 3.0)
        line.line(bodice.neck.shoulderPoint.x + 3.4, 1.2)
        var tab = Panel(
            "epaulette", line.closed, .main,
            frame: .flat(Rect(x: 9, y: 0, width: 12, height: 4), angle: 0.25))
        tab.lift = 0.3
        return tab
    }

    /// A loose layer over one side of the chest.
    private func stormFlap() -> Panel {
        let (chest, armhole) = (parameters.bodice.chest, parameters.bodice.armhole)
        let start = Point(-bodice.neck.shoulderPoint.x - 2.5, 2)
        var line = Outline(from: start)
        line.line(-tip.x + 0.4, tip.y + 1)
        line.curve(
            Point(-tip.x + 0.8, 12), Point(-chest + 4, armhole - 3), to: Point(-chest + 3.4, armhole + 2))
        line.curve(Point(-14, armhole + 6.5), Point(-9, armhole + 6), to: Point(-7, armhole + 1))
        line.line(to: start)
        var flap = Panel(
            "storm flap", line.closed, .main, frame: .flat(Rect(x: -22, y: 0, width: 15, height: 28)))
        flap.lift = 0.4
        return flap
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

    /// The back halves of the straps, drawn before the inside of the back.
    func backStraps() -> [Panel] {
        if parameters.neckline.shape == .halter, parameters.isCurrent { return [neckStrap()] }
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

    /// The strap of a halter behind the neck.
    private func neckStrap() -> Panel {
        var outer = Outline(-8, -0.5)
        outer.curve(Point(-6, -4.4), Point(6, -4.4), to: Point(8, -0.5))
        var inner = Outline(-5.4, -0.8)
        inner.curve(Point(-3.6, -2.4), Point(3.6, -2.4), to: Point(5.4, -0.8))
        var strap = Panel.strip("back strap", outer, inner, lift: 0)
        strap.light = 0.66
        return strap
    }
}
