internal import CPNG

/// PNG (ISO/IEC 15948) through libpng's simplified interface, which reports errors by value.
enum PNGCoding {
    // Bits of `png_image.format` and `.flags`; Swift does not import the composed macros.
    private static let alphaBit: UInt32 = 0x01
    private static let colourBit: UInt32 = 0x02
    private static let paletteBit: UInt32 = 0x08
    private static let sixteenBitIsSRGB: UInt32 = 0x04
    private static let isFast: UInt32 = 0x02

    /// Pixels from which a picture is compressed quickly rather than well.
    private static let fastFrom = 500_000

    /// Grey, RGB or RGBA as in the file; 16-bit samples are rounded to 8 bits, palettes are resolved.
    static func decode(
        _ bytes: [UInt8], name: String, pixelLimit: Int
    ) throws(ImagingError) -> PixelImage {
        var header = png_image()
        header.version = UInt32(PNG_IMAGE_VERSION)
        defer { png_image_free(&header) }

        // libpng keeps a pointer to the file between the two calls, so both are inside the closure.
        let result: Result<PixelImage, ImagingError> = bytes.withUnsafeBytes { file in
            guard png_image_begin_read_from_memory(&header, file.baseAddress, file.count) != 0 else {
                return .failure(.damaged(file: name, reason: message(of: header)))
            }
            let (width, height) = (Int(header.width), Int(header.height))
            do throws(ImagingError) {
                try PixelImage.checkSize(width: width, height: height, pixelLimit: pixelLimit, name: name)
            } catch {
                return .failure(error)
            }
            let format: PixelImage.Format =
                header.format & alphaBit != 0 ? .rgba : header.format & colourBit != 0 ? .rgb : .grey
            header.format = libraryFormat(format)
            header.flags |= sixteenBitIsSRGB
            var image = PixelImage(width: width, height: height, format: format)
            let stride = Int32(width * format.rawValue)
            guard png_image_finish_read(&header, nil, &image.bytes, stride, nil) != 0 else {
                return .failure(.damaged(file: name, reason: message(of: header)))
            }
            return .success(image)
        }
        return try result.get()
    }

    static func encode(_ image: PixelImage) throws(ImagingError) -> [UInt8] {
        var header = png_image()
        header.version = UInt32(PNG_IMAGE_VERSION)
        header.width = UInt32(image.width)
        header.height = UInt32(image.height)
        header.format = libraryFormat(image.format)
        // Large photographs take a third of the time, and a fifth more room.
        if image.width * image.height >= fastFrom { header.flags |= isFast }
        defer { png_image_free(&header) }

        // Room for incompressible rows: deflate adds less than 1/8 + 1/64, each 8 KiB chunk 12 bytes.
        let raw = image.bytes.count + image.height
        var size = raw + raw / 8 + raw / 64 + 12 * (raw / 8192 + 1) + 4096
        var file = [UInt8](repeating: 0, count: size)
        let stride = Int32(image.width * image.channels)
        guard png_image_write_to_memory(&header, &file, &size, 0, image.bytes, stride, nil) != 0 else {
            throw .drawingFailed(reason: "PNG encoder: \(message(of: header))")
        }
        file.removeLast(file.count - size)
        return file
    }

    /// A picture of palette entries, in 1, 2, 4 or 8 bits a pixel.
    static func encode(_ image: IndexedImage) throws(ImagingError) -> [UInt8] {
        var header = png_image()
        header.version = UInt32(PNG_IMAGE_VERSION)
        header.width = UInt32(image.width)
        header.height = UInt32(image.height)
        header.format = colourBit | paletteBit
        header.colormap_entries = UInt32(image.palette.count)
        defer { png_image_free(&header) }
        let palette = image.palette.flatMap { [$0.bytes.red, $0.bytes.green, $0.bytes.blue] }
        let raw = image.indices.count + image.height
        var size = raw + raw / 8 + raw / 64 + 12 * (raw / 8192 + 1) + 4096
        var file = [UInt8](repeating: 0, count: size)
        let stride = Int32(image.width)
        guard png_image_write_to_memory(&header, &file, &size, 0, image.indices, stride, palette) != 0 else {
            throw .drawingFailed(reason: "PNG encoder: \(message(of: header))")
        }
        file.removeLast(file.count - size)
        return file
    }

    /// The entries of a file with a palette.
    static func decodeIndexed(
        _ bytes: [UInt8], name: String, pixelLimit: Int
    ) throws(ImagingError) -> IndexedImage {
        // The colour type stands at a fixed place of the header (PNG, third edition, 11.2.1).
        guard bytes.count > 33, bytes[25] == 3 else {
            throw .notRecognised(
                file: name, expected: "a PNG picture with a palette", found: "another kind of picture")
        }
        var header = png_image()
        header.version = UInt32(PNG_IMAGE_VERSION)
        defer { png_image_free(&header) }
        let result: Result<IndexedImage, ImagingError> = bytes.withUnsafeBytes { file in
            guard png_image_begin_read_from_memory(&header, file.baseAddress, file.count) != 0 else {
                return .failure(.damaged(file: name, reason: message(of: header)))
            }
            let (width, height) = (Int(header.width), Int(header.height))
            do throws(ImagingError) {
                try PixelImage.checkSize(width: width, height: height, pixelLimit: pixelLimit, name: name)
            } catch {
                return .failure(error)
            }
            header.format = colourBit | paletteBit
            var indices = [UInt8](repeating: 0, count: width * height)
            var palette = [UInt8](repeating: 0, count: 3 * 256)
            guard png_image_finish_read(&header, nil, &indices, Int32(width), &palette) != 0 else {
                return .failure(.damaged(file: name, reason: message(of: header)))
            }
            let count = Int(header.colormap_entries)
            guard count > 0, indices.allSatisfy({ Int($0) < count }) else {
                return .failure(.damaged(file: name, reason: "a pixel outside of the palette"))
            }
            let colours = (0..<count).map { entry in
                let parts = palette[3 * entry..<3 * entry + 3].map { Double($0) / 255 }
                return Colour(red: parts[0], green: parts[1], blue: parts[2])
            }
            return .success(
                IndexedImage(width: width, height: height, indices: indices, palette: colours))
        }
        return try result.get()
    }

    private static func libraryFormat(_ format: PixelImage.Format) -> UInt32 {
        switch format {
        case .grey: 0
        case .rgb: colourBit
        case .rgba: colourBit | alphaBit
        }
    }

    private static func message(of header: png_image) -> String {
        let text = withUnsafeBytes(of: header.message) { buffer in
            String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
        }
        return text.isEmpty ? "unknown PNG error" : text
    }
}
