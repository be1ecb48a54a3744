import QuartetImaging

/// The picture while it is drawn: red, green and blue in linear light, premultiplied, and coverage.
struct LightBuffer {
    private var light: FloatImage

    var width: Int { light.width }
    var height: Int { light.height }

    init(width: Int, height: Int) {
        light = FloatImage(width: width, height: height, channels: 4)
    }

    /// Composites a colour over a pixel.
    mutating func lay(_ pixel: Int, red: Float, green: Float, blue: Float, cover: Float) {
        let rest = 1 - cover
        let index = 4 * pixel
        light.values[index] = red * cover + light.values[index] * rest
        light.values[index + 1] = green * cover + light.values[index + 1] * rest
        light.values[index + 2] = blue * cover + light.values[index + 2] * rest
        light.values[index + 3] = cover + light.values[index + 3] * rest
    }

    /// Darkens a pixel.
    mutating func dim(_ pixel: Int, by factor: Float) {
        for index in 4 * pixel..<4 * pixel + 3 { light.values[index] *= factor }
    }

    /// A pixel of a picture of strokes and fills in linear light, straight alpha.
    static func pixel(_ picture: PixelImage, _ index: Int) -> (
        red: Float, green: Float, blue: Float, alpha: Float
    ) {
        let bytes = picture.bytes[4 * index..<4 * index + 4]
        let first = bytes.startIndex
        return (
            linear[Int(bytes[first])], linear[Int(bytes[first + 1])], linear[Int(bytes[first + 2])],
            Float(bytes[first + 3]) / 255
        )
    }

    /// Composites a picture of strokes and fills (encoded RGBA, straight alpha) over a window, through a mask.
    mutating func lay(_ picture: PixelImage, at window: PixelWindow, mask: PixelField?) {
        for row in 0..<window.height {
            for column in 0..<window.width {
                let from = row * window.width + column
                let alpha = Float(picture.bytes[4 * from + 3]) / 255 * (mask?.image.values[from] ?? 1)
                guard alpha > 0 else { continue }
                lay(
                    (window.y + row) * width + window.x + column,
                    red: Self.linear[Int(picture.bytes[4 * from])],
                    green: Self.linear[Int(picture.bytes[4 * from + 1])],
                    blue: Self.linear[Int(picture.bytes[4 * from + 2])], cover: alpha)
            }
        }
    }

    /// Draws the soft shadow of a mask on the layers below.
    mutating func shadow(_ mask: PixelField, radius: Double, dx: Int, dy: Int, strength: Float) {
        let soft = mask.blurred(radius: radius).image
        let window = mask.window
        for row in 0..<window.height {
            let y = window.y + row
            for column in 0..<window.width {
                let (fromX, fromY) = (column - dx, row - dy)
                guard fromX >= 0, fromY >= 0, fromX < window.width, fromY < window.height else { continue }
                let shade = soft[fromX, fromY] * strength
                guard shade > 0.002 else { continue }
                dim(y * width + window.x + column, by: 1 - shade)
            }
        }
    }

    /// The finished picture: the garment over a light ground, with its shadow on it.
    func onGround(shadowRadius: Double) -> FloatImage {
        let cover = light.channel(3)
        let near = cover.boxBlurred(radius: shadowRadius * 0.45)
        let far = cover.boxBlurred(radius: shadowRadius * 1.9)
        var picture = FloatImage(width: width, height: height, channels: 3)
        let (nearX, nearY) = (Int(shadowRadius * 0.35), Int(shadowRadius * 0.5))
        let (farX, farY) = (Int(shadowRadius * 0.9), Int(shadowRadius * 1.3))
        for y in 0..<height {
            let down = Float(y) / Float(height)
            for x in 0..<width {
                let pixel = y * width + x
                let side = Float(x) / Float(width) - 0.5
                let lamp = 0.905 - 0.07 * down - 0.10 * side * side
                let close = near[max(x - nearX, 0), max(y - nearY, 0)]
                let wide = far[max(x - farX, 0), max(y - farY, 0)]
                let ground = lamp * (1 - 0.26 * close) * (1 - 0.20 * wide)
                let rest = 1 - cover.values[pixel]
                picture.values[3 * pixel] = light.values[4 * pixel] + ground * rest
                picture.values[3 * pixel + 1] = light.values[4 * pixel + 1] + ground * 0.992 * rest
                picture.values[3 * pixel + 2] = light.values[4 * pixel + 2] + ground * 0.975 * rest
            }
        }
        return picture.encoded()
    }

    /// The finished picture without a ground: RGBA with straight alpha, and no shadow around the garment.
    func withoutGround() -> FloatImage {
        var picture = light
        for pixel in 0..<width * height {
            let cover = light.values[4 * pixel + 3]
            guard cover > 0 else { continue }
            for index in 4 * pixel..<4 * pixel + 3 { picture.values[index] = light.values[index] / cover }
        }
        return picture.encoded()
    }

    private static let linear: [Float] = (0..<256).map { Float(Colour.linear(fromEncoded: Double($0) / 255)) }
}
