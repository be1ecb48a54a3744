internal import Glibc
internal import QuartetFiles

/// A file in the IDX format of the MNIST data sets (LeCun, Cortes and Burges), gzip-compressed or not.
///
/// Big-endian: two zero bytes, the type of the elements (0x08: unsigned bytes, the only one read here), the
/// number of dimensions, each dimension in four bytes, then the elements in row-major order.
public struct IDXFile: Sendable {
    /// Sizes, outermost first: (count, rows, columns) for grey pictures, (count) for labels.
    public let dimensions: [Int]
    /// The elements; their number is the product of ``dimensions``.
    public let bytes: [UInt8]

    /// - Parameter limit: the largest number of elements that is accepted.
    /// - Throws: ``ImagingError`` when the file is not an IDX file, when its dimensions exceed the limit, and when it
    ///   contains fewer or more elements than its header states.
    public init(contentsOf path: String, limit: Int = 1 << 30) throws(ImagingError) {
        let file = try PackedFile(path)
        let magic = try file.read(4)
        guard magic.count == 4, magic[0] == 0, magic[1] == 0 else {
            throw .notRecognised(
                file: path, expected: "an IDX file", found: ContentKind.describe(magic))
        }
        guard magic[2] == 0x08 else {
            throw .notRecognised(
                file: path, expected: "IDX elements of type 8 (unsigned bytes)", found: "type \(magic[2])")
        }
        guard (1...8).contains(magic[3]) else {
            throw .damaged(file: path, reason: "\(magic[3]) dimensions, expected 1 to 8")
        }
        let header = try file.read(4 * Int(magic[3]))
        guard header.count == 4 * Int(magic[3]) else {
            throw .damaged(file: path, reason: "it ends within its \(magic[3]) dimensions")
        }
        let dimensions = stride(from: 0, to: header.count, by: 4).map { start in
            header[start..<(start + 4)].reduce(0) { $0 << 8 | Int($1) }
        }
        let shape = dimensions.map(String.init).joined(separator: " x ")
        if dimensions.contains(0) {
            throw .damaged(file: path, reason: "its header states \(shape): there is nothing in it")
        }
        var count = 1
        for dimension in dimensions {
            let (product, overflow) = count.multipliedReportingOverflow(by: dimension)
            guard !overflow, product <= limit else {
                throw .tooLarge(
                    file: path, what: "content", found: "\(shape) elements", limit: "\(limit) elements")
            }
            count = product
        }
        let size = Self.size(of: path)
        let memory = count + (dimensions.count > 2 ? dimensions[0] * Self.pictureCost : 0)
        if memory > Self.smallMemory, memory / Self.largestRatio > size {
            throw .tooLarge(
                file: path, what: "content", found: "\(shape) elements in \(size) bytes",
                limit: "\(Self.largestRatio) bytes of memory a byte")
        }
        let bytes = try file.read(count + 1)
        guard bytes.count == count else {
            let found = bytes.count > count ? "more" : "\(bytes.count)"
            throw .damaged(
                file: path, reason: "its header states \(shape) = \(count) elements, it contains \(found)")
        }
        self.dimensions = dimensions
        self.bytes = bytes
    }

    /// Bytes that any file may take, however small it is.
    private static let smallMemory = 1 << 22
    /// Bytes that a larger file may take for each of its own: real pictures do not shrink to less when they are packed.
    private static let largestRatio = 256
    /// Bytes for a picture beyond its elements, at most. Single pixels in great numbers are refused for it, packed or not.
    private static let pictureCost = 256

    private static func size(of path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    /// The dimensions as text, such as `60000 x 28 x 28`.
    var shape: String { dimensions.map { String($0) }.joined(separator: " x ") }

    /// A file of elements in memory, to be written.
    public init(dimensions: [Int], bytes: [UInt8]) {
        guard (1...8).contains(dimensions.count), dimensions.allSatisfy({ (0...0xFFFF_FFFF).contains($0) }),
            dimensions.reduce(1, *) == bytes.count
        else { fatalError("IDXFile \(dimensions): \(bytes.count) bytes") }
        (self.dimensions, self.bytes) = (dimensions, bytes)
    }

    /// The file's bytes, not compressed.
    public var encoded: [UInt8] {
        let sizes = dimensions.flatMap { size in
            [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: size >> $0) }
        }
        return [0, 0, 8, UInt8(dimensions.count)] + sizes + bytes
    }

    /// The first dimension: the number of pictures or labels.
    public var count: Int { dimensions[0] }

    /// The pictures of a file with three dimensions (grey), or with four of which the last is 1, 3 or 4 channels; nil
    /// for other shapes.
    public var images: [PixelImage]? {
        guard dimensions.count == 3 || dimensions.count == 4 else { return nil }
        let (height, width) = (dimensions[1], dimensions[2])
        guard let format = PixelImage.Format(rawValue: dimensions.count == 4 ? dimensions[3] : 1),
            width > 0, height > 0
        else { return nil }
        let size = width * height * format.rawValue
        return (0..<count).map { index in
            PixelImage(
                width: width, height: height, format: format,
                bytes: [UInt8](bytes[(index * size)..<((index + 1) * size)]))
        }
    }
}

/// A file that may be compressed, with this module's errors.
private struct PackedFile {
    private let file: DecompressedFile

    init(_ path: String) throws(ImagingError) {
        do throws(FileError) {
            file = try DecompressedFile(path: path)
        } catch {
            throw .file(error)
        }
    }

    func read(_ count: Int) throws(ImagingError) -> [UInt8] {
        do throws(FileError) {
            return try file.read(count)
        } catch {
            throw .file(error)
        }
    }
}
