import QuartetImaging

/// Pieces sewn onto a sleeve: patches at the elbow and straps above the cuff.
extension SleeveBlock {
    /// Details of the right sleeve, if it is long.
    func details() -> [Panel] {
        guard isLong else { return [] }
        var panels: [Panel] = []
        if parameters.has(.elbowPatches) { panels.append(elbowPatch()) }
        if parameters.has(.cuffStraps) { panels.append(cuffStrap()) }
        return panels
    }

    /// Buttons of the cuff straps, on both sleeves.
    func trims() -> [Trim] {
        guard parameters.has(.cuffStraps), isLong else { return [] }
        let centre = at(strapPlace + 1.6, cuffTop * 0.72)
        return (hasOneSleeve ? [centre] : [centre, centre.mirrored]).map {
            .button(at: $0, radius: Measure.Button.cuff)
        }
    }

    /// Distance of the strap's upper edge along the sleeve.
    private var strapPlace: Double { bodyEnd - 7.5 }

    /// An oval on the outer side of the elbow, stitched around its edge.
    private func elbowPatch() -> Panel {
        let (v, half) = (bodyEnd * 0.49, 7.0)
        let width = (bicepWidth + middleWidth) / 2
        let (u, reach) = (width * 0.66, width * 0.27)
        func oval(_ inset: Double) -> Outline {
            let (a, b) = (half - inset, reach - inset)
            let k = 0.56
            var line = Outline(from: at(v - a, u))
            line.curve(at(v - a, u + b * k), at(v - a * k, u + b), to: at(v, u + b))
            line.curve(at(v + a * k, u + b), at(v + a, u + b * k), to: at(v + a, u))
            line.curve(at(v + a, u - b * k), at(v + a * k, u - b), to: at(v, u - b))
            line.curve(at(v - a * k, u - b), at(v - a, u - b * k), to: at(v - a, u))
            return line
        }
        var panel = Panel(
            "elbow patch", oval(0).closed, .part("elbow patches"),
            frame: PanelFrame(
                origin: at(v, u), angle: radians,
                stations: [
                    PanelFrame.Station(along: -half, left: -reach, right: reach),
                    PanelFrame.Station(along: half, left: -reach, right: reach),
                ], roundness: 0.5))
        panel.lines = [PanelLine(kind: .stitch, path: oval(0.6).closed)]
        panel.lift = 0.15
        return panel
    }

    /// A strap around the sleeve above the cuff.
    private func cuffStrap() -> Panel {
        let (v, height, width) = (strapPlace, 3.2, cuffTop + 0.5)
        var line = Outline(from: at(v, -0.4))
        line.curve(at(v + 0.7, width * 0.33), at(v + 0.7, width * 0.66), to: at(v, width))
        line.line(to: at(v + height, width))
        line.curve(
            at(v + height + 0.8, width * 0.66), at(v + height + 0.8, width * 0.33), to: at(v + height, -0.4))
        var panel = Panel(
            "cuff strap", line.closed, .part("cuff straps"),
            frame: PanelFrame(
                origin: at(v, 0), angle: radians,
                stations: [
                    PanelFrame.Station(along: 0, left: 0, right: width),
                    PanelFrame.Station(along: height, left: 0, right: width),
                ], roundness: 1.4))
        for inset in [0.45, height - 0.45] {
            var stitch = Outline(from: at(v + inset, 0))
            stitch.curve(
                at(v + inset + 0.7, width * 0.33), at(v + inset + 0.7, width * 0.66), to: at(v + inset, width)
            )
            panel.lines.append(PanelLine(kind: .stitch, path: stitch.open))
        }
        panel.lift = 0.35
        return panel
    }
}
