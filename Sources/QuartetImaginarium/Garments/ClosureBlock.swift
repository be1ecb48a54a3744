import QuartetImaging

/// Front closures: button plackets, zips, and the fly of trousers.
struct ClosureBlock {
    let parameters: GarmentParameters

    private var start: Double { parameters.neckline.depth }
    private var end: Double {
        if let hem = parameters.jacketHem { return hem + 1 }
        return parameters.parts.contains(.skirt) && !parameters.isOnePiece
            ? parameters.hemHeight + 2
            : (parameters.parts.contains(.legs) ? parameters.crotchHeight - 4 : parameters.hemHeight + 1)
    }

    /// Layers of a closure in the middle of the front.
    func layers() -> [GarmentLayer] {
        switch parameters.closure.kind {
        case .none, .open, .wrap, .doubleBreasted: []
        case .buttons: parameters.parts.contains(.bodice) ? placket(to: end, halfWidth: 1.6) : skirtButtons()
        case .placket: placket(to: start + 15, halfWidth: 1.5)
        case .zip: parameters.parts.contains(.bodice) ? zip(to: end) : []
        case .halfZip: zip(to: start + 17)
        }
    }

    private func placket(to bottom: Double, halfWidth: Double) -> [GarmentLayer] {
        let rect = Rect(x: -halfWidth, y: start - 0.6, width: 2 * halfWidth, height: bottom - start + 0.4)
        let isRib = parameters.has(.placketBand)
        var panel = Panel(
            "placket", .roundedRect(rect, radius: 0.2), isRib ? .rib("placket") : .main, frame: .flat(rect))
        panel.frame = .hanging(
            [
                PanelFrame.Station(along: rect.minY, left: -halfWidth, right: halfWidth),
                PanelFrame.Station(along: rect.maxY, left: -halfWidth, right: halfWidth),
            ], roundness: 0.3)
        panel.lift = 0.2
        for x in [-halfWidth + 0.5, halfWidth - 0.5] {
            var line = Outline(x, rect.minY + 0.3)
            line.line(x, rect.maxY - 0.3)
            panel.lines.append(PanelLine(kind: .stitch, path: line.open))
        }
        let isShort = bottom - start < 20
        let spacing = isShort ? 5.6 : 8.6
        let count = max(2, Int((bottom - start - 4) / spacing))
        var layers: [GarmentLayer] = [.panel(panel)]
        let buttons = parameters.closure.isCounted == true ? parameters.closure.buttons : count + 1
        for index in 0..<buttons {
            let share = buttons == 1 ? 0 : Double(index) / Double(buttons - 1)
            let y = start + 1.6 + (bottom - start - (isShort ? 4 : 9)) * share
            layers.append(.trim(.button(at: Point(0, y), radius: Measure.Button.shirt)))
        }
        return layers
    }

    private func skirtButtons() -> [GarmentLayer] {
        let top = parameters.waistHeight
        let usual = max(3, Int((parameters.hemHeight - top) / 9))
        let count = parameters.closure.isCounted == true ? parameters.closure.buttons : usual
        var layers: [GarmentLayer] = []
        for index in 0..<count {
            let share = count == 1 ? 0 : Double(index) / Double(count - 1)
            let y = top - 2 + (parameters.hemHeight - top - 4) * share
            layers.append(.trim(.button(at: Point(0, y), radius: Measure.Button.skirt)))
        }
        return layers
    }

    private func zip(to bottom: Double) -> [GarmentLayer] {
        let top = parameters.neckline.shape == .funnel ? start - 3.5 : start - 0.3
        var line = Outline(0, top)
        line.line(0, bottom)
        return [.trim(.zip(path: line.open, width: 1.5))]
    }

    /// The fly of trousers with its stitched curve and its button.
    func fly() -> [GarmentLayer] {
        guard parameters.has(.fly), parameters.parts.contains(.legs) else { return [] }
        let top = parameters.waistHeight + 0.9
        let low = top + (parameters.crotchHeight - top) * 0.62
        let width = 3.9
        let rect = Rect(x: -0.1, y: top, width: width + 0.2, height: low - top + 1)
        var outline = Outline(0, top)
        outline.line(width, top)
        outline.line(width, low - 5)
        outline.curve(Point(width, low - 1.5), Point(2.4, low + 0.4), to: Point(0, low + 0.8))
        var panel = Panel(
            "fly", outline.closed, .main,
            frame: .hanging(
                [
                    PanelFrame.Station(along: rect.minY, left: 0, right: 4),
                    PanelFrame.Station(along: rect.maxY, left: 0, right: 4),
                ], roundness: 0.2))
        panel.lift = 0.12
        for inset in [0.45, 0.95] {
            var stitch = Outline(width - inset, top + 0.2)
            stitch.line(width - inset, low - 5)
            stitch.curve(
                Point(width - inset, low - 1.8), Point(2.2 - inset, low - 0.2),
                to: Point(0.2, low + 0.8 - inset))
            panel.lines.append(PanelLine(kind: .stitch, path: stitch.open))
        }
        var layers: [GarmentLayer] = [.panel(panel)]
        if parameters.has(.waistband) {
            layers.append(
                .trim(
                    .button(at: Point(1.2, parameters.waistHeight - 1.2), radius: Measure.Button.waistband)))
        }
        return layers
    }
}
