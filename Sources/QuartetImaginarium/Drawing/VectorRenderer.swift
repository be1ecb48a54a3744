import QuartetImaging

/// Draws a garment as vectors: outlines, the swatch as a repeating pattern, and gradients for the light.
struct VectorRenderer {
    let garment: Garment
    let cloth: DesignCloth
    var background = PictureBackground.studio

    /// The picture as SVG.
    func svg() throws -> [UInt8] {
        let layout = DrawingLayout(bounds: garment.bounds)
        let canvas = try Canvas(vectorWidth: Double(layout.width), height: Double(layout.height))
        if background == .studio { canvas.fill(with: Colour(grey: 0.965)) }
        let small = min(cloth.swatch.width, 384)
        let tile = cloth.swatch.resized(width: small, height: small, filter: .area, edge: .wrap).pixelImage()
        canvas.saved { canvas in
            canvas.transform(by: layout.map)
            for layer in garment.layers {
                switch layer {
                case .panel(let panel): draw(panel, tile, on: canvas)
                case .trim(let trim): TrimPainter.draw(trim, cloth: cloth, thin: 0.06, on: canvas)
                }
            }
        }
        return VectorIdentifiers.tidied(try canvas.svgBytes())
    }

    private func draw(_ panel: Panel, _ tile: PixelImage, on canvas: Canvas) {
        guard let bounds = panel.outline.bounds else { return }
        canvas.fill(panel.outline, with: paint(panel, tile))
        // Light from the left, shade on the right.
        canvas.fill(
            panel.outline,
            with: .linearGradient(
                from: Point(bounds.minX, bounds.minY), to: Point(bounds.maxX, bounds.minY),
                stops: [
                    GradientStop(0, Colour(grey: 0, alpha: 0.16)),
                    GradientStop(0.16, Colour(grey: 1, alpha: 0.10)),
                    GradientStop(0.55, Colour(grey: 0, alpha: 0.0)),
                    GradientStop(1, Colour(grey: 0, alpha: 0.26)),
                ]))
        if panel.light < 0.95 {
            canvas.fill(panel.outline, with: Colour(grey: 0, alpha: min(1 - panel.light, 0.6)))
        }
        canvas.saved { canvas in
            canvas.clip(to: panel.outline)
            folds(panel, on: canvas)
            for line in panel.lines { stroke(line, on: canvas) }
        }
        canvas.stroke(
            panel.outline, with: ink.opacity(0.8), style: StrokeStyle(width: 0.14, cap: .round, join: .round))
    }

    private func paint(_ panel: Panel, _ tile: PixelImage) -> Paint {
        let own = cloth.colour(of: panel)
        let colour: Colour? =
            switch panel.cloth {
            case .main: own
            case .inside: (own ?? cloth.ground).mixed(with: .black, by: 0.18)
            case .part: own ?? (cloth.cutsPartsFromFabric ? nil : cloth.ground)
            case .rib: own ?? cloth.ground
            }
        if let colour { return .colour(colour) }
        let scale = cloth.swatchWidth / Double(tile.width)
        let turn = Affine(a: scale, b: 0, c: 0, d: scale, tx: 0, ty: 0)
            .then(.rotation(-panel.frame.angle))
            .then(.translation(panel.frame.origin.x, panel.frame.origin.y))
        return .image(ImagePattern(tile, extend: .tile, filter: .smooth, transform: turn))
    }

    /// Draws creases as soft strokes and the ridges of hanging panels as soft wedges.
    private func folds(_ panel: Panel, on canvas: Canvas) {
        for crease in panel.folds.creases {
            var path = Path()
            path.move(to: crease.from)
            path.curve(to: crease.to, control1: crease.through, control2: crease.through)
            let dark = crease.depth < 0
            canvas.stroke(
                path, with: Colour(grey: dark ? 0 : 1, alpha: 0.10),
                style: StrokeStyle(width: crease.width * 0.7, cap: .round))
        }
        guard let first = panel.frame.stations.first, let last = panel.frame.stations.last,
            panel.frame.angle == 0
        else { return }
        for ridge in panel.folds.ridges {
            let start = first.along + (last.along - first.along) * ridge.start
            func x(_ station: PanelFrame.Station) -> Double {
                (station.left + station.right) / 2 + (station.right - station.left) / 2 * ridge.across
            }
            let shift = (last.right - last.left) / 2 * ridge.width * 0.8
            var path = Path()
            path.move(to: Point(x(first) + (x(last) - x(first)) * ridge.start, start))
            path.line(to: Point(x(last) + shift, last.along + 4))
            path.line(to: Point(x(last) + shift * 2.4, last.along + 4))
            path.close()
            canvas.fill(path, with: Colour(grey: 0, alpha: 0.10))
        }
    }

    private func stroke(_ line: PanelLine, on canvas: Canvas) {
        let style: StrokeStyle
        let colour: Colour
        switch line.kind {
        case .stitch:
            (colour, style) = (cloth.thread, StrokeStyle(width: 0.1, dash: [0.36, 0.2]))
        case .hem:
            (colour, style) = (ink.opacity(0.4), StrokeStyle(width: 0.09, dash: [0.32, 0.22]))
        case .rib, .crease: (colour, style) = (ink.opacity(0.2), StrokeStyle(width: 0.12))
        case .fray: (colour, style) = (cloth.fray, StrokeStyle(width: 0.13, cap: .round))
        case .seam, .opening, .quilt:
            (colour, style) = (ink.opacity(0.65), StrokeStyle(width: 0.12, cap: .round, join: .round))
        }
        canvas.stroke(line.path, with: colour, style: style)
    }

    private var ink: Colour {
        var lab = cloth.ground.lab
        lab.lightness = min(lab.lightness * 0.34, 24)
        lab.a *= 0.55
        lab.b *= 0.55
        return lab.colour
    }
}
