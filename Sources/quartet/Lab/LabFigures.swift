import QuartetEngine
import QuartetImaging
import QuartetModels
import QuartetReports

/// Contact sheets of the lab.
enum LabFigures {
    /// Rows of pictures, each with its name.
    static func sheet(
        _ rows: [(name: String, pictures: PictureSet)], title: String, columnLabels: [String] = []
    ) throws -> Drawing {
        let columns = rows.map(\.pictures.count).max() ?? 1
        return try ContactSheet(
            cells: rows.flatMap { images($0.pictures).map { ContactSheet.Cell($0) } }, title: title,
            labels: .init(rows: rows.map(\.name), columns: columnLabels),
            layout: .init(columns: columns, gap: 4)
        ).drawing()
    }

    /// Pictures cut into rows.
    static func rows(of pictures: PictureSet, columns: Int, names: [String] = []) -> [(
        name: String, pictures: PictureSet
    )] {
        stride(from: 0, to: pictures.count, by: columns).enumerated().map { row, first in
            let name = row < names.count ? names[row] : ""
            return (name, pictures.subset(first..<min(first + columns, pictures.count)))
        }
    }

    static func images(_ pictures: PictureSet) -> [PixelImage] {
        (0..<pictures.count).map { index in
            FloatImage(
                width: pictures.width, height: pictures.height, channels: pictures.channels,
                values: Array(pictures[index])
            ).pixelImage()
        }
    }
}
