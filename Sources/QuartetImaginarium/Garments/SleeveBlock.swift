import QuartetImaging

/// The right sleeve; the left one is its mirror picture.
///
/// The sleeve hangs along a direction from the vertical. Its inner seam starts at the underarm; its outer edge
/// rounds the shoulder's tip and runs at the sleeve's width from the inner seam.
struct SleeveBlock {
    let parameters: GarmentParameters
    private let neck: NecklineBlock

    init(_ parameters: GarmentParameters) {
        self.parameters = parameters
        self.neck = NecklineBlock(parameters: parameters)
    }

    var sleeve: GarmentParameters.Sleeve { parameters.sleeve }
    var radians: Double { sleeve.angle * Double.pi / 180 }
    /// Down the sleeve.
    private var along: Point { Point(sine(radians), cosine(radians)) }
    /// Across it, to the outside.
    var across: Point { Point(cosine(radians), -sine(radians)) }

    /// Where the sleeve leaves the body at the top.
    private var top: Point {
        parameters.neckline.shape == .offShoulder
            ? Point(parameters.bodice.shoulder - 0.4, parameters.neckline.depth - 4.6) : neck.shoulderTip
    }

    func at(_ v: Double, _ u: Double) -> Point {
        Vector.plus(Vector.plus(neck.underarm, along, v), across, u)
    }

    /// The tip's place in the sleeve's own measure.
    private var topPlace: (v: Double, u: Double) {
        let d = Vector.minus(top, neck.underarm)
        return (d.x * along.x + d.y * along.y, d.x * across.x + d.y * across.y)
    }

    /// Distance along the sleeve from the underarm to the cuff.
    var innerLength: Double { sleeve.length + topPlace.v }

    /// Whether the sleeve ends above the underarm.
    var isCap: Bool { innerLength < 2.5 }

    /// Sleeves that hang down show less of their width than those that stand away.
    var bicepWidth: Double {
        sleeve.bicep * (1.16 + 0.24 * min(max((sleeve.angle - 14) / 28, 0), 1)) * sleeve.upper
    }
    private var cuffWidth: Double {
        // Sleeves that end above the wrist are as wide as the arm there.
        let share = min(max(sleeve.length / 62, 0), 1)
        let upper = bicepWidth / sleeve.upper * 1.02
        let there = upper + (sleeve.cuff * 1.62 - upper) * share
        return there * sleeve.cuffFactor
    }
    var middleWidth: Double {
        (bicepWidth / sleeve.upper * 0.52 + sleeve.cuff * 0.80) * sleeve.middle
    }

    var hasBand: Bool {
        !isCap
            && (parameters.has(.rib) || parameters.has(.cuffs)
                || (sleeve.gather > 0 && sleeve.cuffFactor < 1))
    }
    private var bandHeight: Double { parameters.has(.rib) ? 6.2 : (sleeve.length < 30 ? 2.2 : 5.6) }
    var bodyEnd: Double { hasBand ? innerLength - bandHeight : innerLength }

    /// The panels of both sleeves, those behind the bodice.
    func panels() -> [Panel] {
        isCap ? capPanels() : wholePanels()
    }

    private func outer() -> Outline {
        let (v, u) = topPlace
        let width = bicepWidth
        let gather = sleeve.gather
        var line = Outline(from: top)
        // The cap rounds the shoulder; gathered heads rise above it.
        let rise = gather * (sleeve.upper > 1.2 ? 2.2 : 0.4)
        let cap = max(-v, 6)
        var points = [
            at(v + cap * 0.13 - rise * 0.4, u + (width - u) * 0.33 + rise * 0.5),
            at(v + cap * 0.38, u + (width - u) * 0.70 + rise * 0.7),
        ]
        if bodyEnd > 4 { points.append(at(-cap * 0.12, u + (width - u) * 0.97)) }
        let long = bodyEnd
        if long > 16 {
            points.append(at(long * 0.45, middleWidth + (width - middleWidth) * 0.25))
            points.append(at(long * 0.78, sleeve.middle > 1.1 ? middleWidth : (middleWidth + cuffTop) / 2))
        } else if sleeve.middle > 1.1 {
            points.append(at(long * 0.5, max(width, middleWidth)))
        }
        points.append(at(long, cuffTop))
        line.smooth(points)
        return line
    }

