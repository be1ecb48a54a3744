import QuartetImaging

/// The pieces of cloth of a sleeve.
extension SleeveBlock {
    /// The panels of both sleeves, those behind first.
    func panels() -> [Panel] {
        isCap ? capPanels() : wholePanels()
    }

    /// Whether the other shoulder is bare, so that a sleeve would hang on nothing.
    var hasOneSleeve: Bool { parameters.isCurrent && parameters.neckline.shape == .oneShoulder }

    private func wholePanels() -> [Panel] {
        var line = outer()
        let hem = at(bodyEnd, 0)
        let bow = hasBand ? 0.4 : 0.9
        line.curve(at(bodyEnd + bow, cuffTop * 0.66), at(bodyEnd + bow, cuffTop * 0.33), to: hem)
        line.append(inner())
        // Under the bodice, so that no gap shows at the armhole.
        line.line(neck.underarm.x - 3, neck.underarm.y + 1.2)
        // The armhole of a wide bodice bends inwards as far as the shoulder's tip.
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
        panel.folds = folds(of: parameters)
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
        return panels.flatMap { hasOneSleeve ? [$0] : [$0, other($0)] }
    }

    /// The left sleeve's panel. Its cloth creases in its own way.
    private func other(_ panel: Panel) -> Panel {
        guard parameters.isCurrent, !panel.folds.creases.isEmpty else { return panel.mirrored }
        var left = panel
        left.folds = folds(of: parameters.otherSide)
        return left.mirrored
    }

    private func folds(of parameters: GarmentParameters) -> FoldField {
        FoldDrafting(parameters).sleeve(
            underarm: neck.underarm, elbow: at(bodyEnd * 0.45, middleWidth * 0.1),
            elbowOut: at(bodyEnd * 0.52, middleWidth * 0.75), top: top, width: bicepWidth, length: bodyEnd,
            cuff: at(bodyEnd, cuffTop / 2))
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
        let low = shoulder.interpolated(to: under, by: 0.72)
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
        return hasOneSleeve ? [panel] : [panel, panel.mirrored]
    }
}
