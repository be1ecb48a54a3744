import QuartetImaging
import Testing

/// Orientation tags of photographs that are missing, damaged or written in the other byte order.
@Suite struct ExifTests {
    /// A picture that is dark on the left, as a JPEG file with an Exif segment.
    private func photograph(exif: [UInt8]?) throws -> PixelImage {
        var image = PixelImage(width: 16, height: 16, format: .grey)
        for y in 0..<16 { for x in 0..<16 { image[x, y] = x < 8 ? 10 : 240 } }
        var file = try image.jpegBytes(quality: 100)
        if let exif {
            let segment = [0xFF, 0xE1] + Handmade.bigEndian(exif.count + 2, bytes: 2) + exif
            file.insert(contentsOf: segment, at: 2)
        }
        return try PixelImage(decoding: file, name: "photograph")
    }

    /// Whether the dark half is on the right: turned by 180°.
    private func isTurned(_ image: PixelImage) -> Bool { image[12, 8] < 100 && image[4, 8] > 150 }

    private static let entry: [UInt8] = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 3, 0, 0]
    private static let bigEndian = Array("Exif\0\0MM\0*".utf8) + Handmade.bigEndian(8)

    @Test func bothByteOrdersAreRead() throws {
        let little =
            Array("Exif\0\0II*\0".utf8) + Handmade.littleEndian(8) + Handmade.littleEndian(1, bytes: 2)
            + [0x12, 0x01, 3, 0, 1, 0, 0, 0, 3, 0, 0, 0]
        #expect(isTurned(try photograph(exif: little)))
        #expect(isTurned(try photograph(exif: Self.bigEndian + Handmade.bigEndian(1, bytes: 2) + Self.entry)))
    }

    @Test func theTagIsFoundBehindOthers() throws {
        let other: [UInt8] = [0x01, 0x0F, 0, 2, 0, 0, 0, 1, 0x41, 0, 0, 0]
        let exif = Self.bigEndian + Handmade.bigEndian(2, bytes: 2) + other + Self.entry
        #expect(isTurned(try photograph(exif: exif)))
    }

    @Test func damagedSegmentsLeaveThePictureAsItIs() throws {
        let whole = Self.bigEndian + Handmade.bigEndian(1, bytes: 2) + Self.entry
        var damaged = (0..<whole.count - 2).map { Array(whole.prefix($0)) }
        // A directory outside the segment, a count beyond it, an orientation that does not exist, no byte order.
        damaged.append(Array("Exif\0\0MM\0*".utf8) + Handmade.bigEndian(0x7FFF_FFFF) + whole.dropFirst(14))
        damaged.append(Self.bigEndian + [0xFF, 0xFF] + [UInt8](repeating: 0, count: 12))
        damaged.append(Array(whole.dropLast(4)) + [0, 9, 0, 0])
        damaged.append(Array("Exif\0\0XX\0*".utf8) + whole.dropFirst(10))
        damaged.append(Array("http\0\0".utf8) + whole.dropFirst(6))
        for exif in damaged { #expect(!isTurned(try photograph(exif: exif)), "\(exif)") }
        #expect(!isTurned(try photograph(exif: nil)))
    }
}
