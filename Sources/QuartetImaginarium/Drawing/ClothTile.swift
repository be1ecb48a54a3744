import QuartetImaging

/// A seamless swatch ready for sampling: linear light, at the picture's scale.
struct ClothTile: Sendable {
    private let cloth: FloatImage
    private let texelsPerCentimetre: Float
    /// Mean colour in linear light.
    let mean: (red: Float, green: Float, blue: Float)

    /// - Parameters:
    ///   - swatch: a square RGB picture in encoded values.
    ///   - width: its width in centimetres.
    ///   - scale: pixels per centimetre of the picture.
    init(swatch: FloatImage, width: Double, scale: Double) {
        let wanted = max(8, Int((width * scale).rounded()))
        // At most a quarter finer than the picture, so that sampling does not alias.
        let size = min(swatch.width, max(wanted, 8) * 5 / 4)
        let fitted =
            size < swatch.width
            ? swatch.linear().resized(width: size, height: size, filter: .area, edge: .wrap) : swatch.linear()
        cloth = fitted
        texelsPerCentimetre = Float(Double(fitted.width) / width)
        var sum = (Float(0), Float(0), Float(0))
        for index in stride(from: 0, to: fitted.values.count, by: 3) {
            sum.0 += fitted.values[index]
            sum.1 += fitted.values[index + 1]
            sum.2 += fitted.values[index + 2]
        }
        let count = Float(fitted.width * fitted.height)
        mean = (sum.0 / count, sum.1 / count, sum.2 / count)
    }

    /// The cloth's colour at a place in centimetres; the swatch repeats.
    func colour(_ x: Float, _ y: Float) -> (red: Float, green: Float, blue: Float) {
        cloth.sampleColour(x: x * texelsPerCentimetre, y: y * texelsPerCentimetre, edge: .wrap)
    }
}
