import QuartetImaging

/// One number a pixel over a window of the picture.
struct PixelField: Sendable {
    let window: PixelWindow
    var values: [Float]

    init(_ window: PixelWindow, filledWith value: Float = 0) {
        self.window = window
        values = [Float](repeating: value, count: window.count)
    }

    /// The share of each pixel that Cairo finds covered by what `body` draws (its alpha).
    init(_ window: PixelWindow, layout: DrawingLayout, _ body: (Canvas) -> Void) throws {
        let canvas = try Canvas(rasterWidth: Double(window.width), height: Double(window.height))
        canvas.translate(x: -Double(window.x), y: -Double(window.y))
        canvas.transform(by: layout.map)
        body(canvas)
        let picture = try canvas.image()
        self.window = window
        values = (0..<window.count).map { Float(picture.bytes[4 * $0 + 3]) / 255 }
    }

    /// Three box blurs one after the other, close to a Gaussian of the given radius in pixels.
    func blurred(radius: Double) -> PixelField {
        let size = max(1, Int((radius * 0.95).rounded()))
        guard radius >= 0.5 else { return self }
        var result = self
        for _ in 0..<3 {
            Self.blurRows(&result.values, width: window.width, height: window.height, size: size)
            Self.blurColumns(&result.values, width: window.width, height: window.height, size: size)
        }
        return result
    }

    private static func blurRows(_ values: inout [Float], width: Int, height: Int, size: Int) {
        var row = [Float](repeating: 0, count: width)
        let weight = 1 / Float(2 * size + 1)
        values.withUnsafeMutableBufferPointer { values in
            for y in 0..<height {
                let start = y * width
                var sum: Float = 0
                for offset in -size...size { sum += values[start + min(max(offset, 0), width - 1)] }
                for x in 0..<width {
                    row[x] = sum * weight
                    sum += values[start + min(x + size + 1, width - 1)] - values[start + max(x - size, 0)]
                }
                for x in 0..<width { values[start + x] = row[x] }
            }
        }
    }

    private static func blurColumns(_ values: inout [Float], width: Int, height: Int, size: Int) {
        // Whole rows at a time, so that memory is walked in order.
        var sums = [Float](repeating: 0, count: width)
        var result = [Float](repeating: 0, count: values.count)
        let weight = 1 / Float(2 * size + 1)
        values.withUnsafeBufferPointer { values in
            for offset in -size...size {
                let row = min(max(offset, 0), height - 1) * width
                for x in 0..<width { sums[x] += values[row + x] }
            }
            for y in 0..<height {
                let add = min(y + size + 1, height - 1) * width
                let drop = max(y - size, 0) * width
                for x in 0..<width {
                    result[y * width + x] = sums[x] * weight
                    sums[x] += values[add + x] - values[drop + x]
                }
            }
        }
        values = result
    }
}
