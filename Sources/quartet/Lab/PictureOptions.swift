import ArgumentParser
import Foundation
import QuartetImaging
import QuartetModels

/// Which pictures a model of the laboratory is given, and in what form.
struct PictureOptions: ParsableArguments {
    enum Colours: String, CaseIterable, ExpressibleByArgument { case grey, rgb }

    @Option(
        help: ArgumentHelp(
            "Folder of pictures (each sub-folder a class), IDX file, or folder with IDX files.",
            valueName: "path"))
    var data: String

    @Option(
        help: ArgumentHelp(
            "Side to which pictures are cut and resized (default: their own, or 32 where they differ or are large).",
            valueName: "pixels"))
    var size: Int?

    @Option(help: ArgumentHelp("Channels: grey or rgb (default: what the pictures have).", valueName: "kind"))
    var colours: Colours?

    func validate() throws {
        if let size { try check(size, in: 8...256, "--size") }
    }

    /// The pictures as numbers. Those of folders, which come sorted by class, in a random but fixed order.
    func read(_ common: CommonOptions, width: Int? = nil, height: Int? = nil, channels: Int? = nil) throws
        -> PictureSet
    {
        let isFolder = (try? FileManager.default.contentsOfDirectory(atPath: data)).map { names in
            !names.contains { $0.contains("images-idx3-ubyte") }
        }
        let source =
            isFolder == true
            ? try LabelledImages(folder: data, transform: Self.reduced) : try LabelledImages(contentsOf: data)
        for error in source.unreadable.prefix(5) { common.note("Left out: \(error)") }
        if source.unreadable.count > 5 { common.note("Left out: \(source.unreadable.count - 5) more.") }

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

    /// The form that all pictures get.
    private func shape(of images: [PixelImage]) -> (width: Int, height: Int, isGrey: Bool) {
        let isGrey = colours.map { $0 == .grey } ?? images.allSatisfy { $0.format == .grey }
        if let size { return (size, size, isGrey) }
        guard let first = images.first, max(first.width, first.height) <= 64,
            images.allSatisfy({ $0.width == first.width && $0.height == first.height })
        else { return (32, 32, isGrey) }
        return (first.width, first.height, isGrey)
    }

    /// Large originals need not be in memory together.
    private static func reduced(_ image: PixelImage) -> PixelImage {
        let side = min(image.width, image.height)
        if side <= 256 { return image }
        return image.resized(width: image.width * 256 / side, height: image.height * 256 / side)
    }
}
