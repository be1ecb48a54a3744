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
        try sheet(
            images: rows.map { images($0.pictures) }, names: rows.map(\.name), title: title,
            columnLabels: columnLabels)
    }

    /// Rows of pictures of any size: all are shown as large as the largest.
    static func sheet(
        images rows: [[PixelImage]], names: [String], title: String, columnLabels: [String] = []
    ) throws -> Drawing {
        let size = max(1, rows.joined().map { max($0.width, $0.height) }.max() ?? 64)
        // Small pictures are enlarged by a whole factor, so that every pixel is seen.
        let cell = Double(size * max(1, (64 + size - 1) / size))
        return try ContactSheet(
            cells: rows.joined().map { ContactSheet.Cell($0) }, title: title,
            labels: .init(rows: names, columns: columnLabels),
            layout: .init(
                columns: rows.map(\.count).max() ?? 1, cellWidth: cell, cellHeight: cell, gap: 4)
        ).drawing()
    }

    /// A longer sheet is not looked at, and its picture grows past what a file can hold.
    static let mostOnSheet = 100

    /// The first ``mostOnSheet`` of sets of as many pictures each, one above the other, cut into blocks of ten columns.
    static func stacked(_ sets: [(name: String, pictures: PictureSet)]) -> [(
        name: String, pictures: PictureSet
    )] {
        let count = min(sets.map(\.pictures.count).min() ?? 0, mostOnSheet)
        return stride(from: 0, to: count, by: 10).flatMap { first in
            sets.map { ($0.name, $0.pictures.subset(first..<min(first + 10, count))) }
        }
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
