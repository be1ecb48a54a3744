import QuartetImaging

/// The picture while it is drawn: linear light, premultiplied by coverage.
struct LightBuffer {
    let width: Int
    let height: Int
    private(set) var red: [Float]
    private(set) var green: [Float]
    private(set) var blue: [Float]
    private(set) var cover: [Float]

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
        let count = width * height
        red = [Float](repeating: 0, count: count)
        green = red
        blue = red
        cover = red
    }

    /// Lays a colour over a pixel.
    mutating func lay(_ index: Int, red r: Float, green g: Float, blue b: Float, cover a: Float) {
        let rest = 1 - a
        red[index] = r * a + red[index] * rest
        green[index] = g * a + green[index] * rest
        blue[index] = b * a + blue[index] * rest
        cover[index] = a + cover[index] * rest
    }

    /// Darkens what already lies at a pixel.
    mutating func dim(_ index: Int, by factor: Float) {
        red[index] *= factor
        green[index] *= factor
        blue[index] *= factor
    }

    /// Lays a picture of strokes and fills (encoded RGBA, straight alpha) over a window, seen through a mask.
    mutating func lay(_ picture: PixelImage, at window: PixelWindow, mask: PixelField?) {
        for row in 0..<window.height {
            for column in 0..<window.width {
                let from = row * window.width + column
                let alpha = Float(picture.bytes[4 * from + 3]) / 255 * (mask?.values[from] ?? 1)
                guard alpha > 0 else { continue }
                lay(
                    (window.y + row) * width + window.x + column,
                    red: Self.linear[Int(picture.bytes[4 * from])],
                    green: Self.linear[Int(picture.bytes[4 * from + 1])],
                    blue: Self.linear[Int(picture.bytes[4 * from + 2])], cover: alpha)
            }
        }
    }

    /// A soft shadow of a mask on what lies below it.
    mutating func shadow(_ mask: PixelField, radius: Double, dx: Int, dy: Int, strength: Float) {
        let soft = mask.blurred(radius: radius)
        let window = mask.window
        for row in 0..<window.height {
            let y = window.y + row
            for column in 0..<window.width {
                let (fromX, fromY) = (column - dx, row - dy)
                guard fromX >= 0, fromY >= 0, fromX < window.width, fromY < window.height else { continue }
                let shade = soft.values[fromY * window.width + fromX] * strength
                guard shade > 0.002 else { continue }
                dim(y * width + window.x + column, by: 1 - shade)
            }
        }
    }

    /// The finished picture: the garment over a light ground, with its shadow on it.
    func onGround(shadowRadius: Double) -> FloatImage {
        let window = PixelWindow(x: 0, y: 0, width: width, height: height)
        var coverField = PixelField(window)
        coverField.values = cover
        let near = coverField.blurred(radius: shadowRadius * 0.45)
        let far = coverField.blurred(radius: shadowRadius * 1.9)
        var values = [Float](repeating: 0, count: width * height * 3)
        let (nearX, nearY) = (Int(shadowRadius * 0.35), Int(shadowRadius * 0.5))
        let (farX, farY) = (Int(shadowRadius * 0.9), Int(shadowRadius * 1.3))
        for y in 0..<height {
            let down = Float(y) / Float(height)
            for x in 0..<width {
                let index = y * width + x
                let side = Float(x) / Float(width) - 0.5
                let light = 0.905 - 0.07 * down - 0.10 * side * side
                let close = near.values[max(y - nearY, 0) * width + max(x - nearX, 0)]
                let wide = far.values[max(y - farY, 0) * width + max(x - farX, 0)]
                let ground = light * (1 - 0.26 * close) * (1 - 0.20 * wide)
                let rest = 1 - cover[index]
                values[3 * index] = red[index] + ground * rest
                values[3 * index + 1] = green[index] + ground * 0.992 * rest
                values[3 * index + 2] = blue[index] + ground * 0.975 * rest
            }
        }
        return FloatImage(width: width, height: height, channels: 3, values: values).encoded()
    }

    private static let linear: [Float] = (0..<256).map { Float(Colour.linear(fromEncoded: Double($0) / 255)) }
}
