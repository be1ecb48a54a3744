import QuartetImaging

/// Draws garments as vectors: outlines, the swatch as a repeating pattern, and gradients for the light; each part of a
/// garment is a named group.
struct VectorRenderer {
    let pieces: [DressedGarment]
    let layouts: [DrawingLayout]
    var background = PictureBackground.studio

    /// The picture as SVG.
    func svg() throws -> [UInt8] {
        var groups = [
            (
                name: "background",
                svg: try drawing { canvas in
                    if background == .studio { canvas.fill(with: Colour(grey: 0.965)) }
                }
            )
        ]
        for (piece, layout) in zip(pieces, layouts) {
            let garment = VectorGarment(cloth: piece.cloth)
            let panels = piece.garment.panels
            for group in VectorGroup.groups(of: piece.garment) {
                let svg = try drawing { canvas in
                    canvas.transform(by: layout.map)
                    for layer in group.layers {
                        switch layer {
                        case .panel(let panel):
                            let motif = piece.motif.flatMap { panels[$0.panel] == panel ? $0 : nil }
                            garment.draw(panel, motif, on: canvas)
                        case .trim(let trim):
                            TrimPainter.draw(trim, cloth: piece.cloth, thin: 0.06, on: canvas)
                        }
                    }
                }
                groups.append((name: name(group.name, in: groups.map(\.name)), svg: svg))
            }
        }
        return VectorIdentifiers.joined(groups)
    }

    private func drawing(_ body: (Canvas) -> Void) throws -> [UInt8] {
        let canvas = try Canvas(vectorWidth: Double(layouts[0].width), height: Double(layouts[0].height))
        body(canvas)
        return try canvas.svgBytes()
    }

    /// Names are given once: the second garment's collar is collar-2.
    private func name(_ name: String, in known: [String]) -> String {
        guard known.contains(name) else { return name }
        return (2...).lazy.map { "\(name)-\($0)" }.first { !known.contains($0) } ?? name
    }
}

/// Draws the panels of one garment as vectors.
private struct VectorGarment {
    let cloth: DesignCloth
    private let tile: PixelImage
    private let border: PixelImage?
    private let dye: (image: PixelImage, area: Rect)?
    private let parts: [String: (tile: PixelImage, width: Double)]

    init(cloth: DesignCloth) {
        self.cloth = cloth
        func tile(_ swatch: FloatImage) -> PixelImage {
            let small = min(swatch.width, 384)
            return swatch.resized(width: small, height: small, filter: .area, edge: .wrap).pixelImage()
        }
        self.tile = tile(cloth.swatch)
        border = cloth.border.map {
            HemBorder.column(cloth.swatch, height: $0.height / cloth.swatchWidth).pixelImage()
        }
        dye = cloth.dye?.picture(pixelsPerCentimetre: 6)
        parts = cloth.partCloths.mapValues { (tile($0.swatch), $0.width) }
    }

