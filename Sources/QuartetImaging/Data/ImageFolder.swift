internal import Foundation
internal import QuartetFiles

/// The pictures under a folder. The class of a picture is the name of its top-level sub-folder; pictures directly in the
/// folder have no class.
public struct ImageFolder: Sendable {
    public struct Item: Sendable {
        /// Relative to the folder.
        public let path: String
        /// Index into ``ImageFolder/classNames``; nil for a picture directly in the folder.
        public let label: Int?
        public let image: PixelImage
    }

    /// Sorted by path, so that every machine sees the same order.
    public let items: [Item]
    /// Sorted names of the sub-folders that contain pictures.
    public let classNames: [String]
    /// Files with the extension of a picture that could not be read, each with its reason.
    public let unreadable: [ImagingError]

    /// Reads every file that ends in `.png`, `.jpg` or `.jpeg`; hidden files and folders are skipped.
    ///
    /// - Parameter transform: applied to each picture as soon as it is read, such as a reduction, so that the
    ///   large originals are not all in memory at once.
    /// - Throws: `FileError.cannotRead` as ``ImagingError/file(_:)`` when the folder cannot be listed or contains no
    ///   pictures; the error of the first file when none of the pictures can be read.
    public init(
        contentsOf folder: String, pixelLimit: Int = PixelImage.defaultPixelLimit,
        transform: (PixelImage) -> PixelImage = { $0 }
    ) throws(ImagingError) {
        let paths = try Self.picturePaths(under: folder)
        guard !paths.isEmpty else {
            throw .file(.cannotRead(file: folder, reason: "it contains no .png, .jpg or .jpeg files"))
        }
        var read: [(path: String, className: String?, image: PixelImage)] = []
        var failures: [ImagingError] = []
        for path in paths {
            do throws(ImagingError) {
                let image = try PixelImage(contentsOf: folder + "/" + path, pixelLimit: pixelLimit)
                let slash = path.firstIndex(of: "/")
                read.append((path, slash.map { String(path[..<$0]) }, transform(image)))
            } catch {
                failures.append(error)
            }
        }
        if read.isEmpty, let first = failures.first { throw first }
        let names = Set(read.compactMap(\.className)).sorted()
        classNames = names
        items = read.map { path, name, image in
            Item(path: path, label: name.flatMap { names.firstIndex(of: $0) }, image: image)
        }
        unreadable = failures
    }

    private static func picturePaths(under folder: String) throws(ImagingError) -> [String] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) else {
            throw .file(.cannotRead(file: folder, reason: "No such file or directory"))
        }
        guard isFolder.boolValue else {
            throw .file(.cannotRead(file: folder, reason: "it is not a folder"))
        }
        let found: [String]
        do {
            found = try FileManager.default.subpathsOfDirectory(atPath: folder)
        } catch {
            throw .file(.cannotRead(file: folder, reason: error.localizedDescription))
        }
        return
            found
            .filter { path in
                ImageFileFormat(endingOf: path) != nil
                    && !path.split(separator: "/").contains { $0.hasPrefix(".") }
            }
            .sorted()
    }
}
