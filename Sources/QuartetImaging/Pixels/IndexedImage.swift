/// A picture whose pixels are entries of a palette: rows from the top, pixels from the left.
public struct IndexedImage: Sendable, Equatable {
    public let width: Int
    public let height: Int
    public var indices: [UInt8]
    /// At most 256 opaque colours.
    public var palette: [Colour]

    /// Wraps entries; their number must be `width * height`, and each must be in the palette.
    public init(width: Int, height: Int, indices: [UInt8], palette: [Colour]) {
        guard width > 0, height > 0, indices.count == width * height, (1...256).contains(palette.count),
            indices.allSatisfy({ Int($0) < palette.count })
        else {
            fatalError(
                "IndexedImage \(width)x\(height): \(indices.count) entries of a palette of \(palette.count)")
        }
        (self.width, self.height, self.indices, self.palette) = (width, height, indices, palette)
    }

    /// Decodes a PNG file with a palette. Entries keep their numbers.
    ///
    /// - Parameters:
    ///   - name: what errors call these bytes.
    ///   - pixelLimit: width times height above which the file is refused before memory is allocated.
    /// - Throws: ``ImagingError`` where the bytes are another kind of file, or damaged.
    public init(
        decoding bytes: [UInt8], name: String, pixelLimit: Int = PixelImage.defaultPixelLimit
    ) throws(ImagingError) {
        self = try PNGCoding.decodeIndexed(bytes, name: name, pixelLimit: pixelLimit)
    }

    /// The picture as a PNG file with a palette, of as few bits a pixel as it needs.
    public func pngBytes(_ metadata: PNGMetadata = PNGMetadata()) throws(ImagingError) -> [UInt8] {
        var bytes = try PNGCoding.encode(self)
        // After the signature and the header, which are 8 and 25 bytes in every file.
        bytes.insert(contentsOf: metadata.chunks, at: 33)
        return bytes
    }
}
