internal import QuartetFiles

/// A picture of a known size that can be drawn on any canvas and written as PNG, JPEG or SVG.
public struct Drawing: Sendable {
    public let width: Double
    public let height: Double
    /// The colour below everything; nil for a transparent background.
    public var background: Colour?
    private let body: @Sendable (Canvas) throws -> Void

    /// - Parameter body: draws in the coordinates 0...width, 0...height; it may be called several times.
    public init(
        width: Double, height: Double, background: Colour? = .white,
        _ body: @escaping @Sendable (Canvas) throws -> Void
    ) {
        (self.width, self.height, self.background, self.body) = (width, height, background, body)
    }

    /// Draws onto a canvas, such as a part of a larger drawing.
    public func draw(on canvas: Canvas) throws {
        try canvas.saved { canvas in
            if let background {
                canvas.fill(.rect(Rect(x: 0, y: 0, width: width, height: height)), with: background)
            }
            try body(canvas)
        }
    }

    /// The drawing as pixels.
    ///
    /// - Parameter scale: pixels per point.
    public func image(scale: Double = 1) throws -> PixelImage {
        let canvas = try Canvas(rasterWidth: width, height: height, scale: scale)
        try draw(on: canvas)
        return try canvas.image()
    }

    /// The drawing as an SVG document.
    public func svgBytes() throws -> [UInt8] {
        let canvas = try Canvas(vectorWidth: width, height: height)
        try draw(on: canvas)
        return try canvas.svgBytes()
    }

    /// Writes the drawing atomically, in the format of the extension: `.png`, `.jpg`, `.jpeg` or `.svg`.
    ///
    /// - Parameter scale: pixels per point, for the pixel formats.
    /// - Throws: `FileError.cannotWrite`, for pixel formats as ``ImagingError/file(_:)``; what the drawing throws.
    public func write(to path: String, scale: Double = 1) throws {
        if path.lowercased().hasSuffix(".svg") {
            try AtomicFile.write(svgBytes(), to: path)
        } else if ImageFileFormat(endingOf: path) != nil {
            let image = try image(scale: scale)
            // Without transparency three channels are enough.
            try image.converted(to: (background?.alpha ?? 0) >= 1 ? .rgb : .rgba).write(to: path)
        } else {
            throw FileError.cannotWrite(
                file: path, reason: "the name must end in .png, .jpg, .jpeg or .svg")
        }
    }
}
