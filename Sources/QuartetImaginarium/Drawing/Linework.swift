import QuartetImaging

/// Seams, stitches and outlines of a panel, stroked with Cairo.
struct Linework {
    let layout: DrawingLayout
    let cloth: DesignCloth

    /// A dark shade of the cloth for lines.
    private var ink: Colour {
        var lab = cloth.ground.lab
        lab.lightness = min(lab.lightness * 0.34, 24)
        lab.a *= 0.55
        lab.b *= 0.55
        return lab.colour
    }

    /// Draws the panel's lines inside its mask, and its outline on top.
    func draw(_ panel: Panel, mask: PixelField, into buffer: inout LightBuffer) throws {
        let window = mask.window
        if !panel.lines.isEmpty {
            let lines = try layout.picture(window) { canvas in
                for line in panel.lines { stroke(line, on: canvas) }
            }
            buffer.lay(lines, at: window, mask: mask)
        }
        let outline = try layout.picture(window) { canvas in
            canvas.stroke(
                panel.outline, with: ink.opacity(0.36 * min(panel.light + 0.2, 1)),
                style: StrokeStyle(width: width(0.13), cap: .round, join: .round))
        }
        buffer.lay(outline, at: window, mask: nil)
    }

    /// A line width in centimetres, at least 1.25 pixels of the picture.
    func width(_ centimetres: Double) -> Double { max(centimetres, 1.25 / layout.scale) }

    private func stroke(_ line: PanelLine, on canvas: Canvas) {
        let round = StrokeStyle(width: width(0.10), cap: .round, join: .round)
        switch line.kind {
        case .seam:
            canvas.stroke(line.path, with: ink.opacity(0.55), style: round)
        case .opening:
            canvas.stroke(
                line.path, with: ink.opacity(0.85),
                style: StrokeStyle(width: width(0.16), cap: .round, join: .round))
        case .stitch:
            canvas.stroke(
                line.path, with: cloth.thread.opacity(0.85),
                style: StrokeStyle(width: width(0.09), cap: .butt, join: .round, dash: [0.36, 0.20]))
        case .hem:
            canvas.stroke(
                line.path, with: ink.opacity(0.36),
                style: StrokeStyle(width: width(0.08), cap: .butt, join: .round, dash: [0.32, 0.22]))
        case .rib:
            canvas.stroke(line.path, with: ink.opacity(0.30), style: StrokeStyle(width: width(0.16)))
        case .fray:
            canvas.stroke(line.path, with: cloth.fray, style: StrokeStyle(width: width(0.09), cap: .round))
        case .quilt:
            canvas.stroke(line.path, with: ink.opacity(0.35), style: round)
        case .crease:
            canvas.stroke(line.path, with: ink.opacity(0.10), style: StrokeStyle(width: width(0.08)))
        }
    }
}
