internal import Foundation
public import QuartetImaging

/// A drawing on a page. It is part of the file, as an image in which nothing can run.
public struct HTMLFigure: Sendable {
    public var drawing: Drawing
    /// What the figure shows, for readers who cannot see it.
    public var description: String
    /// Whether the drawing has more marks than an SVG should contain. Then it is written as a PNG.
    public var isDense: Bool

    public init(_ drawing: Drawing, description: String, isDense: Bool = false) {
        self.drawing = drawing
        self.description = description
        self.isDense = isDense
    }

    func html() throws -> String {
        let bytes =
            isDense
            ? try drawing.image(scale: 2).converted(to: .rgb, over: .white).pngBytes()
            : try drawing.svgBytes()
        let type = isDense ? "png" : "svg+xml"
        return "<figure><img src=\"data:image/\(type);base64,\(Data(bytes).base64EncodedString())\" "
            + "width=\"\(Int(drawing.width))\" height=\"\(Int(drawing.height))\" "
            + "alt=\"\(SafeText.html(description))\"></figure>\n"
    }
}
