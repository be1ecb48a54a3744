import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetImaging
import QuartetMetrics
import QuartetModels

/// Pictures that a trained autoencoder is applied to, given as arguments.
struct PictureArguments: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "Pictures, folders of pictures, or IDX files; they get the size that the model takes.",
            valueName: "picture"), completion: .file())
    var paths: [String]

    @OptionGroup var selection: PictureSelection

    /// Pictures, the path of each (in an IDX file with its number), and a name for a file made from each.
    struct Named {
        var pictures: PictureSet
        var paths: [String]
        var fileNames: [String]

        /// At most this many, and a line about the others, which is never left out itself.
        func prefix(_ count: Int) -> Named {
            if count >= paths.count { return self }
            StandardError.print("Taken: \(count) of \(paths.count) pictures; --count sets this number.")
            return Named(
                pictures: pictures.subset(0..<count), paths: Array(paths.prefix(count)),
                fileNames: Array(fileNames.prefix(count)))
        }
    }

    /// The pictures of all paths in their order. Classes are those of the only path; several paths have none.
    func read(_ common: CommonOptions, like model: PictureAutoencoder) throws -> Named {
        let sets = try paths.map { try selection.read($0, common, like: model) }
        let places = zip(paths, sets).flatMap { path, set -> [String] in
            let folder = Self.folder(of: path)
            return set.names.map { (folder as NSString).appendingPathComponent($0) }
        }
        var fileNames = sets.flatMap(\.names).map(Self.fileName)
        // Files of one name in two folders, or of two types.
        if Set(fileNames).count < fileNames.count {
            fileNames = fileNames.enumerated().map { "\($1)-\($0 + 1)" }
        }
        let shape = model.description
        let pictures =
            sets.count == 1
            ? sets[0].pictures
            : PictureSet(
                width: shape.width, height: shape.height, channels: shape.channels,
                pixels: sets.flatMap(\.pictures.pixels))
        return Named(pictures: pictures, paths: places, fileNames: fileNames)
    }

    /// The folder that names of pictures are relative to.
    private static func folder(of path: String) -> String {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        return exists && isFolder.boolValue ? path : (path as NSString).deletingLastPathComponent
    }

    /// `11-3` for `11/3.png`.
    private static func fileName(of name: String) -> String {
        let stem = ImageFileFormat(endingOf: name) == nil ? name : (name as NSString).deletingPathExtension
        return stem.replacing("/", with: "-")
    }
}

extension PictureSet {
    /// Each picture compared with its reference.
    func comparisons(with reference: PictureSet) throws -> [PictureComparison] {
        try (0..<count).map { index in
            try PictureComparison(
                self[index], reference: reference[index], width: width, height: height, channels: channels)
        }
    }
}

/// Means of comparisons, for a table and for JSON.
struct PictureQuality: Encodable {
    let peakSignalToNoise: Double
    let structuralSimilarity: Double

    /// - Parameter comparisons: at least one. Equal pictures count as 100 dB: their ratio is infinite.
    init(_ comparisons: [PictureComparison]) {
        let count = Double(max(comparisons.count, 1))
        peakSignalToNoise = comparisons.reduce(0) { $0 + min($1.peakSignalToNoise, 100) } / count
        structuralSimilarity = comparisons.reduce(0) { $0 + $1.structuralSimilarity } / count
    }

    var text: String { String(format: "PSNR %.2f dB, SSIM %.3f", peakSignalToNoise, structuralSimilarity) }
}
