import QuartetImaging

/// A table on a page: columns of given shares of the width, cells that wrap, a rule below each row.
struct PageTable {
    struct Column {
        let title: String
        /// Share of the table's width.
        let share: Double
        var anchor = TextAnchor.start
    }

    enum Cell {
        case text(String, bold: Bool = false)
        /// A patch of a colour, and its name.
        case colour(Colour, String)
    }

    let columns: [Column]
    var rows: [[Cell]] = []
    var size = 7.6

    private static let padding = 3.0
}

extension PageLayout {
    /// Adds a table; its head is repeated on each page.
    mutating func table(_ table: PageTable) {
        var isFirst = true
        for row in table.rows {
            let height = table.height(row, ruler)
            if isFirst || height > room {
                let head = table.columns.map { PageTable.Cell.text($0.title, bold: true) }
                let headHeight = table.height(head, ruler)
                // A head is never left alone at the end of a page.
                if headHeight + height > room { begin(pages.last?.title ?? "") }
                add(headHeight) { table.draw(head, in: $1, isHead: true, on: $0) }
                isFirst = false
            }
            add(height) { table.draw(row, in: $1, isHead: false, on: $0) }
        }
    }
}

extension PageTable {
    private func font(_ bold: Bool) -> Font { Font(size: size, bold: bold) }

    private func lines(_ cell: Cell, _ width: Double, _ canvas: Canvas) -> (lines: [String], bold: Bool) {
        switch cell {
        case .text(let text, let bold):
            (canvas.wrapped(text, toWidth: width - 2 * Self.padding, font: font(bold)), bold)
        case .colour(_, let name):
            (canvas.wrapped(name, toWidth: width - 2 * Self.padding - 16, font: font(false)), false)
        }
    }

    func height(_ row: [Cell], _ ruler: Canvas) -> Double {
        let counts = zip(columns, row).map { column, cell in
            lines(cell, column.share * PageLayout.width, ruler).lines.count
        }
        return Double(max(counts.max() ?? 1, 1)) * size * 1.32 + 2 * Self.padding
    }

    func draw(_ row: [Cell], in place: Rect, isHead: Bool, on canvas: Canvas) {
        if isHead { canvas.fill(.rect(place), with: Colour(grey: 0.93)) }
        var x = place.x
        for (column, cell) in zip(columns, row) {
            let width = column.share * place.width
            let (lines, bold) = lines(cell, width, canvas)
            var start = x + Self.padding
            if case .colour(let colour, _) = cell {
                let patch = Rect(x: start, y: place.y + 2.5, width: 12, height: size + 1)
                canvas.fill(.rect(patch), with: colour)
                canvas.stroke(.rect(patch), with: Colour(grey: 0.5), style: StrokeStyle(width: 0.3))
                start += 16
            }
            let end = x + width - Self.padding
            let anchor = column.anchor
            for (index, line) in lines.enumerated() {
                canvas.text(
                    line,
                    at: Point(
                        anchor == .end ? end : anchor == .middle ? (start + end) / 2 : start,
                        place.y + Self.padding + size * (0.95 + 1.32 * Double(index))), font: font(bold),
                    anchor: anchor)
            }
            x += width
        }
        canvas.stroke(
            Path(points: [Point(place.x, place.maxY), Point(place.maxX, place.maxY)], closed: false),
            with: Colour(grey: isHead ? 0.2 : 0.8), style: StrokeStyle(width: isHead ? 0.7 : 0.35))
    }
}
