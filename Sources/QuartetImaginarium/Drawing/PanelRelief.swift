import Glibc
import QuartetImaging

/// The relief of a panel's cloth in centimetres: its round form, folds, creases, gathers and wrinkles.
struct PanelRelief {
    private let panel: Panel
    private let grain: GrainMap
    private let layout: DrawingLayout
    private let broad: ValueNoise
    private let fine: ValueNoise

    init(_ panel: Panel, grain: GrainMap, layout: DrawingLayout, seed: UInt64) {
        self.panel = panel
        self.grain = grain
        self.layout = layout
        broad = ValueNoise(seed: seed, label: panel.name + " broad")
        fine = ValueNoise(seed: seed, label: panel.name + " fine")
    }

    /// The relief where the panel is; beside it each row goes on at the height of the panel's edge, which blurs need.
    func relief(_ mask: PixelField) -> PixelField {
        let window = mask.window
        var field = PixelField(window)
        let folds = panel.folds
        let roundness = 0.55 * Float(panel.frame.roundness)
        let spans = mask.spans(around: 2)
        for row in 0..<window.height {
            for column in spans[row] {
                let index = row * window.width + column
                let place = grain.place(layout.point(window.x + column, window.y + row))
                let t = min(abs(place.across), 1.02)
                // Cloth on a form is flat in front and turns away at the sides; narrow panels bulge less.
                var height = min(roundness, 0.17 * place.half) * (1 - powf(t, 2.4))
                for ridge in folds.ridges { height += Self.ridge(ridge, place) }
                if let pleats = folds.pleats { height += Self.pleat(pleats, place) }
                height += wrinkles(folds, place)
                field.image.values[index] = height
            }
            let start = row * window.width
            let (left, right) = (start + spans[row].lowerBound, start + spans[row].upperBound - 1)
            for index in start..<left { field.image.values[index] = field.image.values[left] }
            for index in right + 1..<start + window.width {
                field.image.values[index] = field.image.values[right]
            }
        }
        for crease in folds.creases { add(crease, to: &field) }
        return field
    }

    private static func ridge(_ ridge: FoldField.Ridge, _ place: GrainMap.Place) -> Float {
        let start = Float(ridge.start)
        guard place.share > start else { return 0 }
        let open = min((place.share - start) / max(0.95 - start, 0.05), 1)
        let d = (place.across - Float(ridge.across + ridge.drift) * 1) / Float(ridge.width)
        guard abs(d) < 3 else { return 0 }
        return Float(ridge.depth) * open * (1.4 - 0.4 * open) * expf(-d * d)
    }

    private static func pleat(_ pleats: FoldField.Pleats, _ place: GrainMap.Place) -> Float {
        let p = (min(max(place.across, -1), 1) + 1) / 2 * Float(pleats.count)
        let f = p - p.rounded(.down)
        let gate = 0.4 + 0.6 * place.share
        let rise: Float
        switch pleats.profile {
        case .knife, .soft: rise = f < 0.9 ? 0.15 + 0.85 * (f / 0.9) : 1 - 0.85 * ((f - 0.9) / 0.1)
        case .box:
            let edge = min(f, 1 - f)
            rise = edge > 0.16 ? 1 : (edge > 0.08 ? (edge - 0.08) / 0.08 : 0)
        }
        return Float(pleats.depth) * gate * rise
    }

    private func wrinkles(_ folds: FoldField, _ place: GrainMap.Place) -> Float {
        let wrinkle = Float(folds.wrinkle)
        var height =
            wrinkle * (7 * broad(place.u / 11, place.v / 17) + 1.7 * fine(place.u / 3.6, place.v / 6.5))
        height += wrinkle * 0.5 * fine(place.u / 1.3 + 40, place.v / 1.9)
        let length = Float(
            panel.frame.stations[panel.frame.stations.count - 1].along - panel.frame.stations[0].along)
        if folds.gatherTop > 0 {
            let fade = expf(-max(place.share, 0) * length / 7)
            height += Float(folds.gatherTop) * fade * fine(place.u / 1.0, place.v / 16 + 7)
        }
        if folds.gatherEnd > 0 {
            let fade = expf(-max(1 - place.share, 0) * length / 6)
            height += Float(folds.gatherEnd) * fade * fine(place.u / 1.0 + 90, place.v / 16)
        }
        return height
    }

    /// Adds a crease: a Gaussian ridge along a quadratic curve, fading towards both ends.
    private func add(_ crease: FoldField.Crease, to field: inout PixelField) {
        let pieces = 16
        let points = (0...pieces).map { step -> Point in
            let t = Double(step) / Double(pieces)
            let (a, b, c) = ((1 - t) * (1 - t), 2 * t * (1 - t), t * t)
            return Point(
                a * crease.from.x + b * crease.through.x + c * crease.to.x,
                a * crease.from.y + b * crease.through.y + c * crease.to.y)
        }
        let (xs, ys) = (points.map(\.x), points.map(\.y))
        guard let minX = xs.min(), let maxX = xs.max(), let minY = ys.min(), let maxY = ys.max() else {
            return
        }
        let reach = crease.width * 2.4
        let box = layout.window(
            Rect(
                x: minX - reach, y: minY - reach, width: maxX - minX + 2 * reach,
                height: maxY - minY + 2 * reach),
            room: 0)
        let window = field.window
        let (x0, x1) = (max(box.x, window.x), min(box.x + box.width, window.x + window.width))
        let (y0, y1) = (max(box.y, window.y), min(box.y + box.height, window.y + window.height))
        guard x0 < x1, y0 < y1 else { return }
        let inverse = 1 / (crease.width * crease.width)
        for y in y0..<y1 {
            for x in x0..<x1 {
                let point = layout.point(x, y)
                var best = Double.infinity
                var place = 0.0
                for piece in 0..<pieces {
                    let (ax, ay) = (xs[piece], ys[piece])
                    let (dx, dy) = (xs[piece + 1] - ax, ys[piece + 1] - ay)
                    let length = dx * dx + dy * dy
                    let t =
                        length < 1e-12
                        ? 0 : min(max(((point.x - ax) * dx + (point.y - ay) * dy) / length, 0), 1)
                    let (ex, ey) = (point.x - ax - t * dx, point.y - ay - t * dy)
                    let distance = ex * ex + ey * ey
                    if distance < best {
                        best = distance
                        place = (Double(piece) + t) / Double(pieces)
                    }
                }
                guard best * inverse < 6 else { continue }
                // Strongest where the cloth is held, vanishing at the far end.
                let fade = (1 - place) * (0.35 + 0.65 * min(1, place * 6))
                field.image.values[(y - window.y) * window.width + x - window.x] += Float(
                    crease.depth * 1.25 * fade * exp(-best * inverse))
            }
        }
    }
}
