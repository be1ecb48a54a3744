import QuartetImaging

/// Pockets of every kind, always in pairs but for the kangaroo's and the chest's.
struct PocketBlock {
    let parameters: GarmentParameters
    private let bodice: BodiceBlock

    init(_ parameters: GarmentParameters) {
        self.parameters = parameters
        self.bodice = BodiceBlock(parameters)
    }

    private var isBottoms: Bool {
        guard parameters.jacketHem == nil else { return false }
        return !parameters.parts.contains(.bodice) || parameters.family == .jumpsuit
    }
    private var waist: Double { parameters.waistHeight }
    /// Half width near the pockets.
    private var width: Double {
        if parameters.jacketHem != nil { return parameters.bodice.hip }
        if parameters.parts.contains(.legs) { return parameters.legs.waist }
        if parameters.parts.contains(.skirt) { return parameters.skirt.waist }
        return parameters.bodice.hip
    }
    private var pocketHeight: Double { min(waist + 9, bodice.bottom - 17) }

    func layers() -> [GarmentLayer] {
        var layers: [GarmentLayer] = []
        for detail in parameters.details { layers += self.layers(for: detail) }
        return layers
    }

    private func layers(for detail: DetailKind) -> [GarmentLayer] {
        switch detail {
        case .chestPocket:
            [
                .panel(
                    patch(
                        "chest pocket", x: 10.2, y: parameters.bodice.armhole + 0.5, width: 9.6, height: 11,
                        point: 1.4))
            ]
        case .patchPockets:
            pair(
                patch(
                    "patch pocket", x: width * 0.52, y: isBottoms ? waist + 7 : pocketHeight, width: 13,
                    height: 14.5, point: 0))
        case .flapPockets: pair(flap(x: width * 0.54, y: pocketHeight, width: 13.5, height: 5.2))
        case .chestFlaps: chestFlaps()
        case .weltPockets: pair(welt(tilt: parameters.family == .outerwear ? 0.42 : 0.06))
        case .breastWelt: [.panel(breastWelt())]
        case .slantPockets: slant()
        case .jeansPockets: jeans()
        case .kangarooPocket: kangaroo()
        case .cargoPockets: cargo()
        default: []
        }
    }

    private func pair(_ panel: Panel) -> [GarmentLayer] { [.panel(panel.mirrored), .panel(panel)] }

    private func patch(_ name: String, x: Double, y: Double, width: Double, height: Double, point: Double)
        -> Panel
    {
        var line = Outline(x - width / 2, y)
        line.line(x + width / 2, y)
        line.line(x + width / 2, y + height - point - 1)
        if point > 0 {
            line.line(x, y + height)
            line.line(x - width / 2, y + height - point - 1)
        } else {
            line.curve(
                Point(x + width / 2, y + height), Point(x + width / 2, y + height),
                to: Point(x + width / 2 - 2, y + height))
            line.line(x - width / 2 + 2, y + height)
            line.curve(
                Point(x - width / 2, y + height), Point(x - width / 2, y + height),
                to: Point(x - width / 2, y + height - 2))
        }
        let bounds = Rect(x: x - width / 2, y: y, width: width, height: height)
        var panel = Panel(name, line.closed, .main, frame: frame(bounds))
        panel.lift = 0.28
        var stitch = Outline(bounds.minX + 0.5, y + 0.2)
        stitch.line(bounds.minX + 0.5, y + height - point - 1.4)
        if point > 0 {
            stitch.line(x, y + height - 0.6)
        } else {
            stitch.line(bounds.minX + 1.6, y + height - 0.5)
        }
        if point == 0 { stitch.line(bounds.maxX - 1.6, y + height - 0.5) }
        stitch.line(bounds.maxX - 0.5, y + height - point - 1.4)
        stitch.line(bounds.maxX - 0.5, y + 0.2)
        var hem = Outline(bounds.minX, y + 2.2)
        hem.line(bounds.maxX, y + 2.2)
        panel.lines = [PanelLine(kind: .stitch, path: stitch.open), PanelLine(kind: .stitch, path: hem.open)]
        return panel
    }

    private func frame(_ bounds: Rect) -> PanelFrame {
        .hanging(
            [
                PanelFrame.Station(along: bounds.minY, left: bounds.minX, right: bounds.maxX),
                PanelFrame.Station(along: bounds.maxY, left: bounds.minX, right: bounds.maxX),
            ], roundness: 0.3)
    }