    /// Width at the sleeve's end, above a band.
    var cuffTop: Double { hasBand && sleeve.gather > 0 ? cuffWidth * 1.25 : cuffWidth }

    private func inner() -> Outline {
        var line = Outline(from: at(bodyEnd, 0))
        let bulge = sleeve.middle > 1.2 ? -1.6 : 0.4
        line.smooth([at(bodyEnd * 0.5, bulge), neck.underarm])
        return line
    }

    private func wholePanels() -> [Panel] {
        var line = outer()
        let hem = at(bodyEnd, 0)
        let bow = hasBand ? 0.4 : 0.9
        line.curve(at(bodyEnd + bow, cuffTop * 0.66), at(bodyEnd + bow, cuffTop * 0.33), to: hem)
        line.append(inner())
        // Under the bodice, so that no gap shows at the armhole.
        line.line(neck.underarm.x - 3, neck.underarm.y + 1.2)
        // The armhole of a wide bodice bends in as far as the shoulder's tip.
        line.line(min(top.x, neck.underarm.x) - 3.2, neck.underarm.y + 1.2)
        line.line(top.x - 3.2, top.y + 1.2)
        line.line(to: top)
        let frame = PanelFrame(
            origin: neck.underarm, angle: radians,
            stations: [
                PanelFrame.Station(along: min(topPlace.v, -2), left: -3, right: bicepWidth * 0.8),
                PanelFrame.Station(along: 0, left: 0, right: bicepWidth),
                PanelFrame.Station(along: max(bodyEnd, 3), left: 0, right: cuffTop),
            ], fan: 0.15, roundness: 3.2)
        var panel = Panel("sleeve", line.closed, .main, frame: frame)
        panel.folds = FoldDrafting(parameters).sleeve(
            underarm: neck.underarm, elbow: at(bodyEnd * 0.45, middleWidth * 0.1),
            elbowOut: at(bodyEnd * 0.52, middleWidth * 0.75), top: top, width: bicepWidth, length: bodyEnd,
            cuff: at(bodyEnd, cuffTop / 2))
        var cuffLine = Outline(from: at(bodyEnd, 0))
        cuffLine.curve(
            at(bodyEnd + bow, cuffTop * 0.33), at(bodyEnd + bow, cuffTop * 0.66), to: at(bodyEnd, cuffTop))
        panel.edges = [PanelEdge(kind: .cuff, path: cuffLine.open)]
        if !hasBand {
            var hemLine = Outline(from: at(bodyEnd - 2, 0.05))
            hemLine.curve(
                at(bodyEnd - 2 + bow, cuffTop * 0.33), at(bodyEnd - 2 + bow, cuffTop * 0.66),
                to: at(bodyEnd - 2, cuffTop - 0.05))
            panel.lines = [PanelLine(kind: .hem, path: hemLine.open)]
        }
        panel.lift = 0.3
        var panels = [panel]
        if hasBand { panels.append(band()) }
        panels += details()
        return panels.flatMap { [$0, $0.mirrored] }
    }

    /// The cuff or the ribbed band at the sleeve's end.
    private func band() -> Panel {
        let width = min(cuffWidth, cuffTop) * (parameters.has(.rib) ? 0.86 : 0.96)
        let shift = (cuffTop - width) * 0.4
        var line = Outline(from: at(bodyEnd - 0.4, shift))
        line.line(to: at(bodyEnd + bandHeight, shift + 0.2))
        line.curve(
            at(bodyEnd + bandHeight + 0.7, shift + width * 0.33),
            at(bodyEnd + bandHeight + 0.7, shift + width * 0.66),
            to: at(bodyEnd + bandHeight, shift + width - 0.2))
        line.line(to: at(bodyEnd - 0.4, shift + width))
        line.curve(
            at(bodyEnd + 0.3, shift + width * 0.66), at(bodyEnd + 0.3, shift + width * 0.33),
            to: at(bodyEnd - 0.4, shift))
        let cloth: PanelCloth = parameters.has(.rib) ? .rib("cuffs") : .part("cuffs")
        var band = Panel(
            "cuff", line.closed, cloth,
            frame: PanelFrame(
                origin: at(bodyEnd, shift), angle: radians,
                stations: [
                    PanelFrame.Station(along: 0, left: 0, right: width),
                    PanelFrame.Station(along: bandHeight, left: 0, right: width),
                ], roundness: 1.6))
        band.lift = 0.25
        if parameters.has(.rib) {
            band.lines = Ribs.lines(
                from: at(bodyEnd, shift + 0.4), to: at(bodyEnd, shift + width - 0.4), along: along,
                height: bandHeight)
        } else {
            var stitch = Outline(from: at(bodyEnd + 0.5, shift + 0.3))
            stitch.line(to: at(bodyEnd + 0.5, shift + width - 0.3))
            band.lines = [PanelLine(kind: .stitch, path: stitch.open)]
        }
        return band
    }

