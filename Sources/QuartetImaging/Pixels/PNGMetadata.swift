/// What a PNG file says beside its pixels: a resolution (chunk `pHYs`), and texts under keywords (chunks `iTXt`, UTF-8).
public struct PNGMetadata: Sendable, Equatable {
    /// A text under a keyword of 1 to 79 Latin letters, such as "Title" or "Description" (PNG, third edition, 11.3.3).
    public struct Text: Sendable, Equatable {
        public let keyword: String
        public let text: String

        public init(_ keyword: String, _ text: String) { (self.keyword, self.text) = (keyword, text) }
    }

    public var pixelsPerCentimetre: Double?
    public var texts: [Text]

    public init(pixelsPerCentimetre: Double? = nil, texts: [Text] = []) {
        (self.pixelsPerCentimetre, self.texts) = (pixelsPerCentimetre, texts)
    }
}

extension PixelImage {
    /// The picture as a PNG file with a resolution and texts.
    public func pngBytes(_ metadata: PNGMetadata) throws(ImagingError) -> [UInt8] {
        var bytes = try pngBytes()
        // After the signature and the header, which are 8 and 25 bytes in every file.
        bytes.insert(contentsOf: metadata.chunks, at: 33)
        return bytes
    }
}

extension PNGMetadata {
    var chunks: [UInt8] {
        var chunks: [UInt8] = []
        if let pixelsPerCentimetre {
            let number = UInt32(min(max(pixelsPerCentimetre * 100, 1), 1e9).rounded())
            chunks += Self.chunk("pHYs", Self.bytes(number) + Self.bytes(number) + [1])
        }
        for text in texts {
            // Uncompressed, without language and translated keyword. A NUL would end the keyword.
            let words = text.text.unicodeScalars.filter { $0 != "\0" }
            let content =
                text.keyword.utf8.filter { $0 != 0 }.prefix(79) + [0, 0, 0, 0, 0]
                + Array(String(String.UnicodeScalarView(words)).utf8)
            chunks += Self.chunk("iTXt", Array(content))
        }
        return chunks
    }

    private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + content
        return bytes(UInt32(content.count)) + body + bytes(checksum(body))
    }

    private static func bytes(_ number: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    /// CRC-32 as in ISO 3309, bit by bit: texts are short.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { value, _ in
                value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1
            }
        }
    }
}
