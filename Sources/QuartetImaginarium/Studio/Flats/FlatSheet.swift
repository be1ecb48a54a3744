import QuartetImaging

/// Front and back of a garment side by side in one scale, with a scale bar.
struct FlatSheet: Sendable {
    /// The page, or a part of it, in millimetres.
    struct Place: Sendable {
        var width = 297.0
        var height = 210.0
        var margin = 12.0
        /// Room above for the title and below for the scale.
        var head = 12.0
        var foot = 14.0
    }

    let front: FlatView
    let back: FlatView
    let place: Place
    /// The drawing is 1 to `scale`.
    let scale: Double
    private let frontMap: Affine
    private let backMap: Affine

    private static let scales = [2.0, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 20, 25, 30]

    init(front: Garment, back: Garment, place: Place = Place()) {
        self.front = FlatView(name: "front", garment: front)
        self.back = FlatView(name: "back", garment: back)
        self.place = place
        let (first, second) = (front.bounds, back.bounds)
        let gap = place.margin
        let width = place.width - 2 * place.margin - gap
        let height = place.height - 2 * place.margin - place.head - place.foot
        let top = min(first.minY, second.minY)
        let tall = max(first.maxY, second.maxY) - top
        let needed = max(10 * (first.width + second.width) / width, 10 * tall / height)
        let scale = Self.scales.first { $0 >= needed } ?? needed
        self.scale = scale
        let unit = 10 / scale
        let spare = (width - (first.width + second.width) * unit) / 4
        let y = place.margin + place.head + (height - tall * unit) / 2 - top * unit
        frontMap = Affine(
            a: unit, b: 0, c: 0, d: unit, tx: place.margin + spare - first.minX * unit, ty: y)
        backMap = Affine(
            a: unit, b: 0, c: 0, d: unit,
            tx: place.width - place.margin - spare - second.maxX * unit, ty: y)
    }

    /// Centimetres of a side to millimetres on the page.
    func map(of side: GarmentSide) -> Affine { side == .front ? frontMap : backMap }

    /// Both sides and the scale bar.
    var elements: [VectorScene.Element] {
        [front.group.mapped(by: frontMap), back.group.mapped(by: backMap), captions, scaleBar]
    }

    private var captions: VectorScene.Element {
        let y = place.height - place.margin - 6
        return .group(
            "captions",
            [(front, frontMap), (back, backMap)].map { side, map in
                let middle = map.apply(to: side.garment.bounds.centre)
                return .text(
                    side.name == "front" ? "Front" : "Back", at: Point(middle.x, y), size: 3.6,
                    anchor: .middle)
            })
    }

    /// Ten centimetres of the garment in steps of one, or of five on small drawings.
    private var scaleBar: VectorScene.Element {
        let unit = 10 / scale
        let (x, y) = (place.margin, place.height - place.margin)
        var bar = Path()
        bar.move(to: Point(x, y))
        bar.line(to: Point(x + 10 * unit, y))
        for step in 0...10 {
            let height = step % 5 == 0 ? 2.0 : 1.2
            bar.move(to: Point(x + Double(step) * unit, y))
            bar.line(to: Point(x + Double(step) * unit, y - height))
        }
        return .group(
            "scale bar",
            [
                .path(bar, stroke: FlatLines.seam),
                .text("10 cm", at: Point(x + 10 * unit + 1.5, y), size: 2.8),
                .text("0", at: Point(x, y - 2.8), size: 2.4, anchor: .middle),
                .text(
                    "scale 1 : \(VectorScene.number(scale))", at: Point(place.width - place.margin, y),
                    size: 2.8,
                    anchor: .end),
            ])
    }
}

/// A side of a garment.
public enum GarmentSide: String, Sendable, Codable, CaseIterable {
    case front, back
}