    /// Small wings over the shoulder.
    private func capPanels() -> [Panel] {
        let shoulder = top
        let under = neck.underarm
        let reach = max(sleeve.length, 6) * 0.82
        let low = Vector.between(shoulder, under, 0.72)
        let tip = Point(shoulder.x + reach * 0.80, shoulder.y + reach * 0.86)
        var line = Outline(from: shoulder)
        line.curve(
            Point(shoulder.x + reach * 0.45, shoulder.y + reach * 0.10),
            Point(tip.x - 0.4, tip.y - reach * 0.45), to: tip)
        line.curve(
            Point(tip.x - reach * 0.25, tip.y + reach * 0.42), Point(low.x + 1.5, low.y + 1.2), to: low)
        line.line(low.x - 4, low.y)
        line.line(shoulder.x - 3, shoulder.y + 1.2)
        var panel = Panel(
            "cap sleeve", line.closed, .main,
            frame: PanelFrame(
                origin: shoulder, angle: 0.7,
                stations: [
                    PanelFrame.Station(along: -1, left: -8, right: 5),
                    PanelFrame.Station(along: reach, left: -9, right: 6),
                ], fan: 0.2, roundness: 1.5))
        if sleeve.gather > 0 { panel.folds.gatherTop = 0.5 }
        panel.lift = 0.3
        return [panel, panel.mirrored]
    }
}

extension Panel {
    /// The panel seen in a mirror that stands on x = 0.
    var mirrored: Panel {
        let flip = Affine(a: -1, b: 0, c: 0, d: 1, tx: 0, ty: 0)
        func flipped(_ point: Point) -> Point { Point(-point.x, point.y) }
        var stations: [PanelFrame.Station] = []
        for station in frame.stations {
            stations.append(
                PanelFrame.Station(along: station.along, left: -station.right, right: -station.left))
        }
        let mirroredFrame = PanelFrame(
            origin: flipped(frame.origin), angle: -frame.angle, stations: stations, fan: frame.fan,
            sag: frame.sag, roundness: frame.roundness)
        var panel = Panel(name, outline.transformed(by: flip), cloth, frame: mirroredFrame)
        panel.folds = folds
        panel.folds.ridges = folds.ridges.map {
            FoldField.Ridge(
                across: -$0.across, width: $0.width, depth: $0.depth, start: $0.start, drift: -$0.drift)
        }
        panel.folds.creases = folds.creases.map {
            FoldField.Crease(
                from: flipped($0.from), through: flipped($0.through), to: flipped($0.to), width: $0.width,
                depth: $0.depth)
        }
        panel.lines = lines.map { PanelLine(kind: $0.kind, path: $0.path.transformed(by: flip)) }
        panel.edges = edges.map { PanelEdge(kind: $0.kind, path: $0.path.transformed(by: flip)) }
        panel.lift = lift
        panel.light = light
        return panel
    }
}

/// Ribs of a knitted band.
enum Ribs {
    /// Lines at even distances between two points, each running along a direction.
    static func lines(from: Point, to: Point, along: Point, height: Double) -> [PanelLine] {
        let count = max(3, Int(Vector.length(Vector.minus(to, from)) / 0.75))
        return (0...count).map { index in
            let start = Vector.between(from, to, Double(index) / Double(count))
            var line = Outline(from: start)
            line.line(to: Vector.plus(start, along, height))
            return PanelLine(kind: .rib, path: line.open)
        }
    }
}
