import QuartetImaging

/// A square of attention weights, with the tokens along both sides.
struct AttentionMap {
    let title: String
    let tokens: [String]
    /// `[tokens, tokens]`: rows attend to columns.
    let weights: [Float]

    private static let cell = 18.0
    private static let labels = 84.0
    private static let margin = 14.0

    func drawing() -> Drawing {
        let (cell, labels, margin) = (Self.cell, Self.labels, Self.margin)
        let side = cell * Double(tokens.count)
        let top = margin + 22 + labels
        let (title, weights) = (title, weights)
        let names = tokens.map { $0.trimmed.isEmpty ? "␣" : $0.trimmed }
        return Drawing(
            width: max(labels + side + 2 * margin, 220), height: top + side + margin
        ) { canvas in
            let ink = Paint.colour(Colour(grey: 0.15))
            canvas.text(title, at: Point(margin, margin + 12), font: Font(size: 12, bold: true), with: ink)
            let font = Font(size: 10)
            for (index, name) in names.enumerated() {
                let shown = canvas.truncated(name, toWidth: labels - 8, font: font)
                let middle = (Double(index) + 0.5) * cell + 3.5
                canvas.text(
                    shown, at: Point(margin + labels - 6, top + middle), font: font, with: ink, anchor: .end)
                canvas.saved { canvas in
                    canvas.translate(x: margin + labels + middle, y: top - 6)
                    canvas.rotate(radians: -.pi / 2)
                    canvas.text(shown, at: Point(0, 0), font: font, with: ink)
                }
            }
            for row in names.indices {
                for column in names.indices {
                    // The square root makes small weights visible.
                    let share = Double(max(weights[row * names.count + column], 0)).squareRoot()
                    let place = Rect(
                        x: margin + labels + Double(column) * cell, y: top + Double(row) * cell,
                        width: cell - 1,
                        height: cell - 1)
                    canvas.fill(
                        .rect(place),
                        with: Colour(
                            red: 0.96 - 0.86 * share, green: 0.96 - 0.72 * share, blue: 0.98 - 0.52 * share))
                }
            }
        }
    }
}

extension String {
    fileprivate var trimmed: String { String(drop(while: \.isWhitespace)) }
}
