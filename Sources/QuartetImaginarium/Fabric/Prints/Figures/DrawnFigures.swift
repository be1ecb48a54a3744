internal import QuartetFiles
import QuartetImaging

/// A drawing of the motif collection, separated into flat inks.
struct DrawnFigure: Sendable {
    let kind: String
    private let side: Int
    /// Ink of each pixel of a square, as a coverage of each ink, so that edges stay smooth when it is enlarged.
    private let coverage: [FloatImage]

    /// Separates a drawing's colours: the greens become `third`, the dark `outline`, the lightest part `second` and the
    /// rest `motif`. In a drawing of one tone everything is `motif`.
    init(kind: String, picture: FloatImage) {
        self.kind = kind
        let (width, height) = (picture.width, picture.height)
        side = max(width, height)
        let opaque = FloatImage(
            width: width, height: height, channels: 3,
            values: (0..<width * height).flatMap { pixel in
                (0..<3).map { picture.values[4 * pixel + $0] }
            })
        let lab = opaque.lab()
        let inside = (0..<width * height).filter { picture.values[4 * $0 + 3] > 0.5 }
        let lightness = inside.map { lab.values[3 * $0] }.sorted()
        let low = lightness.isEmpty ? 0 : lightness[lightness.count / 20]
        let high = lightness.isEmpty ? 0 : lightness[min(lightness.count - 1, lightness.count * 19 / 20)]
        let isFlower = kind == "flower"
        // What counts as dark and as light depends on the drawing's own range.
        let (dark, light) = (low + 0.3 * (high - low), low + 0.86 * (high - low))
        var coverage = [FloatImage](
            repeating: FloatImage(width: side, height: side), count: Ink.allCases.count)
        let (left, top) = ((side - width) / 2, (side - height) / 2)
        for pixel in inside {
            let (l, a, b) = (lab.values[3 * pixel], lab.values[3 * pixel + 1], lab.values[3 * pixel + 2])
            let ink: Ink
            if high - low < 12 {
                ink = .motif
            } else if isFlower, a < -12, b > 5, l < 75 {
                ink = .third
            } else if l < dark {
                ink = .outline
            } else {
                ink = l > light || (isFlower && b > 60) ? .second : .motif
            }
            let place = (pixel / width + top) * side + pixel % width + left
            coverage[Int(ink.rawValue)].values[place] = 1
        }
        self.coverage = coverage
    }

    /// The drawing's square fits into the unit disc.
    var figure: Figure {
        let scale = Float(side) / 2 * 1.41
        let half = Float(side) / 2
        return { x, y in
            let (u, v) = (x * scale + half, y * scale + half)
            guard u >= 0, v >= 0, u < Float(side), v < Float(side) else { return nil }
            var (best, most, sum) = (Ink.ground, Float(0), Float(0))
            for ink in Ink.allCases.dropFirst() {
                let share = coverage[Int(ink.rawValue)].sample(x: u, y: v, edge: .clamp)
                sum += share
                if share > most { (best, most) = (ink, share) }
            }
            return sum > 0.5 ? best : nil
        }
    }
}
