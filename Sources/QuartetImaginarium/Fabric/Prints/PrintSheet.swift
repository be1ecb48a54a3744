import QuartetImaging
internal import QuartetReports

/// A page of prints for a person to judge, one row for each kind of cloth, each ink in a colour of its own.
enum PrintSheet {
    /// Ground, motif, second, third, outline.
    private static let colours: [(Float, Float, Float)] = [
        (0.96, 0.93, 0.86), (0.80, 0.24, 0.26), (0.95, 0.70, 0.25), (0.25, 0.50, 0.35), (0.13, 0.14, 0.25),
    ]

    static func drawing(of rows: [(name: String, prints: [PrintLayers])], title: String) throws -> Drawing {
        let columns = rows.map(\.prints.count).max() ?? 1
        let side = Double(rows.first?.prints.first?.width ?? PrintRenderer.side)
        return try ContactSheet(
            cells: rows.flatMap { $0.prints.map { ContactSheet.Cell(picture(of: $0)) } }, title: title,
            labels: .init(rows: rows.map(\.name)),
            layout: .init(columns: columns, cellWidth: side, cellHeight: side, gap: 4)
        ).drawing()
    }

    private static func picture(of print: PrintLayers) -> PixelImage {
        let count = PrintLayers.count
        var values: [Float] = []
        values.reserveCapacity(3 * print.width * print.height)
        for pixel in 0..<print.width * print.height {
            var (red, green, blue) = colours[0]
            for layer in 0..<count {
                let share = print.values[pixel * count + layer]
                let colour = colours[layer + 1]
                red += share * (colour.0 - colours[0].0)
                green += share * (colour.1 - colours[0].1)
                blue += share * (colour.2 - colours[0].2)
            }
            values += [red, green, blue]
        }
        return FloatImage(width: print.width, height: print.height, channels: 3, values: values).pixelImage()
    }
}
