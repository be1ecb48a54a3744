import QuartetImaging
import QuartetModels

/// Attention weights as a grid of cells, with the tokens that attend on the left and those attended to on top.
struct AttentionMap {
    let title: String
    let queries: [String]
    let keys: [String]
    /// `[queries, keys]`
    let weights: [Float]

    private static let cell = 18.0
    private static let labels = 84.0
    private static let margin = 14.0

    /// One map for each head of a layer, or for each layer the mean of its heads.
    ///
    /// - Parameter layer: counted from 0.
    static func maps(of attention: TextAttention, layer: Int?, title: String = "") -> [AttentionMap] {
        func map(_ name: String, _ weights: [Float]) -> AttentionMap {
            AttentionMap(
                title: title + name, queries: attention.queries, keys: attention.keys, weights: weights)
        }
        if let layer {
            return (0..<attention.heads).map { head in
                map("head \(head + 1)", attention.weights(layer: layer, head: head))
            }
        }
        return attention.layers.indices.map { layer in
            map("layer \(layer + 1), mean of \(attention.heads) heads", attention.meanWeights(layer: layer))
        }
    }

    func drawing() -> Drawing {
        let (cell, labels, margin) = (Self.cell, Self.labels, Self.margin)
        let top = margin + 22 + labels
        let (title, weights) = (title, weights)
        let (rows, columns) = (queries.map(\.label), keys.map(\.label))
        return Drawing(
            width: max(labels + cell * Double(columns.count), 7 * Double(title.count)) + 2 * margin,
            height: top + cell * Double(rows.count) + margin
        ) { canvas in
            let ink = Paint.colour(Colour(grey: 0.15))
            canvas.text(title, at: Point(margin, margin + 12), font: Font(size: 12, bold: true), with: ink)
            let font = Font(size: 10)
            func shown(_ name: String) -> String { canvas.truncated(name, toWidth: labels - 8, font: font) }
            func middle(_ index: Int) -> Double { (Double(index) + 0.5) * cell + 3.5 }
            for (index, name) in rows.enumerated() {
                canvas.text(
                    shown(name), at: Point(margin + labels - 6, top + middle(index)), font: font, with: ink,
                    anchor: .end)
            }
            for (index, name) in columns.enumerated() {
                canvas.saved { canvas in
                    canvas.translate(x: margin + labels + middle(index), y: top - 6)
                    canvas.rotate(radians: -.pi / 2)
                    canvas.text(shown(name), at: Point(0, 0), font: font, with: ink)
                }
            }
            for row in rows.indices {
                for column in columns.indices {
                    // The square root makes small weights visible.
                    let share = Double(max(weights[row * columns.count + column], 0)).squareRoot()
                    let place = Rect(
                        x: margin + labels + Double(column) * cell, y: top + Double(row) * cell,
                        width: cell - 1, height: cell - 1)
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
    /// A token without the space before it.
    fileprivate var label: String {
        let word = drop(while: \.isWhitespace)
        return word.isEmpty ? "␣" : String(word)
    }
}
