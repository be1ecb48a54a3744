import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetFiles
import QuartetImaging
import QuartetModels

/// `--out` of a command whose model makes pictures: the file's name decides the form.
struct PictureOutput: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Output file: .png, .jpg or .svg for a contact sheet; NAME\(Self.marker) for the pictures in IDX format, with their classes beside it in NAME\(Self.labelMarker).",
            valueName: "file"), completion: .file())
    var out: String

    private static let marker = "-images-idx3-ubyte"
    private static let labelMarker = "-labels-idx1-ubyte"

    var isIDX: Bool { out.hasSuffix(Self.marker) }

    private var labelsPath: String { out.replacing(Self.marker, with: Self.labelMarker) }

    /// Checks before any work that the file can be written, and that it is none of the files that the command reads.
    func prepare(reading inputs: [String]) throws {
        let type = (out as NSString).pathExtension.lowercased()
        guard isIDX || ["png", "jpg", "jpeg", "svg"].contains(type) else {
            throw CommandFailure(
                .usage, "--out \(out): expected a name that ends in .png, .jpg, .svg or \(Self.marker)")
        }
        for path in isIDX ? [out, labelsPath] : [out] {
            try OutputFile.requireDifferent(path, "--out", from: inputs)
        }
        try OutputFolder.check(forFile: out)
    }

    /// Writes the pictures and prints the names of the files.
    func write(_ pictures: PictureSet, columns: Int, rowNames: [String] = [], title: String) throws {
        try OutputFolder.prepare(forFile: out)
        guard isIDX else {
            let rows = LabFigures.rows(of: pictures, columns: columns, names: rowNames)
            try LabFigures.sheet(rows, title: title).write(to: out, scale: 1)
            return StandardOutput.show(out)
        }
        let shape = [pictures.count, pictures.height, pictures.width]
        let images = IDXFile(
            dimensions: pictures.channels == 1 ? shape : shape + [pictures.channels],
            bytes: pictures.pixels.map { UInt8((min(max($0, 0), 1) * 255).rounded()) })
        let labels = IDXFile(
            dimensions: [pictures.count], bytes: pictures.labels.map { UInt8(truncatingIfNeeded: $0) })
        try AtomicFile.write(images.encoded, to: out)
        try AtomicFile.write(labels.encoded, to: labelsPath)
        StandardOutput.show(out)
        StandardOutput.show(labelsPath)
    }
}
