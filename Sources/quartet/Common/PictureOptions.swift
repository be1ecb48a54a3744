public import ArgumentParser
import QuartetCommandLine
import QuartetEngine
import QuartetFiles
import QuartetImaging
import QuartetModels

/// Where pictures come from.
struct PictureSource: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Folder of pictures (each sub-folder a class), IDX file, or folder of IDX files.",
            valueName: "path"), completion: .file())
    var data: String

    @OptionGroup var selection: PictureSelection

    /// Pictures of the shape that a trained autoencoder takes.
    func read(_ common: CommonOptions, like model: PictureAutoencoder) throws -> PictureSet {
        try selection.read(data, common, like: model).pictures
    }
}

/// Which pictures of a source are taken.
struct PictureSelection: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Only this part of a data set that comes in parts (default: all).", valueName: "part"))
    var part: DataPart?

    @Option(
        name: .customLong("class"),
        help: ArgumentHelp("Only pictures of this class; repeat for more.", valueName: "name"))
    var classes: [String] = []

    /// Pictures of the shape that a trained autoencoder takes.
    func read(_ path: String, _ common: CommonOptions, like model: PictureAutoencoder) throws -> LabPictures {
        let shape = model.description
        let source = try images(path, common, side: max(shape.width, shape.height))
        return try LabPictures(
            source, width: shape.width, height: shape.height, format: shape.channels == 1 ? .grey : .rgb)
    }

    /// The pictures of a path, and a line about what was left out, which is never left out itself.
    ///
    /// - Parameter side: of the pictures that are needed.
    func images(_ path: String, _ common: CommonOptions, side: Int) throws -> LabelledImages {
        let read = try LabelledImages(contentsOf: path, only: part) { Self.reduced($0, for: side) }
        if let leftOut = read.leftOut.summary { StandardError.print("\(path): \(leftOut)") }
        for note in read.notes { common.note(note) }
        if classes.isEmpty { return read }
        if let unknown = classes.first(where: { !read.classNames.contains($0) }) {
            let known = LabPictures.list(read.classNames)
            throw CommandFailure(
                .usage,
                "--class \(unknown): \(path) has " + (known.isEmpty ? "no classes" : "the classes \(known)"))
        }
        return read.ofClasses(classes)
    }

    /// Large originals are reduced as they are read, so that they are never in memory together.
    private static func reduced(_ image: PixelImage, for side: Int) -> PixelImage {
        // Above 64, so that `LabPictures` still sees which pictures were large.
        let limit = min(256, max(128, 2 * side))
        let boxed = image.reduced(by: min(image.width, image.height) / limit)
        let shorter = min(boxed.width, boxed.height)
        if shorter <= limit { return boxed }
        return boxed.resized(width: boxed.width * limit / shorter, height: boxed.height * limit / shorter)
    }
}

/// Pictures for a training, and the shape they are converted to.
struct PictureOptions: ParsableArguments {
    enum Colours: String, CaseIterable, ExpressibleByArgument { case grey, rgb }

    @OptionGroup var source: PictureSource

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

    func read(_ common: CommonOptions) throws -> LabPictures {
        let source = try source.selection.images(source.data, common, side: size ?? 32)
        let isGrey = colours.map { $0 == .grey } ?? source.images.allSatisfy { $0.format == .grey }
        let (width, height) = size.map { ($0, $0) } ?? Self.commonSize(of: source.images)
        return try LabPictures(source, width: width, height: height, format: isGrey ? .grey : .rgb)
    }

    private static func commonSize(of images: [PixelImage]) -> (width: Int, height: Int) {
        guard let first = images.first, max(first.width, first.height) <= 64,
            images.allSatisfy({ $0.width == first.width && $0.height == first.height })
        else { return (32, 32) }
        return (first.width, first.height)
    }
}

/// Pictures as numbers, and what is known of their data set.
struct LabPictures {
    let pictures: PictureSet
    /// Their names, see ``LabelledImages/names``.
    let names: [String]
    /// How many of the last pictures belong to a published validation or test part.
    let heldOut: Int
    private let parts: [(part: DataPart, count: Int)]

    /// Pictures of folders, which come sorted by class, are shuffled in a fixed order, each part for itself.
    init(_ source: LabelledImages, width: Int, height: Int, format: PixelImage.Format) throws {
        let count = source.images.count
        try Machine.requireMemory(
            forFloats: [[2, count, width, height, format.rawValue]], purpose: "\(count) pictures",
            remedy: "take fewer pictures, or a smaller --size")
        var pixels: [Float] = []
        pixels.reserveCapacity(count * width * height * format.rawValue)
        for image in source.images {
            pixels += FloatImage(image.converted(to: format)).filling(width: width, height: height).values
        }
        let all = PictureSet(
            width: width, height: height, channels: format.rawValue, pixels: pixels, labels: source.labels,
            classNames: source.classNames)
        parts = source.parts
        let isSplit = parts.reduce(0) { $0 + $1.count } == count && parts.first?.part == .train
        heldOut = isSplit ? parts.dropFirst().reduce(0) { $0 + $1.count } : 0
        guard source.isSortedByClass else {
            (pictures, names) = (all, source.names)
            return
        }
        let order = all.shuffledOrder(seed: 0, within: isSplit ? parts.map(\.count) : [count])
        (pictures, names) = (all.subset(order), order.map { source.names[$0] })
    }

    /// Such as `1797 pictures 16 x 16 x 1 (1000 of train, 797 of test), 10 classes: 0, 1, 2`.
    var summary: String {
        let split = parts.map { "\($0.count) of \($0.part.rawValue)" }.joined(separator: ", ")
        let names = pictures.hasClasses ? pictures.classNames : []
        return "\(pictures.count) pictures \(pictures.shapeText)" + (split.isEmpty ? "" : " (\(split))")
            + (names.isEmpty
                ? ", no classes"
                : ", \(names.count) class\(names.count == 1 ? "" : "es"): \(Self.list(names))")
    }

    /// At most 20 names.
    static func list(_ names: [String]) -> String {
        names.prefix(20).joined(separator: ", ") + (names.count > 20 ? ", … \(names.count - 20) more" : "")
    }
}

extension DataPart: ExpressibleByArgument {}
