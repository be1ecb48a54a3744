internal import Foundation
internal import QuartetFiles

/// The pictures under a folder. The class of a picture is the name of its top-level sub-folder; pictures directly in the
/// folder have no class. Where the top-level folders are the parts of a data set (`train`, `val`, `test`), the classes are
/// the folders below them.
public struct ImageFolder: Sendable {
    public struct Item: Sendable {
        /// Relative to the folder.
        public let path: String
        public let part: DataPart?
        /// Index into ``ImageFolder/classNames``; nil for a picture directly in the folder.
        public let label: Int?
        public let image: PixelImage
    }

    /// Sorted by part and path, so that every machine sees the same order.
    public let items: [Item]
    /// Names of the folders that contain pictures, sorted, numbers by their value.
    public let classNames: [String]
    public let leftOut: LeftOut

    /// Reads every file that ends in `.png`, `.jpg`, `.jpeg`, `.jfif` or `.webp`. Links are followed; hidden files and
    /// folders are skipped.
    ///
    /// - Parameters:
    ///   - part: reads only this part.
    ///   - transform: applied to each picture as soon as it is read, such as a reduction, so that the large originals
    ///     are not all in memory at once.
    /// - Throws: `FileError.cannotRead` as ``ImagingError/file(_:)`` when the folder cannot be listed or contains no
    ///   pictures; the error of the first file when none of the pictures can be read.
    public init(
        contentsOf folder: String, pixelLimit: Int = PixelImage.dataPixelLimit, only part: DataPart? = nil,
        transform: (PixelImage) -> PixelImage = { $0 }
    ) throws(ImagingError) {
        let listing = try FolderListing.pictures(folder)
        try self.init(listing, in: folder, pixelLimit: pixelLimit, only: part, transform: transform)
    }

    init(
        _ listing: FolderListing, in folder: String, pixelLimit: Int, only wanted: DataPart?,
        transform: (PixelImage) -> PixelImage
    ) throws(ImagingError) {
        var leftOut = LeftOut()
        for other in listing.others { leftOut.add(other.path, other.reason) }
        let layout = FolderLayout(listing)
        var read: [(path: String, place: FolderLayout.Place, image: PixelImage)] = []
        var failure: ImagingError?
        for path in listing.files {
            guard ImageFileFormat(endingOf: path) != nil else {
                let type = (path as NSString).pathExtension
                leftOut.add(path, type.isEmpty ? "without an extension" : "of type .\(type.lowercased())")
                continue
            }
            let place = layout.place(of: path)
            if let wanted, place.part != wanted { continue }
            do throws(ImagingError) {
                let image = try PixelImage(contentsOf: folder + "/" + path, pixelLimit: pixelLimit)
                read.append((path, place, transform(image)))
            } catch {
                failure = failure ?? error
                leftOut.add(path, error.reason)
            }
        }
        if let failure, read.isEmpty { throw failure }
        if read.isEmpty {
            let what =
                wanted.map { "no pictures of the part \($0.rawValue)" } ?? "no .png, .jpg or .webp files"
            throw .file(
                .cannotRead(
                    file: folder, reason: "it contains \(what)" + (leftOut.summary.map { "; " + $0 } ?? "")))
        }
        let names = Set(read.compactMap(\.place.className)).sorted(by: Self.isInOrder)
        if wanted == nil {
            for (path, name) in layout.classFolders where !names.contains(name) {
                leftOut.add(path, "folder without pictures, which is no class")
            }
        }
        classNames = names
        let indices = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        items = read.enumerated().sorted { first, second in
            let parts = (first.element.place.part ?? .train, second.element.place.part ?? .train)
            return parts.0 == parts.1 ? first.offset < second.offset : parts.0 < parts.1
        }.map { _, item in
            Item(
                path: item.path, part: item.place.part, label: item.place.className.flatMap { indices[$0] },
                image: item.image)
        }
        self.leftOut = leftOut
    }

    /// `2` before `10`; names that differ in case alone have an order, too.
    private static func isInOrder(_ first: String, _ second: String) -> Bool {
        let order = first.compare(second, options: .numeric)
        return order == .orderedSame ? first < second : order == .orderedAscending
    }
}

/// Which part and which class the folders of a listing stand for.
private struct FolderLayout {
    struct Place {
        let part: DataPart?
        let className: String?
    }

    /// Paths of the folders that classes are read from, with the names of the classes.
    let classFolders: [(path: String, name: String)]
    private let hasParts: Bool

    init(_ listing: FolderListing) {
        let top = listing.folders.filter { !$0.contains("/") && !$0.hasPrefix("__MACOSX") }
        let parts = top.compactMap { DataPart(named: $0) }
        let hasLoose = listing.files.contains { !$0.contains("/") && ImageFileFormat(endingOf: $0) != nil }
        hasParts = !hasLoose && parts.count == top.count && parts.contains(.train)
        let depth = hasParts ? 2 : 1
        classFolders = listing.folders.compactMap { path in
            let names = path.split(separator: "/")
            return names.count == depth && names[0] != "__MACOSX" ? (path, String(names[depth - 1])) : nil
        }
    }

    func place(of path: String) -> Place {
        let folders = path.split(separator: "/").dropLast().map { String($0) }
        guard hasParts, let first = folders.first else { return Place(part: nil, className: folders.first) }
        return Place(part: DataPart(named: first), className: folders.dropFirst().first)
    }
}

extension FolderListing {
    /// A listing with this module's errors.
    static func pictures(_ folder: String, isRecursive: Bool = true) throws(ImagingError) -> FolderListing {
        do throws(FileError) {
            return try FolderListing(folder, isRecursive: isRecursive)
        } catch {
            throw .file(error)
        }
    }
}
