import QuartetImaging

/// A seamless swatch ready for sampling: linear light, at the picture's scale.
struct ClothTile: Sendable {
    private let values: [Float]
    private let size: Int
    private let texelsPerCentimetre: Float
    /// Mean colour in linear light.
    let mean: (red: Float, green: Float, blue: Float)

    /// - Parameters:
    ///   - swatch: a square RGB picture in encoded values.
    ///   - width: centimetres that it shows.
    ///   - scale: pixels a centimetre of the picture that is drawn.
    init(swatch: FloatImage, width: Double, scale: Double) {
        let wanted = max(8, Int((width * scale).rounded()))
        // Finer than the picture by a quarter at most, so that sampling does not alias.
        let size = min(swatch.width, max(wanted, 8) * 5 / 4)
        let fitted =
            size < swatch.width
            ? swatch.linear().resized(width: size, height: size, filter: .area, edge: .wrap) : swatch.linear()
        self.size = fitted.width
        values = fitted.values
        texelsPerCentimetre = Float(Double(fitted.width) / width)
        var sum = (Float(0), Float(0), Float(0))
        for index in 0..<fitted.width * fitted.height {
            sum.0 += values[3 * index]
            sum.1 += values[3 * index + 1]
            sum.2 += values[3 * index + 2]
        }
        let count = Float(max(fitted.width * fitted.height, 1))
        mean = (sum.0 / count, sum.1 / count, sum.2 / count)
    }

    /// The cloth's colour at a place in centimetres (bilinear, repeating).
    func colour(_ x: Float, _ y: Float) -> (red: Float, green: Float, blue: Float) {
        let (px, py) = (x * texelsPerCentimetre - 0.5, y * texelsPerCentimetre - 0.5)
        let (fx, fy) = (px.rounded(.down), py.rounded(.down))
        let (dx, dy) = (px - fx, py - fy)
        let x0 = wrap(fx)
        let y0 = wrap(fy)
        let x1 = x0 + 1 == size ? 0 : x0 + 1
        let y1 = y0 + 1 == size ? 0 : y0 + 1
        let (a, b, c, d) = (
            (1 - dx) * (1 - dy), dx * (1 - dy), (1 - dx) * dy, dx * dy
        )
        let (i, j, k, l) = (
            3 * (y0 * size + x0), 3 * (y0 * size + x1), 3 * (y1 * size + x0), 3 * (y1 * size + x1)
        )
        return (
            a * values[i] + b * values[j] + c * values[k] + d * values[l],
            a * values[i + 1] + b * values[j + 1] + c * values[k + 1] + d * values[l + 1],
            a * values[i + 2] + b * values[j + 2] + c * values[k + 2] + d * values[l + 2]
        )
    }

    private func wrap(_ value: Float) -> Int {
        let whole = Int(min(max(value, -1e7), 1e7)) % size
        return whole < 0 ? whole + size : whole
    }
}
