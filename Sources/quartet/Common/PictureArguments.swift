import ArgumentParser
import Foundation
import QuartetCommandLine
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

    /// Pictures with a name for each.
    struct Named {
        var pictures: PictureSet
        var names: [String]

        /// The first ones.
        func prefix(_ count: Int) -> Named {
            let count = min(count, names.count)
            return Named(pictures: pictures.subset(0..<count), names: Array(names.prefix(count)))
        }
    }

    /// The pictures of all paths in their order. Classes are those of the only path; several paths have none.
    func read(_ common: CommonOptions, like model: PictureAutoencoder) throws -> Named {
        let sets = try paths.map { try selection.read($0, common, like: model) }
        var names = zip(paths, sets).flatMap { path, set -> [String] in
            let name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
            return set.count == 1 ? [name] : (1...max(set.count, 1)).map { "\(name)-\($0)" }
        }
        // Files of one name in two folders.
        if Set(names).count < names.count { names = names.enumerated().map { "\($1)-\($0 + 1)" } }
        if let only = sets.first, sets.count == 1 { return Named(pictures: only, names: names) }
        let shape = model.description
        return Named(
            pictures: PictureSet(
                width: shape.width, height: shape.height, channels: shape.channels,
                pixels: sets.flatMap(\.pixels)), names: names)
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
