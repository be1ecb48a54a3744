import CZlib
import QuartetImaging

/// Files put together byte by byte: formats that this module reads and does not write, and broken ones.
enum Handmade {
    static func bigEndian(_ value: Int, bytes: Int = 4) -> [UInt8] {
        (0..<bytes).reversed().map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    static func littleEndian(_ value: Int, bytes: Int = 4) -> [UInt8] {
        bigEndian(value, bytes: bytes).reversed()
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt { crc32(0, bytes, UInt32(bytes.count)) }

    /// Deflate (RFC 1951) without compression: one final stored block.
    private static func storedBlock(_ bytes: [UInt8]) -> [UInt8] {
        [1] + littleEndian(bytes.count, bytes: 2) + littleEndian(~bytes.count, bytes: 2) + bytes
    }

    /// A gzip file (RFC 1952) of at most 65,535 bytes.
    static func gzip(_ bytes: [UInt8]) -> [UInt8] {
        [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255] + storedBlock(bytes)
            + littleEndian(Int(checksum(bytes))) + littleEndian(bytes.count)
    }

    /// A PNG file of these rows, each with its filter byte 0 to be added.
    static func png(
        width: Int, height: Int, depth: Int, colourType: Int, rows: [[UInt8]],
        chunks: [(name: String, body: [UInt8])] = []
    ) -> [UInt8] {
        let raw: [UInt8] = rows.flatMap { [0] + $0 }
        var (low, high) = (1, 0)
        for byte in raw {
            low = (low + Int(byte)) % 65_521
            high = (high + low) % 65_521
        }
        let compressed: [UInt8] = [0x78, 0x01] + storedBlock(raw) + bigEndian(high << 16 | low)
        let header: [UInt8] =
            bigEndian(width) + bigEndian(height) + [UInt8(depth), UInt8(colourType), 0, 0, 0]
        var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        for (name, body) in [("IHDR", header)] + chunks + [("IDAT", compressed), ("IEND", [])] {
            let named = Array(name.utf8) + body
            file += bigEndian(body.count) + named + bigEndian(Int(checksum(named)))
        }
        return file
    }

    /// A picture in which every pixel differs from its neighbours.
    static func picture(width: Int, height: Int, format: PixelImage.Format) -> PixelImage {
        var image = PixelImage(width: width, height: height, format: format)
        for index in image.bytes.indices {
            image.bytes[index] = UInt8(truncatingIfNeeded: index * 37 + index / 11)
        }
        return image
    }
}
