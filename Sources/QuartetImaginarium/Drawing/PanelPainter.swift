import QuartetImaging

/// Paints panels of cloth pixel by pixel.
struct PanelPainter {
    let layout: DrawingLayout
    let cloth: DesignCloth
    let seed: UInt64
    private let fabric: ClothTile
    private let plain: ClothTile
    private let lighting: Lighting
    private let parts: [String: (tile: ClothTile, lighting: Lighting)]

    init(layout: DrawingLayout, cloth: DesignCloth, seed: UInt64) {
        self.layout = layout
        self.cloth = cloth
        self.seed = seed
        fabric = ClothTile(swatch: cloth.swatch, width: cloth.swatchWidth, scale: layout.scale)
        plain = ClothTile(swatch: cloth.plain, width: cloth.plainWidth, scale: layout.scale)
        lighting = Lighting(light: cloth.light, sheen: cloth.sheen, drape: cloth.drape)
        parts = cloth.partCloths.mapValues { part in
            (
                ClothTile(swatch: part.swatch, width: part.width, scale: layout.scale),
                Lighting(light: part.light, sheen: part.sheen, drape: part.drape)
            )
        }
    }

    /// A panel with all that does not depend on the panels below: most of the work, and for each panel by itself.
    struct Prepared: Sendable {
        let panel: Panel
        let grain: GrainMap
        /// A drawing that lies on the panel.
        let print: PixelImage?
        let mask: PixelField
        let relief: PixelField
        /// The height of the cloth around each place.
        let around: PixelField
        let edge: PixelField
    }

    /// The relief of a panel and of what surrounds each of its places; nil for one without an area.
    func prepared(_ panel: Panel, _ motif: PlacedMotif? = nil) throws -> Prepared? {
        guard let bounds = panel.outline.bounds else { return nil }
        let scale = layout.scale
        let window = layout.window(bounds, room: 4 + 3 * max(panel.lift, 0) * scale)
        let mask = try PixelField(window, layout: layout) { $0.fill(panel.outline, with: Colour.white) }
        let grain = GrainMap(panel)
        var relief = PanelRelief(panel, grain: grain, layout: layout, seed: seed).relief(mask)
        let edge = mask.blurred(radius: 1.3 * scale)
        let rim = mask.blurred(radius: 0.3 * scale)
        for index in relief.image.values.indices {
            relief.image.values[index] += 0.16 * min(max(rim.image.values[index] * 2 - 1, 0), 1)
        }
        // Softens creases where they bend.
        relief = relief.blurred(radius: 0.16 * scale)
        try press(panel.lines, into: &relief)
        let near = relief.blurred(radius: 1.4 * scale)
        var around = relief.blurred(radius: 4 * scale)
        for index in around.image.values.indices {
            around.image.values[index] = 0.6 * near.image.values[index] + 0.4 * around.image.values[index]
        }
        let print = try motif.map { motif in try layout.picture(window) { motif.draw(on: $0) } }
        return Prepared(
            panel: panel, grain: grain, print: print, mask: mask, relief: relief, around: around, edge: edge)
    }

    /// Paints a panel over those below: its shadow, its cloth, seams and outline.
    func paint(_ prepared: Prepared, into buffer: inout LightBuffer) throws {
        let panel = prepared.panel
        if panel.lift > 0 {
            let reach = panel.lift * layout.scale
            buffer.shadow(
                prepared.mask, radius: reach, dx: Int(reach * 0.35), dy: Int(reach * 0.6), strength: 0.42)
        }
        shadePixels(prepared, &buffer)
        try Linework(layout: layout, cloth: cloth).draw(panel, mask: prepared.mask, into: &buffer)
    }

    /// Presses seams and hems into the relief as grooves.
    private func press(_ lines: [PanelLine], into relief: inout PixelField) throws {
        guard !lines.isEmpty else { return }
        func field(_ kinds: [PanelLine.Kind], width: Double, blur: Double) throws -> PixelField? {
            let chosen = lines.filter { kinds.contains($0.kind) }
            guard !chosen.isEmpty else { return nil }
            return try PixelField(relief.window, layout: layout) { canvas in
                for line in chosen {
                    canvas.stroke(line.path, with: Colour.white, style: StrokeStyle(width: width))
                }
            }.blurred(radius: blur * layout.scale)
        }
        let grooves: [([PanelLine.Kind], Double, Double, Float)] = [
            ([.seam, .opening], 0.22, 0.12, -0.12), ([.hem, .stitch], 0.2, 0.14, -0.07),
            ([.quilt], 0.5, 0.9, -0.9), ([.crease], 0.3, 0.35, 0.24), ([.rib], 0.34, 0.1, -0.12),
        ]
        for (kinds, width, blur, depth) in grooves {
            guard let groove = try field(kinds, width: width, blur: blur) else { continue }
            for index in relief.image.values.indices {
                relief.image.values[index] += depth * groove.image.values[index]
            }
        }
    }

