public import QuartetImaging

extension Depiction {
    /// The formula with lines of text below it, ready to be written as PNG or SVG. Text is drawn, so that nothing in it can
    /// be taken for markup.
    ///
    /// - Parameters:
    ///   - width: in points, as `height`, which the legend is part of.
    ///   - legend: lines; one that is too long is cut with "…".
    public func drawing(width: Double = 200, height: Double = 150, legend: [String] = []) -> Drawing {
        Drawing(width: width, height: height) { canvas in
            draw(on: canvas, in: Rect(x: 0, y: 0, width: width, height: height), legend: legend)
        }
    }

    /// Draws it into a part of a page.
    func draw(on canvas: Canvas, in frame: Rect, legend: [String]) {
        let lines = legend.map { $0.split(whereSeparator: \.isNewline).joined(separator: " ") }
        let legendHeight = lines.isEmpty ? 0 : Double(lines.count) * Self.legendLine + 4
        let room = Rect(
            x: frame.x, y: frame.y, width: frame.width, height: max(10, frame.height - legendHeight))
        DepictionPainter(self, in: room.inset(by: 3)).draw(on: canvas)
        for (index, line) in lines.enumerated() {
            let font = Font(size: Self.legendSize, bold: index == 0)
            canvas.text(
                canvas.truncated(line, toWidth: frame.width - 6, font: font),
                at: QuartetImaging.Point(
                    frame.centre.x, room.maxY + 2 + Double(index) * Self.legendLine + Self.legendLine / 2),
                font: font, with: .colour(Colour(grey: index == 0 ? 0.1 : 0.3)), anchor: .middle,
                baseline: .centre)
        }
    }

    static let legendSize = 9.0
    static let legendLine = 12.0
}
