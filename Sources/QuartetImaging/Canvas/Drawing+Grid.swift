extension Drawing {
    /// Several drawings on one page, row after row: charts that belong together.
    ///
    /// - Parameter columns: drawings per row.
    public static func grid(_ drawings: [Drawing], columns: Int = 1, background: Colour = .white) -> Drawing {
        let columns = max(1, min(columns, drawings.count))
        var places: [Point] = []
        var (width, height) = (1.0, 0.0)
        for start in stride(from: 0, to: drawings.count, by: columns) {
            var x = 0.0
            var rowHeight = 0.0
            for drawing in drawings[start..<min(start + columns, drawings.count)] {
                places.append(Point(x, height))
                x += drawing.width
                rowHeight = max(rowHeight, drawing.height)
            }
            (width, height) = (max(width, x), height + rowHeight)
        }
        let placed = Array(zip(drawings, places))
        return Drawing(width: width, height: max(height, 1), background: background) { canvas in
            for (drawing, place) in placed {
                try canvas.saved { canvas in
                    canvas.translate(x: place.x, y: place.y)
                    try drawing.draw(on: canvas)
                }
            }
        }
    }
}
