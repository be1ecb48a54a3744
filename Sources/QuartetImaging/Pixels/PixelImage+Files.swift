internal import QuartetFiles

/// The picture formats that are read and written.
public enum ImageFileFormat: String, Sendable {
    case png, jpeg, webp

    /// The format whose signature the content begins with; nil for anything else.
    public init?(signatureOf bytes: [UInt8]) {
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if bytes.starts(with: "RIFF".utf8) && bytes.dropFirst(8).starts(with: "WEBP".utf8) {
            self = .webp
        } else {
            return nil
        }
    }

    /// The format of a file extension: `.png`, `.jpg`, `.jpeg`, `.jfif` or `.webp` in upper or lower case; nil for
    /// anything else.
    public init?(endingOf path: String) {
        let endings: [(String, ImageFileFormat)] = [
            (".png", .png), (".jpg", .jpeg), (".jpeg", .jpeg), (".jfif", .jpeg), (".webp", .webp),
        ]
        let lowered = path.lowercased()
        guard let known = endings.first(where: { lowered.hasSuffix($0.0) }) else { return nil }
        self = known.1
    }
}

extension PixelImage {
    /// The largest picture that is decoded unless the caller says otherwise: 100 megapixels.
    public static let defaultPixelLimit = 100_000_000

    /// The largest picture of a data set that is decoded: 50 megapixels, 200 MB in memory.
    public static let dataPixelLimit = 50_000_000

    /// Reads a PNG, JPEG or WebP file, recognised by its content.
    ///
    /// A JPEG's Exif orientation is applied, so photographs are upright.
    ///
    /// - Parameter pixelLimit: width times height above which the file is refused before memory is allocated.
    /// - Throws: ``ImagingError``, naming the file and what is wrong with it.
    public init(contentsOf path: String, pixelLimit: Int = defaultPixelLimit) throws(ImagingError) {
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try FileBytes.read(path)
        } catch {
            throw .file(error)
        }
        try self.init(decoding: bytes, name: path, pixelLimit: pixelLimit)
    }

    /// Decodes a PNG, JPEG or WebP file that is already in memory.
    ///
    /// - Parameter name: what errors call these bytes.
    public init(
        decoding bytes: [UInt8], name: String, pixelLimit: Int = defaultPixelLimit
    ) throws(ImagingError) {
        switch ImageFileFormat(signatureOf: bytes) {
        case .png: self = try PNGCoding.decode(bytes, name: name, pixelLimit: pixelLimit)
        case .jpeg: self = try JPEGCoding.decode(bytes, name: name, pixelLimit: pixelLimit)
        case .webp: self = try WebPCoding.decode(bytes, name: name, pixelLimit: pixelLimit)
        case nil:
            throw .notRecognised(
                file: name, expected: "a PNG, JPEG or WebP picture", found: ContentKind.describe(bytes))
        }
    }

    /// The picture as a PNG file (8 bits per sample, lossless).
    public func pngBytes() throws(ImagingError) -> [UInt8] {
        try PNGCoding.encode(self)
    }

    /// The picture as a baseline JPEG file. Alpha is composited over white.
    ///
    /// - Parameter quality: 1 (smallest) to 100 (best), clamped.
    public func jpegBytes(quality: Int = 92) throws(ImagingError) -> [UInt8] {
        try JPEGCoding.encode(self, quality: quality)
    }

    /// The picture as a lossless WebP file. Colours where the alpha is 0 may change.
    public func webpBytes() throws(ImagingError) -> [UInt8] { try WebPCoding.encode(self) }

    /// Writes the file atomically, in the format of its extension: see `AtomicFile`.
    ///
    /// - Throws: `FileError.cannotWrite` as ``ImagingError/file(_:)``.
    public func write(to path: String) throws(ImagingError) {
        guard let format = ImageFileFormat(endingOf: path) else {
            throw .file(.cannotWrite(file: path, reason: "the name must end in .png, .jpg, .jpeg or .webp"))
        }
        let bytes: [UInt8]
        switch format {
        case .png: bytes = try pngBytes()
        case .jpeg: bytes = try jpegBytes()
        case .webp: bytes = try webpBytes()
        }
        do throws(FileError) {
            try AtomicFile.write(bytes, to: path)
        } catch {
            throw .file(error)
        }
    }

    /// Refuses sizes above the limit, with arithmetic that cannot overflow.
    static func checkSize(
        width: Int, height: Int, pixelLimit: Int, name: String
    ) throws(ImagingError) {
        guard width > 0, height > 0 else {
            throw .damaged(file: name, reason: "its size is \(width)x\(height)")
        }
        let (pixels, overflow) = width.multipliedReportingOverflow(by: height)
        guard !overflow, pixels <= pixelLimit else {
            throw .tooLarge(
                file: name, what: "picture", found: "\(width)x\(height) pixels", limit: "\(pixelLimit) pixels"
            )
        }
    }
}

/// Describes unknown content in an error message.
enum ContentKind {
    static func describe(_ bytes: [UInt8]) -> String {
        if bytes.isEmpty { return "an empty file" }
        let known: [([UInt8], String)] = [
            ([0x47, 0x49, 0x46, 0x38], "a GIF picture"), ([0x42, 0x4D], "a BMP picture"),
            ([0x49, 0x49, 0x2A, 0x00], "a TIFF picture"), ([0x4D, 0x4D, 0x00, 0x2A], "a TIFF picture"),
            ([0x25, 0x50, 0x44, 0x46], "a PDF document"), ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive"),
            ([0x1F, 0x8B], "gzip data"),
        ]
        for (signature, name) in known where bytes.starts(with: signature) { return name }
        let head = bytes.prefix(256)
        if head.allSatisfy({ $0 >= 32 && $0 != 127 || $0 == 9 || $0 == 10 || $0 == 13 }) { return "text" }
        return "\(bytes.count) bytes that begin with " + head.prefix(4).map(hexByte).joined(separator: " ")
    }

    private static func hexByte(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
    }
}
