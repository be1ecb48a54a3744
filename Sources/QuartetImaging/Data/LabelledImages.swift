internal import Foundation
internal import QuartetFiles

/// Pictures with their classes, from a picture, a folder or IDX files, ready to train on.
public struct LabelledImages: Sendable {
    public var images: [PixelImage]
    /// A name for each picture: its path in the folder that was read, or its file's name. In an IDX file, which holds many,
    /// the file's name and the picture's number from 1: `t10k-images-idx3-ubyte-14`.
    public var names: [String]
    /// One class index per picture; empty when the source has no classes.
    public var labels: [Int]
    /// A name for each class index.
    public var classNames: [String]
    /// The parts of the data set in the order of the pictures, with their numbers of pictures; empty without parts.
    public var parts: [(part: DataPart, count: Int)] = []
    public var leftOut = LeftOut()
    /// Whether the pictures come class by class, as those of a folder do.
    public var isSortedByClass = false
    /// What a reader should know of the pictures besides.
    public var notes: [String] = []

    /// - Parameter names: one per picture; numbers from 1 by default.
    public init(
        images: [PixelImage], labels: [Int] = [], classNames: [String] = [], names: [String]? = nil
    ) {
        let names = names ?? images.indices.map { String($0 + 1) }
        guard labels.isEmpty || labels.count == images.count else {
            fatalError("LabelledImages: \(labels.count) labels for \(images.count) images")
        }
        guard names.count == images.count else {
            fatalError("LabelledImages: \(names.count) names for \(images.count) images")
        }
        (self.images, self.labels, self.classNames, self.names) = (images, labels, classNames, names)
    }

    /// Reads a picture, an IDX file of pictures, a folder that contains IDX files, or a folder of pictures (see
    /// ``ImageFolder``).
    ///
    /// IDX files have the names under which MNIST, Fashion-MNIST, KMNIST and EMNIST are published, with dots or dashes,
    /// compressed or not. The labels are found beside the pictures. A folder may contain the files of both parts,
    /// training and test, which are read in this order.
    ///
    /// - Parameters:
    ///   - part: reads only this part of a data set.
    ///   - transform: applied to each picture of a folder as soon as it is read.
    public init(
        contentsOf path: String, only part: DataPart? = nil, transform: (PixelImage) -> PixelImage = { $0 }
    ) throws(ImagingError) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw .file(.cannotRead(file: path, reason: "No such file or directory"))
        }
        if isFolder.boolValue {
            let listing = try FolderListing.pictures(path)
            let sets = IDXName.all(in: listing.files)
            let isPictures = listing.files.contains { ImageFileFormat(endingOf: $0) != nil }
            if sets.contains(where: { $0.kind == .images && (!isPictures || !$0.path.contains("/")) }) {
                self = try IDXDataSet(sets, files: listing.files, in: path).read(only: part)
            } else {
                let folder = try ImageFolder(
                    listing, in: path, pixelLimit: PixelImage.dataPixelLimit, only: part, transform: transform
                )
                self.init(folder)
            }
        } else if ImageFileFormat(endingOf: path) != nil {
            let image = try PixelImage(contentsOf: path, pixelLimit: PixelImage.dataPixelLimit)
            self.init(images: [transform(image)], names: [(path as NSString).lastPathComponent])
        } else {
            self = try IDXDataSet(picturesFile: path).read(only: part)
        }
    }

    /// Beside sub-folders, loose pictures form a class of their own, named "".
    private init(_ folder: ImageFolder) {
        let (images, paths) = (folder.items.map(\.image), folder.items.map(\.path))
        if folder.classNames.isEmpty {
            self.init(images: images, names: paths)
        } else {
            let hasLoose = folder.items.contains { $0.label == nil }
            self.init(
                images: images, labels: folder.items.map { $0.label ?? folder.classNames.count },
                classNames: folder.classNames + (hasLoose ? [""] : []), names: paths)
        }
        isSortedByClass = true
        leftOut = folder.leftOut
        let parts = folder.items.compactMap(\.part)
        self.parts = DataPart.allCases.compactMap { part in
            let count = parts.count { $0 == part }
            return count > 0 ? (part, count) : nil
        }
    }

    /// The pictures of these classes, which keep their order.
    public func ofClasses(_ names: [String]) -> LabelledImages {
        let chosen = classNames.indices.filter { names.contains(classNames[$0]) }
        let kept = labels.indices.filter { chosen.contains(labels[$0]) }
        var result = LabelledImages(
            images: kept.map { images[$0] }, labels: kept.map { chosen.firstIndex(of: labels[$0]) ?? 0 },
            classNames: chosen.map { classNames[$0] }, names: kept.map { self.names[$0] })
        (result.leftOut, result.isSortedByClass, result.notes) = (leftOut, isSortedByClass, notes)
        var start = 0
        for (part, count) in parts {
            result.parts.append((part, kept.count { (start..<start + count).contains($0) }))
            start += count
        }
        return result
    }

    /// All pictures in one size and one number of channels, as floats in 0...1, picture after picture, each
    /// channels × height × width.
    ///
    /// A picture with other proportions is cropped around its centre before it is resampled.
    public func planes(width: Int, height: Int, channels: PixelImage.Format) -> [Float] {
        var output: [Float] = []
        output.reserveCapacity(images.count * width * height * channels.rawValue)
        for image in images {
            output += FloatImage(image.converted(to: channels)).filling(width: width, height: height).planes
        }
        return output
    }
}
