import QuartetImaging

/// Seams, darts and the vent of a skirt's back.
struct BackSkirt {
    let parameters: GarmentParameters
    let stretches: Bool

    /// The panel with the lines of a back.
    func drawn(_ panel: Panel) -> Panel {
        guard panel.name == "skirt", parameters.skirt.kind == .plain || parameters.skirt.kind == .wrap else {
            return panel
        }
        var panel = panel
        let (top, bottom) = (parameters.waistHeight, parameters.hemHeight)
        var seam = Outline(0, top)
        seam.line(0, bottom + 6)
        if !stretches { panel.lines.append(PanelLine(kind: .seam, path: seam.open)) }
        if parameters.skirt.taper > 1, !stretches {
            var vent = Outline(0, bottom - 17)
            vent.line(2.4, bottom - 15)
            vent.line(2.4, bottom + 2)
            panel.lines.append(PanelLine(kind: .stitch, path: vent.open))
        }
        if parameters.has(.waistband), !parameters.has(.elasticWaist), parameters.skirt.flare < 0.25 {
            for side in [1.0, -1.0] {
                var dart = Outline(side * parameters.skirt.waist * 0.48, top + 0.4)
                dart.line(side * parameters.skirt.waist * 0.5, top + 12)
                panel.lines.append(PanelLine(kind: .seam, path: dart.open))
            }
        }
        return panel
    }
}