    private func shadePixels(_ prepared: Prepared, _ buffer: inout LightBuffer) {
        let (panel, grain, print) = (prepared.panel, prepared.grain, prepared.print)
        let (mask, relief) = (prepared.mask, prepared.relief)
        let (around, edge) = (prepared.around, prepared.edge)
        let window = mask.window
        let (width, height) = (window.width, window.height)
        let slopeScale = Float(layout.scale) / 2
        let light = Float(panel.light)
        let ownName = cloth.ownCloth(of: panel)
        let own = ownName.flatMap { parts[$0] }
        let veil = self.veil(panel, ownName)
        let isLined = veil?.lines(panel) == true
        let tint: Tint = own == nil ? self.tint(panel) : (true, 1, 1, 1, 0)
        let (fabric, lighting) = (own?.tile ?? fabric, own?.lighting ?? lighting)
        let fading = own == nil ? Fading(cloth.fading, seed: seed) : nil
        let dye = own == nil ? cloth.dye : nil
        let mean = max(fabric.mean.green * tint.green, 0.004)
        let border = own == nil && tint.usesFabric ? hemBorder(panel) : nil
        for row in 0..<height {
            for column in 0..<width {
                let index = row * width + column
                let cover = mask.image.values[index]
                guard cover > 0 else { continue }
                let left = relief.image.values[row * width + max(column - 1, 0)]
                let right = relief.image.values[row * width + min(column + 1, width - 1)]
                let up = relief.image.values[max(row - 1, 0) * width + column]
                let down = relief.image.values[min(row + 1, height - 1) * width + column]
                let (slopeX, slopeY) = ((right - left) * slopeScale, (down - up) * slopeScale)
                let point = layout.point(window.x + column, window.y + row)
                let place = grain.place(point)
                var at = grain.cloth(place, at: point)
                if let (border, hem) = border { at.y = border.place(above: hem - at.y) }
                // The pattern shifts a little over the folds.
                let slide: Float = 0.55
                let (x, y) = (
                    at.x + slide * min(max(slopeX, -1.5), 1.5), at.y + slide * min(max(slopeY, -1.5), 1.5)
                )
                var colour = tint.usesFabric && dye == nil ? fabric.colour(x, y) : plain.colour(x, y)
                if tint.usesFabric, let dye {
                    let dyed = dye.colour(Float(point.x), Float(point.y)) / plain.mean.green
                    colour = (colour.red * dyed.x, colour.green * dyed.y, colour.blue * dyed.z)
                }
                colour = (colour.red * tint.red, colour.green * tint.green, colour.blue * tint.blue)
                if tint.quiet > 0 {
                    colour.red += (fabric.mean.red - colour.red) * tint.quiet
                    colour.green += (fabric.mean.green - colour.green) * tint.quiet
                    colour.blue += (fabric.mean.blue - colour.blue) * tint.quiet
                }
                let turned = 1 - min(max(edge.image.values[index] * 2 - 1, 0), 1)
                if let fading = tint.usesFabric ? fading : nil {
                    let share = fading.share(place, point, edge: turned)
                    colour.red += (0.62 - colour.red) * share
                    colour.green += (0.68 - colour.green) * share
                    colour.blue += (0.74 - colour.blue) * share
                }
                let ink = print.map { LightBuffer.pixel($0, index) }
                if let ink, ink.alpha > 0 {
                    colour.red += (ink.red - colour.red) * ink.alpha
                    colour.green += (ink.green - colour.green) * ink.alpha
                    colour.blue += (ink.blue - colour.blue) * ink.alpha
                }
                let (factor, gleam) = lighting.shade(
                    slopeX: slopeX, slopeY: slopeY,
                    hollow: around.image.values[index] - relief.image.values[index],
                    edge: turned, grain: grain.direction)
                let shade = factor * light
                // Black cloth shows its folds by reflection alone.
                let bounce = 0.012 * max(factor - 0.55, 0) * light
                let pixel = (window.y + row) * layout.width + window.x + column
                if isLined {
                    let lining = ClothVeil.lining * shade
                    buffer.lay(
                        pixel, red: fabric.mean.red * lining, green: fabric.mean.green * lining,
                        blue: fabric.mean.blue * lining, cover: cover)
                }
                buffer.lay(
                    pixel,
                    red: colour.red * shade + gleam * light + bounce,
                    green: colour.green * shade + gleam * light + bounce,
                    blue: colour.blue * shade + gleam * light + bounce,
                    cover: cover * (veil?.cover(colour.green / mean, slopeX, slopeY, turned) ?? 1))
            }
        }
    }

    /// The border along the hem that a panel shows, and the lowest line of its cloth. Other panels show the ground.
    private func hemBorder(_ panel: Panel) -> (HemBorder, hem: Float)? {
        guard let (hem, height) = cloth.border else { return nil }
        let border = HemBorder(height: Float(height), swatch: Float(cloth.swatchWidth))
        return (border, HemBorder.line(of: panel, hem: hem) ?? 1e4)
    }

    /// What shows through a panel: bands and parts of another colour are dense.
    private func veil(_ panel: Panel, _ own: String?) -> ClothVeil? {
        if let own { return cloth.partCloths[own]?.veil }
        return panel.cloth == .main || panel.cloth == .inside ? cloth.veil : nil
    }

    private typealias Tint = (usesFabric: Bool, red: Float, green: Float, blue: Float, quiet: Float)

    /// How a panel's cloth is tinted.
    private func tint(_ panel: Panel) -> Tint {
        func coloured(_ colour: Colour, _ share: Float = 1) -> (Bool, Float, Float, Float, Float) {
            // Divides out the mean grey of the plain swatch.
            let factor = share / max(plain.mean.green, 0.01)
            return (
                false, Float(Colour.linear(fromEncoded: colour.red)) * factor,
                Float(Colour.linear(fromEncoded: colour.green)) * factor,
                Float(Colour.linear(fromEncoded: colour.blue)) * factor, 0
            )
        }
        if let colour = cloth.colour(of: panel) { return coloured(colour, panel.cloth == .inside ? 0.82 : 1) }
        switch panel.cloth {
        case .main: return (true, 1, 1, 1, 0)
        case .inside: return (true, 0.82, 0.82, 0.82, 0.55)
        case .part: return cloth.cutsPartsFromFabric ? (true, 1, 1, 1, 0) : coloured(cloth.ground)
        case .rib: return coloured(cloth.ground)
        }
    }
}
