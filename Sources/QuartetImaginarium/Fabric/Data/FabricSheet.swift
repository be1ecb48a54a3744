public import QuartetImaging
internal import QuartetReports

/// A page of examples for a person to judge, one row for each kind of cloth.
public enum FabricSheet {
    /// Draws the first `perClass` examples of each class from example `first` on.
    ///
    /// - Throws: ``ImagingError/drawingFailed(reason:)`` when the page cannot be laid out.
    public static func drawing(of sampler: FabricSampler, perClass: Int = 12, first: Int = 0) throws
        -> Drawing
    {
        let classes = FabricClass.mapped
        let start = first / classes.count * classes.count
        var rows: [[PixelImage]] = classes.map { _ in [] }
        var map = [Float](repeating: 0, count: FabricSampler.side * FabricSampler.side)
        for index in start..<(start + perClass * classes.count) {
            let fabric = map.withUnsafeMutableBufferPointer { sampler.copyExample(index, into: $0) }
            rows[fabric.index].append(picture(of: map))
        }
        return try page(
            rows: zip(classes, rows).map { ($0.rawValue, $1) }, title: "Examples of each kind of cloth")
    }

    /// Draws square maps of 0…1 in rows with their names.
    public static func drawing(of maps: [(name: String, maps: [[Float]])], title: String) throws -> Drawing {
        try page(rows: maps.map { ($0.name, $0.maps.map(picture)) }, title: title)
    }

    private static func page(rows: [(name: String, pictures: [PixelImage])], title: String) throws -> Drawing
    {
        let columns = max(1, rows.map(\.pictures.count).max() ?? 1)
        // Short rows are padded, so that every row begins at its label.
        let blank = PixelImage(width: 1, height: 1, format: .grey, filledWith: 255)
        let cells = rows.flatMap { row in
            row.pictures + Array(repeating: blank, count: columns - row.pictures.count)
        }
        return try ContactSheet(
            cells: cells.map { ContactSheet.Cell($0) }, title: title,
            labels: .init(rows: rows.map(\.name)),
            layout: .init(
                columns: columns, cellWidth: Double(FabricSampler.side),
                cellHeight: Double(FabricSampler.side), gap: 4)
        ).drawing()
    }

    private static func picture(of map: [Float]) -> PixelImage {
        let side = max(1, Int(Double(map.count).squareRoot()))
        return FloatImage(width: side, height: side, channels: 1, values: Array(map.prefix(side * side)))
            .pixelImage()
    }
}