    private func flap(x: Double, y: Double, width: Double, height: Double) -> Panel {
        var line = Outline(x - width / 2, y + 0.5)
        line.line(x + width / 2, y)
        line.curve(
            Point(x + width / 2 + 0.2, y + height * 0.7), Point(x + width / 2 - 0.2, y + height),
            to: Point(x + width / 2 - 1.8, y + height))
        line.line(x - width / 2 + 1.4, y + height + 0.4)
        line.curve(
            Point(x - width / 2 - 0.1, y + height + 0.4), Point(x - width / 2, y + height * 0.7),
            to: Point(x - width / 2, y + 0.5))
        var panel = Panel(
            "flap", line.closed, .main,
            frame: frame(Rect(x: x - width / 2, y: y, width: width, height: height)))
        panel.lift = 0.45
        if parameters.has(.topstitching) {
            var stitch = Outline(x - width / 2 + 0.5, y + 1)
            stitch.line(x - width / 2 + 0.6, y + height - 0.4)
            stitch.line(x + width / 2 - 0.8, y + height - 0.6)
            stitch.line(x + width / 2 - 0.4, y + 0.8)
            panel.lines = [PanelLine(kind: .stitch, path: stitch.open)]
        }
        return panel
    }

    private func chestFlaps() -> [GarmentLayer] {
        let y = parameters.bodice.armhole + 1.5
        let x = parameters.bodice.chest * 0.46
        let pocket = patch("chest pocket", x: x, y: y + 0.6, width: 10.5, height: 11.5, point: 1.8)
        var line = Outline(x - 5.5, y)
        line.line(x + 5.5, y)
        line.line(x + 5.4, y + 2.6)
        line.line(x, y + 4.8)
        line.line(x - 5.4, y + 2.6)
        let bounds = Rect(x: x - 5.5, y: y, width: 11, height: 5)
        var flap = Panel("chest flap", line.closed, .main, frame: frame(bounds))
        flap.lift = 0.35
        var stitch = Outline(x - 5.0, y + 0.3)
        stitch.line(x - 4.9, y + 2.2)
        stitch.line(x, y + 4.2)
        stitch.line(x + 4.9, y + 2.2)
        stitch.line(x + 5.0, y + 0.3)
        flap.lines = [PanelLine(kind: .stitch, path: stitch.open)]
        return pair(pocket) + pair(flap)
            + [-x, x].map { .trim(.button(centre: Point($0, y + 3.4), radius: 0.7, part: "buttons")) }
    }

    private func welt(tilt: Double) -> Panel {
        let x = isBottoms ? width * 0.62 : width * 0.56
        let y = isBottoms ? waist + 5 : pocketHeight + 3
        let (length, height) = (14.0, tilt > 0.2 ? 3.4 : 1.8)
        func at(_ u: Double, _ v: Double) -> Point {
            // Slanted welts run down towards the side.
            let angle = tilt > 0.2 ? 1.12 : 0.10
            return Point(x + u * cosine(angle) - v * sine(angle), y + u * sine(angle) + v * cosine(angle))
        }
        var line = Outline(from: at(-length / 2, -height / 2))
        line.line(to: at(length / 2, -height / 2))
        line.line(to: at(length / 2, height / 2))
        line.line(to: at(-length / 2, height / 2))
        var panel = Panel(
            "welt", line.closed, .main,
            frame: .flat(Rect(x: x - length / 2, y: y - height / 2, width: length, height: height)))
        panel.lift = 0.3
        return panel
    }

    private func breastWelt() -> Panel {
        let x = parameters.bodice.chest * 0.50
        let y = parameters.bodice.armhole + 2.5
        var line = Outline(x - 4.8, y + 1.0)
        line.line(x + 4.8, y - 0.4)
        line.line(x + 5.0, y + 1.8)
        line.line(x - 4.6, y + 3.2)
        var panel = Panel(
            "breast welt", line.closed, .main, frame: .flat(Rect(x: x - 5, y: y, width: 10, height: 3)))
        panel.lift = 0.22
        return panel
    }

    /// Pockets that are a slanted opening with a stitched edge.
    private func slant() -> [GarmentLayer] {
        var line: Outline
        var bounds: Rect
        if isBottoms || parameters.parts.contains(.skirt) {
            let y = waist + 0.9
            line = Outline(width * 0.62, y)
            line.curve(
                Point(width * 0.74, y + 6), Point(width * 0.92, y + 12), to: Point(width + 4.4, y + 16))
            bounds = Rect(x: width * 0.6, y: y, width: width * 0.5, height: 16)
            if parameters.parts.contains(.bodice), !parameters.parts.contains(.legs) { return [] }
        } else {
            let x = width * 0.60
            line = Outline(x - 2.4, pocketHeight - 1.5)
            line.line(x + 3.4, pocketHeight + 12)
            bounds = Rect(x: x - 3, y: pocketHeight - 2, width: 7, height: 14)
        }
        return openings(line, bounds)
    }

    /// A thin panel with the opening's line and two rows of stitches.
    private func openings(_ line: Outline, _ bounds: Rect) -> [GarmentLayer] {
        var band = line
        band.append(moved(line, -1.3, 0.25).reversed)
        var panel = Panel("pocket edge", band.closed, .main, frame: .flat(bounds))
        panel.lift = 0.16
        panel.lines = [
            PanelLine(kind: .opening, path: line.open),
            PanelLine(kind: .stitch, path: moved(line, -0.55, 0.1).open),
        ]
        return pair(panel)
    }

