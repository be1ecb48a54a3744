internal import Foundation
internal import QuartetFiles

/// The IDX files of one data set: pictures and labels, of one part or several.
struct IDXDataSet {
    private struct Part {
        let part: DataPart?
        let images: String
        let labels: String?
        let isTransposed: Bool
    }

    private let folder: String
    private let dataSet: String
    private var parts: [Part]
    /// Names of the classes by their labels, where the data set has a table of them.
    private let names: [Int: String]

    /// - Parameters:
    ///   - sets: the IDX files in a folder.
    ///   - files: all files in it.
    /// - Throws: ``ImagingError/notRecognised(file:expected:found:)`` for the files of several data sets.
    init(_ sets: [IDXName], files: [String], in folder: String) throws(ImagingError) {
        let images = sets.filter { $0.kind == .images }
        let dataSets = Set(images.map(\.dataSet)).sorted()
        if dataSets.count > 1 {
            throw .notRecognised(
                file: folder, expected: "the files of one data set",
                found:
                    "those of \(dataSets.map { $0.isEmpty ? "one without a name" : $0 }.joined(separator: ", ")); name one file"
            )
        }
        self.folder = folder
        dataSet = dataSets.first ?? ""
        names = EMNISTClasses.names(of: dataSet, among: files, in: folder)
        parts = images.map { name in
            let labels = sets.first { $0.kind == .labels && $0.prefix == name.prefix }
            return Part(
                part: name.part, images: folder + "/" + name.path,
                labels: labels.map { folder + "/" + $0.path },
                isTransposed: name.isTransposed)
        }
        // Files that name no part come last.
        parts.sort { ($0.part ?? .test) < ($1.part ?? .test) }
    }

    /// One file of pictures, whatever its name; a name of the usual form leads to its labels.
    init(picturesFile path: String) throws(ImagingError) {
        let parent = (path as NSString).deletingLastPathComponent
        let place = parent.isEmpty ? "." : parent
        folder = place
        guard let images = IDXName((path as NSString).lastPathComponent),
            let listing = try? FolderListing(place, isRecursive: false)
        else {
            (dataSet, names) = ("", [:])
            parts = [Part(part: nil, images: path, labels: nil, isTransposed: false)]
            return
        }
        let labels = IDXName.all(in: listing.files).first {
            $0.kind == .labels && $0.prefix == images.prefix
        }
        dataSet = images.dataSet
        names = EMNISTClasses.names(of: images.dataSet, among: listing.files, in: place)
        parts = [
            Part(
                part: images.part, images: path, labels: labels.map { place + "/" + $0.path },
                isTransposed: images.isTransposed)
        ]
    }

    /// The pictures of all parts, or of one.
    func read(only wanted: DataPart?) throws(ImagingError) -> LabelledImages {
        var leftOut = LeftOut()
        var chosen = parts.filter { wanted == nil || $0.part == wanted }
        if let wanted, chosen.isEmpty {
            throw .file(
                .cannotRead(file: folder, reason: "it contains no pictures of the part \(wanted.rawValue)"))
        }
        if chosen.contains(where: { $0.labels != nil }) {
            for part in chosen where part.labels == nil {
                leftOut.add(part.images, "without labels, beside files that have them")
            }
            chosen.removeAll { $0.labels == nil }
        }
        var (images, names, values): ([PixelImage], [String], [UInt8]) = ([], [], [])
        var counts: [(part: DataPart, count: Int)] = []
        for part in chosen {
            let read = try Self.images(part)
            images += read
            let file = (part.images as NSString).lastPathComponent
            let name = file.hasSuffix(".gz") ? String(file.dropLast(3)) : file
            names += read.indices.map { "\(name)-\($0 + 1)" }
            if let labels = part.labels {
                values += try Self.labels(labels, of: part.images, count: read.count)
            }
            if let name = part.part { counts.append((name, read.count)) }
        }
        // A class is a label that occurs: EMNIST counts its letters from 1.
        let classes = Set(values).sorted()
        let indices = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, $0) })
        var result = LabelledImages(
            images: images, labels: values.compactMap { indices[$0] },
            classNames: classes.map { self.names[Int($0)] ?? String($0) }, names: names)
        result.parts = counts
        result.leftOut = leftOut
        if chosen.contains(where: \.isTransposed) {
            result.notes.append(
                "EMNIST's pictures are stored with rows and columns exchanged: they were turned upright.")
        }
        return result
    }

    private static func images(_ part: Part) throws(ImagingError) -> [PixelImage] {
        let file = try IDXFile(contentsOf: part.images)
        guard let images = file.images, !images.isEmpty else {
            throw .notRecognised(
                file: part.images, expected: "IDX pictures, count x rows x columns", found: file.shape)
        }
        return part.isTransposed ? images.map { FloatImage($0).transposed().pixelImage() } : images
    }

    private static func labels(_ path: String, of images: String, count: Int) throws(ImagingError) -> [UInt8]
    {
        let labels = try IDXFile(contentsOf: path)
        if labels.dimensions == [count] { return labels.bytes }
        throw .notRecognised(file: path, expected: "\(count) labels for \(images)", found: labels.shape)
    }
}
