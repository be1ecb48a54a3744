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
    /// - Throws: ``ImagingError`` when the file is no IDX file, when its dimensions are absurd or beyond the
    ///   limit, and when it holds fewer or more elements than they say.
    public init(contentsOf path: String, limit: Int = 1 << 30) throws(ImagingError) {
        let stream = try ArchiveStream(path: path, format: .raw)
        guard try stream.nextEntry() != nil else {
            throw .notRecognised(file: path, expected: "an IDX file", found: "an empty file")
        }
        let magic = try stream.read(4, name: path)
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
        let header = try stream.read(4 * Int(magic[3]), name: path)
        guard header.count == 4 * Int(magic[3]) else {
            throw .damaged(file: path, reason: "it ends within its \(magic[3]) dimensions")
        }
        let dimensions = stride(from: 0, to: header.count, by: 4).map { start in
            header[start..<(start + 4)].reduce(0) { $0 << 8 | Int($1) }
        }
        let shape = dimensions.map(String.init).joined(separator: " x ")
        if dimensions.contains(0) {
            throw .damaged(file: path, reason: "its header says \(shape): there is nothing in it")
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
        let bytes = try stream.read(count + 1, name: path)
        guard bytes.count == count else {
            let found = bytes.count > count ? "more" : "\(bytes.count)"
            throw .damaged(
                file: path, reason: "its header says \(shape) = \(count) elements, it holds \(found)")
        }
        try stream.verifyGzipChecksum()
        self.dimensions = dimensions
        self.bytes = bytes
    }

    /// Makes one from elements in memory, to be written.
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

    /// The pictures of a file of three dimensions (grey) or of four whose last is 1, 3 or 4 channels; nil for
    /// other shapes.
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
