import Foundation
import QuartetFiles
import QuartetImaging
import QuartetModels

/// Writes pictures that a model made, in the form that the file's name asks for.
enum PictureFile {
    static let help =
        "A .png, .jpg or .svg file gets a sheet; NAME-images-idx3-ubyte gets the pictures in IDX format, their classes in NAME-labels-idx1-ubyte beside it."
    static let marker = "-images-idx3-ubyte"

    /// Says before any work whether the name is one that can be written.
    static func prepare(_ path: String) throws {
        guard
            isIDX(path)
                || ["png", "jpg", "jpeg", "svg"].contains((path as NSString).pathExtension.lowercased())
        else {
            throw CommandFailure(
                .usage, "--out \(path): expected a name that ends in .png, .jpg, .svg or \(marker)")
        }
        try OutputFolder.prepare(forFile: path)
    }

    /// Returns the files that were written.
    static func write(
        _ pictures: PictureSet, to path: String, columns: Int, rowNames: [String] = [], title: String
    ) throws -> [String] {
        guard isIDX(path) else {
            let rows = LabFigures.rows(of: pictures, columns: columns, names: rowNames)
            try LabFigures.sheet(rows, title: title).write(to: path, scale: 1)
            return [path]
        }
        let shape = [pictures.count, pictures.height, pictures.width]
        let images = IDXFile(
            dimensions: pictures.channels == 1 ? shape : shape + [pictures.channels],
            bytes: pictures.pixels.map { UInt8((min(max($0, 0), 1) * 255).rounded()) })
        let labels = IDXFile(
            dimensions: [pictures.count], bytes: pictures.labels.map { UInt8(truncatingIfNeeded: $0) })
        let labelsPath = path.replacing(marker, with: "-labels-idx1-ubyte")
        try AtomicFile.write(images.encoded, to: path)
        try AtomicFile.write(labels.encoded, to: labelsPath)
        return [path, labelsPath]
    }

    private static func isIDX(_ path: String) -> Bool { path.hasSuffix(marker) }
}