    private func moved(_ line: Outline, _ x: Double, _ y: Double) -> Outline {
        var result = Outline(from: Point(line.start.x + x, line.start.y + y))
        for piece in line.pieces {
            switch piece {
            case .line(let point): result.line(to: Point(point.x + x, point.y + y))
            case .curve(let a, let b, let point):
                result.curve(
                    Point(a.x + x, a.y + y), Point(b.x + x, b.y + y), to: Point(point.x + x, point.y + y))
            }
        }
        return result
    }

    /// Scooped front pockets with rivets and a coin pocket.
    private func jeans() -> [GarmentLayer] {
        let y = waist + 0.8
        let side = LegBlock(parameters).hipWidth(at: y + 9)
        let edge = parameters.parts.contains(.legs) ? side : width + 2.6
        var line = Outline(width * 0.42, y)
        line.curve(Point(width * 0.46, y + 7.5), Point(width * 0.72, y + 9.5), to: Point(edge - 0.1, y + 9))
        var bag = line
        bag.line(width, y - 0.4)
        var inner = Panel(
            "pocket bag", bag.closed, .main,
            frame: .flat(Rect(x: width * 0.4, y: y, width: width * 0.6, height: 9)))
        inner.light = 0.93
        inner.lift = 0
        var coin = Outline(width * 0.60, y + 3.4)
        coin.line(width * 0.94, y + 2.9)
        coin.line(width * 0.95, y + 8.8)
        inner.lines = [
            PanelLine(kind: .opening, path: line.open), PanelLine(kind: .stitch, path: coin.open),
        ]
        // The scooped edge of the leg, sewn down with two rows.
        var band = line
        band.append(moved(line, -1.5, 1.4).reversed)
        var rim = Panel(
            "pocket edge", band.closed, .main,
            frame: .flat(Rect(x: width * 0.4, y: y, width: width * 0.6, height: 11)))
        rim.lift = 0.14
        rim.lines = [
            PanelLine(kind: .stitch, path: moved(line, -0.45, 0.42).open),
            PanelLine(kind: .stitch, path: moved(line, -1.0, 0.94).open),
        ]
        let rivets = [Point(width * 0.42 - 0.2, y + 1.6), Point(edge - 1.6, y + 9.2)]
        return pair(inner) + pair(rim)
            + rivets.flatMap { point in
                [-1.0, 1.0].map {
                    GarmentLayer.trim(.rivet(centre: Point($0 * point.x, point.y), radius: 0.42))
                }
            }
    }

    private func kangaroo() -> [GarmentLayer] {
        let bottom = bodice.bottom - (parameters.has(.rib) ? 6 : 1)
        let top = bottom - 19
        let (wide, narrow) = (parameters.bodice.waist * 0.66, parameters.bodice.waist * 0.40)
        var line = Outline(0, top)
        line.line(narrow, top)
        line.curve(Point(narrow + 1.8, top + 5), Point(wide - 1.6, top + 9.5), to: Point(wide, top + 11.5))
        line.line(wide, bottom)
        line.line(0, bottom + 0.6)
        let bounds = Rect(x: -wide, y: top, width: 2 * wide, height: 19)
        var panel = Panel("kangaroo pocket", line.closedWithMirror, .main, frame: frame(bounds))
        panel.lift = 0.5
        panel.frame.roundness = 0.8
        for side in [1.0, -1.0] {
            var stitch = Outline(side * (narrow - 0.9), top + 0.6)
            stitch.curve(
                Point(side * (narrow + 0.8), top + 5.4), Point(side * (wide - 2.6), top + 9.9),
                to: Point(side * (wide - 1.0), top + 11.9))
            panel.lines.append(PanelLine(kind: .stitch, path: stitch.open))
        }
        var topStitch = Outline(-narrow, top + 0.7)
        topStitch.line(narrow, top + 0.7)
        panel.lines.append(PanelLine(kind: .stitch, path: topStitch.open))
        return [.panel(panel)]
    }

    private func cargo() -> [GarmentLayer] {
        guard parameters.parts.contains(.legs) else {
            return pair(
                patch("cargo pocket", x: width * 0.6, y: pocketHeight, width: 13, height: 15, point: 0))
        }
        let y = min(parameters.crotchHeight + 12, parameters.hemHeight - 22)
        let x = 12.5 + parameters.legs.thigh * 0.42
        let pocket = patch("cargo pocket", x: x, y: y + 1.5, width: 12.5, height: 15, point: 0)
        return pair(pocket) + pair(flap(x: x, y: y, width: 13.3, height: 5))
    }
}