    func draw(_ panel: Panel, _ motif: PlacedMotif?, on canvas: Canvas) {
        guard let bounds = panel.outline.bounds else { return }
        fill(panel, on: canvas)
        if let motif {
            canvas.saved { canvas in
                canvas.clip(to: panel.outline)
                motif.draw(on: canvas)
            }
        }
        // Light from the left, shade on the right.
        canvas.fill(
            panel.outline,
            with: .linearGradient(
                from: Point(bounds.minX, bounds.minY), to: Point(bounds.maxX, bounds.minY),
                stops: [
                    GradientStop(0, Colour(grey: 0, alpha: 0.08)),
                    GradientStop(0.16, Colour(grey: 1, alpha: 0.10)),
                    GradientStop(0.55, Colour(grey: 0, alpha: 0.0)),
                    GradientStop(1, Colour(grey: 0, alpha: 0.16)),
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
            panel.outline, with: ink.opacity(0.5), style: StrokeStyle(width: 0.14, cap: .round, join: .round))
    }

    /// Fills a panel with its cloth; veils let through what lies below.
    private func fill(_ panel: Panel, on canvas: Canvas) {
        let own = cloth.ownCloth(of: panel)
        let isVeil = panel.cloth == .main || panel.cloth == .inside
        let veil = own.map { cloth.partCloths[$0]?.veil } ?? (isVeil ? cloth.veil : nil)
        guard let veil else { return canvas.fill(panel.outline, with: paint(panel)) }
        if veil.lines(panel) {
            canvas.fill(panel.outline, with: .colour(cloth.ground.mixed(with: .black, by: 0.3)))
        }
        canvas.group(opacity: Double(veil.density)) { $0.fill(panel.outline, with: paint(panel)) }
    }

    private func paint(_ panel: Panel) -> Paint {
        if let part = cloth.ownCloth(of: panel).flatMap({ parts[$0] }) {
            return pattern(part.tile, part.width, panel)
        }
        let own = cloth.colour(of: panel)
        let colour: Colour? =
            switch panel.cloth {
            case .main: own
            case .inside: (own ?? cloth.ground).mixed(with: .black, by: 0.18)
            case .part: own ?? (cloth.cutsPartsFromFabric ? nil : cloth.ground)
            case .rib: own ?? cloth.ground
            }
        if let colour { return .colour(colour) }
        if let dye {
            let map = Affine.scale(dye.area.width / Double(dye.image.width))
                .then(.translation(dye.area.minX, dye.area.minY))
            return .image(ImagePattern(dye.image, extend: .clamp, filter: .smooth, transform: map))
        }
        guard let hem = cloth.border?.hem, let border else { return pattern(tile, cloth.swatchWidth, panel) }
        guard let line = HemBorder.line(of: panel, hem: hem) else { return .colour(cloth.ground) }
        let height = cloth.swatchWidth / Double(border.width) * Double(border.height)
        return pattern(border, cloth.swatchWidth, panel, from: Double(line) - height)
    }

    /// A swatch that repeats along a panel's grain.
    ///
    /// - Parameter start: the cloth's height at which a repeat begins.
    private func pattern(
        _ tile: PixelImage, _ width: Double, _ panel: Panel, from start: Double = 0
    ) -> Paint {
        let scale = width / Double(tile.width)
        let origin = panel.frame.origin
        // Every panel's cloth begins where the garment's does.
        let turn = Affine(a: scale, b: 0, c: 0, d: scale, tx: 0, ty: 0)
            .then(.translation(-origin.x, start - origin.y))
            .then(.rotation(-panel.frame.angle))
            .then(.translation(origin.x, origin.y))
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
        if let pleats = panel.folds.pleats { draw(pleats, panel.frame, on: canvas) }
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

    /// Draws pleats as strips of light and shade that run with the panel's edges.
    private func draw(_ pleats: FoldField.Pleats, _ frame: PanelFrame, on canvas: Canvas) {
        func edge(_ across: Double) -> [Point] {
            frame.stations.enumerated().map { index, station in
                let x = (station.left + station.right) / 2 + (station.right - station.left) / 2 * across
                let isLast = index == frame.stations.count - 1
                return Point(x, station.along + (isLast ? frame.sag + 4 : 0))
            }
        }
        func strip(_ pleat: Int, _ from: Double, _ to: Double, _ colour: Colour) {
            let places = [from, to].map { -1 + 2 * (Double(pleat) + $0) / Double(pleats.count) }
            canvas.fill(Path(points: edge(places[0]) + edge(places[1]).reversed()), with: colour)
        }
        let (light, shade) = (Colour(grey: 1, alpha: 0.10), Colour(grey: 0, alpha: 0.24))
        for pleat in 0..<pleats.count {
            switch pleats.profile {
            case .knife, .soft:
                strip(pleat, 0.55, 0.9, light)
                strip(pleat, 0, 0.3, Colour(grey: 0, alpha: 0.08))
                strip(pleat, 0.9, 1, shade)
            case .box:
                strip(pleat, 0.08, 0.16, light)
                strip(pleat, 0.84, 0.92, shade)
                strip(pleat, 0, 0.08, Colour(grey: 0, alpha: 0.14))
                strip(pleat, 0.92, 1, Colour(grey: 0, alpha: 0.14))
            }
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
