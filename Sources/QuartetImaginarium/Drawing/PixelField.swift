import QuartetImaging

/// One number a pixel over a window of the picture: a mask, or a relief.
struct PixelField: Sendable {
    let window: PixelWindow
    var image: FloatImage

    private init(_ window: PixelWindow, _ image: FloatImage) {
        self.window = window
        self.image = image
    }

    init(_ window: PixelWindow) {
        self.init(window, FloatImage(width: window.width, height: window.height))
    }

    /// How much each pixel of a drawing covers: the alpha of a picture of the window.
    init(_ window: PixelWindow, coverageOf picture: PixelImage) {
        self.init(window, FloatImage(picture, channel: 3))
    }

    /// The share of each pixel that Cairo finds covered by what `body` draws.
    init(_ window: PixelWindow, layout: DrawingLayout, _ body: (Canvas) -> Void) throws {
        self.init(window, coverageOf: try layout.picture(window, body))
    }

    /// The columns of each row from the first covered pixel to the last, and some more on both sides; all columns of a row
    /// without any.
    func spans(around margin: Int) -> [Range<Int>] {
        (0..<window.height).map { row in
            let pixels = image.values[row * window.width..<(row + 1) * window.width]
            guard let first = pixels.firstIndex(where: { $0 > 0 }),
                let last = pixels.lastIndex(where: { $0 > 0 })
            else { return 0..<window.width }
            let (left, right) = (first - pixels.startIndex, last - pixels.startIndex)
            return max(left - margin, 0)..<min(right + margin + 1, window.width)
        }
    }

    func blurred(radius: Double) -> PixelField { PixelField(window, image.boxBlurred(radius: radius)) }
}
