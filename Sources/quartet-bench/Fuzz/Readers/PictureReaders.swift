import CZlib
import Foundation
import QuartetFiles
import QuartetImaging

extension FuzzReader {
    /// Pictures and sets of them.
    static let pictures: [FuzzReader] = [
        FuzzReader(
            "png", file: "picture.png",
            words: ["IHDR", "IDAT", "IEND", "PLTE", "tRNS", "gAMA", "eXIf", "acTL", "iCCP"],
            repair: PNGSeed.withChecksums,
            seeds: { _ in try [.grey, .rgb, .rgba].map { try picture($0).pngBytes() } },
            read: { try decode($0) }),
        FuzzReader(
            "jpeg", file: "picture.jpg", words: ["\u{FF}", "JFIF", "Exif\u{0}\u{0}MM", "Exif\u{0}\u{0}II*"],
            seeds: { _ in try [.grey, .rgb].map { try picture($0).jpegBytes() } }, read: { try decode($0) }),
        FuzzReader(
            "webp", file: "picture.webp",
            words: ["RIFF", "WEBP", "VP8 ", "VP8L", "VP8X", "ANIM", "ALPH", "EXIF"],
            seeds: { _ in try [.rgb, .rgba].map { try picture($0).webpBytes() } }, read: { try decode($0) }),
        FuzzReader(
            "picture-folder", file: "names",
            words: ["/", ".png\n", ".JPG\n", "../", "train/", "test/", "\n", ".hidden/", "\u{301}", "val/"],
            seeds: { _ in [Array("a/1.png\na/2.png\nb/1.png\nloose.png\n".utf8)] },
            read: { path in
                let folder = path + ".folder"
                defer { try? FileManager.default.removeItem(atPath: folder) }
                try makePictures(names: FileBytes.read(path), in: folder)
                _ = try LabelledImages(contentsOf: folder)
            }),
        FuzzReader(
            "idx", file: "small-images-idx3-ubyte", repair: gzip,
            seeds: { _ in
                let file = IDXFile(dimensions: [2, 4, 4], bytes: (0..<32).map { UInt8($0 * 8) })
                return [file.encoded, gzip(file.encoded)]
            },
            read: { path in _ = try LabelledImages(contentsOf: path) }),
        FuzzReader(
            "idx-labels", file: "small-labels-idx1-ubyte",
            seeds: { folder in
                let file = IDXFile(dimensions: [2, 4, 4], bytes: (0..<32).map { UInt8($0 * 8) })
                try Data(file.encoded).write(to: URL(filePath: folder + "/small-images-idx3-ubyte"))
                return [IDXFile(dimensions: [2], bytes: [0, 1]).encoded]
            },
            read: { path in
                _ = try LabelledImages(
                    contentsOf: path.replacing("small-labels-idx1-ubyte", with: "small-images-idx3-ubyte"))
            }),
    ]

    private static func picture(_ format: PixelImage.Format) -> PixelImage {
        var image = PixelImage(width: 9, height: 7, format: format)
        for index in image.bytes.indices { image.bytes[index] = UInt8(truncatingIfNeeded: index * 37) }
        return image
    }

    private static func decode(_ path: String) throws {
        _ = try PixelImage(contentsOf: path).resized(width: 4, height: 4)
    }

    /// Makes pictures of these names, one a line, as far as the system allows.
    private static func makePictures(names: [UInt8], in folder: String) throws {
        // Before its pictures: a name such as / stands for the folder itself.
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let bytes = Data(try picture(.grey).pngBytes())
        for name in names.split(separator: 10).prefix(32) {
            let name = String(decoding: name, as: UTF8.self)
            // Nothing outside of the folder is written.
            if name.split(separator: "/").contains("..") { continue }
            let url = URL(filePath: folder + "/" + name)
            try? FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try? bytes.write(to: url)
        }
    }

    /// A gzip file (RFC 1952) whose content is stored as it is.
    @Sendable static func gzip(_ bytes: [UInt8]) -> [UInt8] {
        let little = { (number: Int, count: Int) in
            (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
        }
        let content = bytes.prefix(65_535)
        return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255, 1] + little(content.count, 2)
            + little(~content.count, 2)
            + content + little(Int(PNGSeed.checksum(content)), 4) + little(content.count, 4)
    }
}
