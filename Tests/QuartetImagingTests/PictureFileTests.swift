import Foundation
import QuartetFiles
import QuartetImaging
import QuartetTestSupport
import Testing

@Suite struct PictureFileTests {
    @Test(arguments: [PixelImage.Format.grey, .rgb, .rgba])
    func pngGivesBackEveryByte(format: PixelImage.Format) throws {
        let image = Handmade.picture(width: 13, height: 7, format: format)
        let file = try image.pngBytes()
        #expect(ImageFileFormat(signatureOf: file) == .png)
        #expect(try PixelImage(decoding: file, name: "memory") == image)
    }

    @Test(arguments: [PixelImage.Format.grey, .rgb])
    func jpegComesCloseToSmoothPictures(format: PixelImage.Format) throws {
        var image = PixelImage(width: 40, height: 24, format: format)
        for y in 0..<24 {
            for x in 0..<40 {
                for channel in 0..<image.channels { image[x, y, channel] = UInt8(40 + x * 3 + y * channel) }
            }
        }
        let file = try image.jpegBytes(quality: 95)
        #expect(ImageFileFormat(signatureOf: file) == .jpeg)
        let back = try PixelImage(decoding: file, name: "memory")
        #expect((back.width, back.height, back.format) == (40, 24, format))
        let largest = zip(back.bytes, image.bytes).map { abs(Int($0) - Int($1)) }.max()
        #expect(try #require(largest) <= 8)
    }

    @Test(arguments: [PixelImage.Format.rgb, .rgba])
    func losslessWebPGivesBackEveryByte(format: PixelImage.Format) throws {
        var image = Handmade.picture(width: 13, height: 7, format: format)
        // Where the alpha is 0, the format does not keep the colour.
        if format == .rgba { for pixel in 0..<91 { image.bytes[pixel * 4 + 3] |= 1 } }
        let folder = TemporaryFolder()
        try image.write(to: folder.path + "/picture.webp")
        let path = folder.path + "/picture.webp"
        #expect(try PixelImage(contentsOf: path) == image)
        #expect(ImageFileFormat(signatureOf: try image.webpBytes()) == .webp)
    }

