internal import Foundation
internal import QuartetFiles

/// Pictures with their classes, from a folder, an IDX file or an archive, ready to train on.
public struct LabelledImages: Sendable {
    public var images: [PixelImage]
    /// One class index per picture; empty when the source has no classes.
    public var labels: [Int]
    /// A name for each class index.
    public var classNames: [String]
    /// Files that were skipped, with reasons.
    public var unreadable: [ImagingError]

    public init(
        images: [PixelImage], labels: [Int] = [], classNames: [String] = [], unreadable: [ImagingError] = []
    ) {
        guard labels.isEmpty || labels.count == images.count else {
            fatalError("LabelledImages: \(labels.count) labels for \(images.count) images")
        }
        (self.images, self.labels) = (images, labels)
        (self.classNames, self.unreadable) = (classNames, unreadable)
    }

    /// Reads a folder of pictures, an IDX file of pictures, or a folder that contains one.
    ///
    /// The labels of an IDX file `…-images-idx3-ubyte` are expected beside it as `…-labels-idx1-ubyte`, with
    /// or without `.gz`. In a folder the training set (`train-images…` in the name) is preferred.
    public init(contentsOf path: String) throws(ImagingError) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw .file(.cannotRead(file: path, reason: "No such file or directory"))
        }
        guard isFolder.boolValue else {
            let labels = Self.labelsFile(for: path)
            self = try Self(idxImages: path, labels: labels)
            return
        }
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
        let candidates = names.filter { $0.contains("images-idx3-ubyte") }
        if let name = candidates.first(where: { $0.contains("train-images") }) ?? candidates.first {
            let file = path + "/" + name
            self = try Self(idxImages: file, labels: Self.labelsFile(for: file))
        } else {
            self = try Self(folder: path)
        }
    }

    /// Reads pictures, and labels if a file of them is given; classes are named "0", "1", …
    public init(idxImages path: String, labels labelsPath: String? = nil) throws(ImagingError) {
        let file = try IDXFile(contentsOf: path)
        let shape = file.dimensions.map(String.init).joined(separator: " x ")
        guard let images = file.images, !images.isEmpty else {
            throw .notRecognised(file: path, expected: "IDX pictures, count x rows x columns", found: shape)
        }
        guard let labelsPath else {
            self.init(images: images)
            return
        }
        let labels = try IDXFile(contentsOf: labelsPath)
        guard labels.dimensions == [images.count] else {
            let found = labels.dimensions.map(String.init).joined(separator: " x ")
            throw .notRecognised(
                file: labelsPath, expected: "\(images.count) labels for \(path)", found: found)
        }
        let classes = Int(labels.bytes.max() ?? 0) + 1
        self.init(
            images: images, labels: labels.bytes.map(Int.init), classNames: (0..<classes).map(String.init))
    }

    /// Reads a folder: see ``ImageFolder``. Beside sub-folders, loose pictures form a class of their own,
    /// named "".
    public init(
        folder path: String, transform: (PixelImage) -> PixelImage = { $0 }
    ) throws(ImagingError) {
        let folder = try ImageFolder(contentsOf: path, transform: transform)
        let images = folder.items.map(\.image)
        guard !folder.classNames.isEmpty else {
            self.init(images: images, unreadable: folder.unreadable)
            return
        }
        let hasLoose = folder.items.contains { $0.label == nil }
        self.init(
            images: images, labels: folder.items.map { $0.label ?? folder.classNames.count },
            classNames: folder.classNames + (hasLoose ? [""] : []), unreadable: folder.unreadable)
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

    private static func labelsFile(for images: String) -> String? {
        let slash = images.lastIndex(of: "/").map { images.index(after: $0) } ?? images.startIndex
        let name = images[slash...].replacing("images-idx3", with: "labels-idx1")
        guard name != images[slash...] else { return nil }
        let plain = name.hasSuffix(".gz") ? String(name.dropLast(3)) : String(name)
        return [plain, plain + ".gz"].map { images[..<slash] + $0 }.map { String($0) }
            .first { FileManager.default.fileExists(atPath: $0) }
    }
}

extension FloatImage {
    /// The picture in exactly this size: cropped around its centre to the new proportions, then resampled (by area to
    /// reduce, bicubic to enlarge).
    public func filling(width newWidth: Int, height newHeight: Int) -> FloatImage {
        guard (newWidth, newHeight) != (width, height) else { return self }
        let scale = min(Double(width) / Double(newWidth), Double(height) / Double(newHeight))
        let cutWidth = min(width, max(1, Int((Double(newWidth) * scale).rounded())))
        let cutHeight = min(height, max(1, Int((Double(newHeight) * scale).rounded())))
        let (left, top) = ((width - cutWidth) / 2, (height - cutHeight) / 2)
        var cut = FloatImage(width: cutWidth, height: cutHeight, channels: channels)
        for row in 0..<cutHeight {
            let from = ((top + row) * width + left) * channels
            let to = row * cutWidth * channels
            cut.values.replaceSubrange(
                to..<(to + cutWidth * channels), with: values[from..<(from + cutWidth * channels)])
        }
        return cut.resized(width: newWidth, height: newHeight, filter: scale >= 1 ? .area : .bicubic)
    }
}
