import QuartetImaging

/// The place of a garment on the picture: centimetres to pixels.
struct DrawingLayout: Sendable {
    let width: Int
    let height: Int
    /// Pixels per centimetre.
    let scale: Double
    private let left: Double
    private let top: Double

    /// Margin around the garment, as a share of the picture.
    private static let margin = 0.075

    /// A picture 1200 pixels wide and 1100 to 1600 high, which the bounds fill up to the margin.
    init(bounds: Rect) {
        let wanted = 1200 * bounds.height / max(bounds.width, 1)
        self.init(bounds: bounds, width: 1200, height: Int(min(max(wanted, 1100), 1600)))
    }

    /// A picture of a given size, which the bounds fill up to the margin.
    init(bounds: Rect, width: Int, height: Int) {
        (self.width, self.height) = (width, height)
        let inner = 1 - 2 * Self.margin
        scale = min(
            Double(width) * inner / max(bounds.width, 1), Double(height) * inner / max(bounds.height, 1))
        left = Double(width) / 2 - bounds.centre.x * scale
        top = Double(height) / 2 - bounds.centre.y * scale
    }

    /// Garments side by side at one scale, each at its height on the body: a picture 1200 pixels wide for one, wider for
    /// more, and 1100 to 1600 high.
    ///
    /// - Parameters:
    ///   - wanted: the picture's width; nil for the usual one.
    ///   - tall: the picture's height; nil for the usual one.
    static func row(_ bounds: [Rect], width wanted: Int? = nil, height tall: Int? = nil) -> [DrawingLayout] {
        guard bounds.count > 1 else {
            return bounds.map { one in
                guard let wanted, let tall else { return DrawingLayout(bounds: one) }
                return DrawingLayout(bounds: one, width: wanted, height: tall)
            }
        }
        let gap = 7.0
        let across = bounds.reduce(0) { $0 + $1.width } + gap * Double(bounds.count - 1)
        let top = bounds.map(\.minY).min() ?? 0
        let down = (bounds.map(\.maxY).max() ?? 1) - top
        let inner = 1 - 2 * margin
        // About as many pixels a centimetre as for one garment.
        let width = wanted ?? min(max(Int((across * 13 / inner).rounded()), 1200), 2800)
        let height = tall ?? Int(min(max(Double(width) * down / across, 1100), 1600))
        let scale = min(Double(width) * inner / across, Double(height) * inner / down)
        var x = (Double(width) - across * scale) / 2
        let y = (Double(height) - down * scale) / 2 - top * scale
        return bounds.map { one in
            defer { x += (one.width + gap) * scale }
            return DrawingLayout(
                width: width, height: height, scale: scale, left: x - one.minX * scale, top: y)
        }
    }

    private init(width: Int, height: Int, scale: Double, left: Double, top: Double) {
        (self.width, self.height, self.scale, self.left, self.top) = (width, height, scale, left, top)
    }

    /// Centimetres to pixels.
    var map: Affine { Affine(a: scale, b: 0, c: 0, d: scale, tx: left, ty: top) }

    /// The place of a pixel's centre in centimetres.
    func point(_ x: Int, _ y: Int) -> Point {
        Point((Double(x) + 0.5 - left) / scale, (Double(y) + 0.5 - top) / scale)
    }

    /// The whole pixels of a rectangle in centimetres with some room in pixels around it, inside the picture.
    func window(_ bounds: Rect, room: Double) -> PixelWindow {
        let x0 = Int((bounds.minX * scale + left - room).rounded(.down))
        let y0 = Int((bounds.minY * scale + top - room).rounded(.down))
        let x1 = Int((bounds.maxX * scale + left + room).rounded(.up))
        let y1 = Int((bounds.maxY * scale + top + room).rounded(.up))
        let (cx0, cy0) = (min(max(x0, 0), width - 1), min(max(y0, 0), height - 1))
        return PixelWindow(
            x: cx0, y: cy0, width: max(1, min(x1, width) - cx0), height: max(1, min(y1, height) - cy0))
    }
}

extension DrawingLayout {
    /// A transparent picture of a window with what `body` draws in centimetres.
    func picture(_ window: PixelWindow, _ body: (Canvas) -> Void) throws -> PixelImage {
        let canvas = try Canvas(rasterWidth: Double(window.width), height: Double(window.height))
        canvas.translate(x: -Double(window.x), y: -Double(window.y))
        canvas.transform(by: map)
        body(canvas)
        return try canvas.image()
    }
}

/// A rectangle of pixels.
struct PixelWindow: Sendable, Equatable {
    let x: Int
    let y: Int
    let width: Int
    let height: Int
}