    @Test func webPThatIsNoStillPictureIsRefused() throws {
        let file = try Handmade.picture(width: 64, height: 64, format: .rgb).webpBytes()
        for kept in [16, file.count / 2] {
            let error = #expect(throws: ImagingError.self) {
                try PixelImage(decoding: Array(file.prefix(kept)), name: "folder/cut")
            }
            guard case .damaged("folder/cut", _) = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
        }
        #expect(throws: ImagingError.self) { try PixelImage(decoding: file, name: "small", pixelLimit: 4095) }
        // An extended header whose flags announce an animation of 1 x 1 pixels.
        let header: [UInt8] = Array("VP8X".utf8) + Handmade.littleEndian(10) + [2, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        let animated: [UInt8] =
            Array("RIFF".utf8) + Handmade.littleEndian(4 + header.count) + Array("WEBP".utf8) + header
        #expect(
            throws: ImagingError.notRecognised(
                file: "moving", expected: "a still picture", found: "an animated WebP picture")
        ) { try PixelImage(decoding: animated, name: "moving") }
    }

    @Test func theContentDecidesTheFormatNotTheName() throws {
        let folder = TemporaryFolder()
        let image = Handmade.picture(width: 5, height: 4, format: .rgb)
        let path = try folder.write(image.pngBytes(), to: "misnamed.jpg")
        #expect(try PixelImage(contentsOf: path) == image)
    }

    @Test func paletteWithTransparencyBecomesRGBA() throws {
        let file = Handmade.png(
            width: 3, height: 1, depth: 8, colourType: 3, rows: [[0, 1, 2]],
            chunks: [("PLTE", [255, 0, 0, 0, 255, 0, 0, 0, 255]), ("tRNS", [255, 128])])
        let image = try PixelImage(decoding: file, name: "palette")
        #expect(image.format == .rgba)
        #expect(image.bytes == [255, 0, 0, 255, 0, 255, 0, 128, 0, 0, 255, 255])
    }

    @Test func sixteenBitsAreRoundedToEight() throws {
        let file = Handmade.png(
            width: 3, height: 1, depth: 16, colourType: 0, rows: [[0, 0, 128, 128, 255, 255]])
        #expect(try PixelImage(decoding: file, name: "deep").bytes == [0, 128, 255])
    }

    @Test(arguments: [0.3, 0.6, 0.95])
    func truncatedFilesAreDamaged(kept: Double) throws {
        let image = Handmade.picture(width: 64, height: 64, format: .rgb)
        for file in [try image.pngBytes(), try image.jpegBytes()] {
            let part = Array(file.prefix(Int(Double(file.count) * kept)))
            let error = #expect(throws: ImagingError.self) {
                try PixelImage(decoding: part, name: "folder/cut")
            }
            guard case .damaged("folder/cut", let reason) = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
            #expect(!reason.isEmpty)
        }
    }

    @Test func aFlippedByteBreaksThePNGChecksum() throws {
        var file = try Handmade.picture(width: 16, height: 16, format: .rgb).pngBytes()
        file[file.count / 2] ^= 0x55
        #expect(throws: ImagingError.self) { try PixelImage(decoding: file, name: "flipped") }
    }

    @Test func absurdSizesAreRefusedBeforeMemoryIsAllocated() throws {
        let png = Handmade.png(
            width: 1_000_000, height: 1_000_000, depth: 8, colourType: 6, rows: [[0, 0, 0, 0]])
        var jpeg = try Handmade.picture(width: 8, height: 8, format: .rgb).jpegBytes()
        let frame = try #require((0..<(jpeg.count - 1)).first { jpeg[$0] == 0xFF && jpeg[$0 + 1] == 0xC0 })
        jpeg.replaceSubrange((frame + 5)..<(frame + 9), with: [0xFF, 0xDC, 0xFF, 0xDC])
        for (file, size) in [(png, "1000000x1000000 pixels"), (jpeg, "65500x65500 pixels")] {
            #expect(
                throws: ImagingError.tooLarge(
                    file: "bomb", what: "picture", found: size, limit: "100000000 pixels")
            ) { try PixelImage(decoding: file, name: "bomb") }
        }
        let small = try Handmade.picture(width: 30, height: 30, format: .grey).pngBytes()
        #expect(throws: ImagingError.self) {
            try PixelImage(decoding: small, name: "small", pixelLimit: 899)
        }
        #expect(try PixelImage(decoding: small, name: "small", pixelLimit: 900).width == 30)
    }

    @Test(arguments: [
        (Array("a letter, not a picture".utf8), "text"), ([], "an empty file"),
        (Array("GIF89a".utf8), "a GIF picture"),
        (Array("RIFF\0\0\0\0WAVEfmt ".utf8), "16 bytes that begin with 52 49 46 46"),
        ([0, 1, 2, 0xAB, 9], "5 bytes that begin with 00 01 02 ab"),
    ])
    func otherContentIsNamed(bytes: [UInt8], found: String) throws {
        let folder = TemporaryFolder()
        let path = try folder.write(bytes, to: "picture.png")
        #expect(
            throws: ImagingError.notRecognised(
                file: path, expected: "a PNG, JPEG or WebP picture", found: found)
        ) { try PixelImage(contentsOf: path) }
    }

    @Test func missingFilesAndFoldersCannotBeRead() throws {
        let folder = TemporaryFolder()
        let missing = folder.path + "/none.png"
        #expect(throws: ImagingError.file(.cannotRead(file: missing, reason: "No such file or directory"))) {
            try PixelImage(contentsOf: missing)
        }
        #expect(throws: ImagingError.file(.cannotRead(file: folder.path, reason: "Is a directory"))) {
            try PixelImage(contentsOf: folder.path)
        }
    }

    /// How each orientation stores the upright picture A B over C D (8 × 8 blocks).
    @Test(arguments: [
        (1, "ABCD"), (2, "BADC"), (3, "DCBA"), (4, "CDAB"), (5, "ACBD"), (6, "BDAC"), (7, "DBCA"),
        (8, "CADB"),
    ])
    func exifOrientationTurnsPhotographsUpright(orientation: Int, stored: String) throws {
        let shades: [Character: UInt8] = ["A": 10, "B": 90, "C": 170, "D": 250]
        let blocks = try stored.map { try #require(shades[$0]) }
        var image = PixelImage(width: 16, height: 16, format: .grey)
        for y in 0..<16 { for x in 0..<16 { image[x, y] = blocks[y / 8 * 2 + x / 8] } }
        let exif =
            Array("Exif\0\0MM\0*".utf8) + Handmade.bigEndian(8) + Handmade.bigEndian(1, bytes: 2)
            + [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, UInt8(orientation), 0, 0]
        var file = try image.jpegBytes(quality: 100)
        let segment = [0xFF, 0xE1] + Handmade.bigEndian(exif.count + 2, bytes: 2) + exif
        file.insert(contentsOf: segment, at: 2)
        let upright = try PixelImage(decoding: file, name: "photograph")
        let seen = [upright[4, 4], upright[12, 4], upright[4, 12], upright[12, 12]]
        #expect(zip(seen, [10, 90, 170, 250]).allSatisfy { abs(Int($0) - $1) <= 3 }, "\(seen)")
    }
}

@Suite struct PictureWritingTests {
    @Test func failuresNameTheFileAndLeaveNothing() throws {
        let folder = TemporaryFolder()
        try folder.write([1], to: "file")
        try folder.write([1], to: "taken.png/inside")
        let image = Handmade.picture(width: 2, height: 2, format: .rgb)
        for (path, reason) in [
            (folder.path + "/none/a.png", "No such file or directory"),
            (folder.path + "/file/a.png", "Not a directory"),
            (folder.path + "/taken.png", "Is a directory"),
            (folder.path + "/a.tiff", "the name must end in .png, .jpg, .jpeg or .webp"),
        ] {
            #expect(throws: ImagingError.file(.cannotWrite(file: path, reason: reason))) {
                try image.write(to: path)
            }
        }
        #expect(try folder.names == ["file", "taken.png"])
    }
}
