import QuartetImaging
import QuartetModels

/// How question and passage attend to one another: the words of the question as rows and those of the passage as columns, in
/// blocks below one another.
struct PairAttentionPicture {
    private static let columns = 24
    /// Of more words only those with the most attention are drawn.
    private static let mostRows = 40
    private static let mostColumns = 96

    let drawing: Drawing

    init(_ attention: PairAttention, title: String) {
        let (rows, columns) = (attention.question.count, attention.passage.count)
        func weight(_ row: Int, _ column: Int) -> Float { attention.weights[row * columns + column] }
        let shownRows = Self.strongest(Self.mostRows, of: rows) { row in
            (0..<columns).map { weight(row, $0) }.max() ?? 0
        }
        let shownColumns = Self.strongest(Self.mostColumns, of: columns) { column in
            (0..<rows).map { weight($0, column) }.max() ?? 0
        }
        let least = attention.weights.min() ?? 0
        /// From 0 for the weakest pair to 1 for the strongest. The map draws the square root.
        func shade(_ row: Int, _ column: Int) -> Float {
            let share = (weight(row, column) - least) / max(1 - least, .leastNormalMagnitude)
            return share * share
        }
        let blocks = stride(from: 0, to: shownColumns.count, by: Self.columns).map { start in
            let block = shownColumns[start..<min(start + Self.columns, shownColumns.count)]
            return AttentionMap(
                title: start == 0 ? title : "", queries: shownRows.map { attention.question[$0] },
                keys: block.map { attention.passage[$0] },
                weights: shownRows.flatMap { row in block.map { shade(row, $0) } }
            ).drawing()
        }
        drawing = Drawing.grid(blocks)
    }

    /// The indices of the largest, in their order.
    private static func strongest(_ count: Int, of total: Int, _ weight: (Int) -> Float) -> [Int] {
        if total <= count { return Array(0..<total) }
        let weights = (0..<total).map(weight)
        return weights.indices.sorted { (weights[$0], $1) > (weights[$1], $0) }.prefix(count).sorted()
    }
}
