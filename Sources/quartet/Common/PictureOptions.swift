import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetImaging
import QuartetModels

/// Pictures for a model, and the shape they are converted to.
struct PictureOptions: ParsableArguments {
    enum Colours: String, CaseIterable, ExpressibleByArgument { case grey, rgb }

    @Option(
        help: ArgumentHelp(
            "Folder of pictures (each sub-folder a class), IDX file, or folder of IDX files.",
            valueName: "path"), completion: .file())
    var data: String

    @Option(
        help: ArgumentHelp(
            "Crop and resize pictures to this side (default: their own size, or 32 if sizes differ or are large).",
            valueName: "pixels"))
    var size: Int?

    @Option(help: ArgumentHelp("Channels (default: those of the pictures).", valueName: "type"))
    var colours: Colours?

    func validate() throws {
        if let size { try check(size, in: 8...256, "--size") }
    }

    /// Pictures of the shape that a trained autoencoder takes.
    func read(_ common: CommonOptions, like autoencoder: PictureAutoencoder) throws -> PictureSet {
        let shape = autoencoder.description
        return try read(common, width: shape.width, height: shape.height, channels: shape.channels)
    }

    /// The pictures as numbers. Pictures of folders, which come sorted by class, are shuffled in a fixed order.
    func read(_ common: CommonOptions, width: Int? = nil, height: Int? = nil, channels: Int? = nil) throws
        -> PictureSet
    {
        let isFolder = (try? FileManager.default.contentsOfDirectory(atPath: data)).map { names in
            !names.contains { $0.contains("images-idx3-ubyte") }
        }
        let source =
            isFolder == true
            ? try LabelledImages(folder: data, transform: Self.reduced) : try LabelledImages(contentsOf: data)
        for error in source.unreadable.prefix(5) { common.note("Skipped: \(error)") }
        if source.unreadable.count > 5 { common.note("Skipped: \(source.unreadable.count - 5) more.") }

        let shape = shape(of: source.images)
        let (width, height) = (width ?? shape.width, height ?? shape.height)
        let isGrey = channels.map { $0 == 1 } ?? shape.isGrey
        let format: PixelImage.Format = isGrey ? .grey : .rgb
        var pixels: [Float] = []
        pixels.reserveCapacity(source.images.count * width * height * format.rawValue)
        for image in source.images {
            pixels += FloatImage(image.converted(to: format)).filling(width: width, height: height).values
        }
        let pictures = PictureSet(
            width: width, height: height, channels: format.rawValue, pixels: pixels, labels: source.labels,
            classNames: source.classNames)
        return isFolder == true ? pictures.shuffled(seed: 0) : pictures
    }

    /// The common shape of all pictures.
    private func shape(of images: [PixelImage]) -> (width: Int, height: Int, isGrey: Bool) {
        let isGrey = colours.map { $0 == .grey } ?? images.allSatisfy { $0.format == .grey }
        if let size { return (size, size, isGrey) }
        guard let first = images.first, max(first.width, first.height) <= 64,
            images.allSatisfy({ $0.width == first.width && $0.height == first.height })
        else { return (32, 32, isGrey) }
        return (first.width, first.height, isGrey)
    }

    /// Large originals are reduced as they are read, so that they are never in memory together.
    private static func reduced(_ image: PixelImage) -> PixelImage {
        let side = min(image.width, image.height)
        if side <= 256 { return image }
        return image.resized(width: image.width * 256 / side, height: image.height * 256 / side)
    }
}
