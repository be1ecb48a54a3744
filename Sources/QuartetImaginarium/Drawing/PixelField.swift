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

    func blurred(radius: Double) -> PixelField { PixelField(window, image.boxBlurred(radius: radius)) }
}
