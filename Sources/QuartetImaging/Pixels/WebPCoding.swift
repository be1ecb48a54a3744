internal import CWebP

/// WebP (RFC 9649) through libwebp.
enum WebPCoding {
    /// RGB, or RGBA where the file has an alpha channel; the format has no grey.
    static func decode(
        _ bytes: [UInt8], name: String, pixelLimit: Int
    ) throws(ImagingError) -> PixelImage {
        var features = WebPBitstreamFeatures()
        let status = WebPGetFeatures(bytes, bytes.count, &features)
        guard status == VP8_STATUS_OK else { throw .damaged(file: name, reason: reason(status)) }
        if features.has_animation != 0 {
            throw .notRecognised(file: name, expected: "a still picture", found: "an animated WebP picture")
        }
        let (width, height) = (Int(features.width), Int(features.height))
        try PixelImage.checkSize(width: width, height: height, pixelLimit: pixelLimit, name: name)
        var image = PixelImage(width: width, height: height, format: features.has_alpha != 0 ? .rgba : .rgb)
        let (size, stride) = (image.bytes.count, Int32(width * image.channels))
        let decoded =
            features.has_alpha != 0
            ? WebPDecodeRGBAInto(bytes, bytes.count, &image.bytes, size, stride)
            : WebPDecodeRGBInto(bytes, bytes.count, &image.bytes, size, stride)
        if decoded == nil { throw .damaged(file: name, reason: "the pixels are incomplete or corrupt") }
        return image
    }

    static func encode(_ image: PixelImage) throws(ImagingError) -> [UInt8] {
        let coloured = image.format == .grey ? image.converted(to: .rgb) : image
        let (width, height) = (Int32(coloured.width), Int32(coloured.height))
        let stride = Int32(coloured.width * coloured.channels)
        var file: UnsafeMutablePointer<UInt8>?
        defer { WebPFree(file) }
        let size =
            coloured.format == .rgba
            ? WebPEncodeLosslessRGBA(coloured.bytes, width, height, stride, &file)
            : WebPEncodeLosslessRGB(coloured.bytes, width, height, stride, &file)
        guard size > 0, let file else {
            throw .outOfBounds(
                what: "WebP size", found: "\(width)x\(height)", expected: "at most 16383 pixels per side")
        }
        return [UInt8](UnsafeBufferPointer(start: file, count: size))
    }

    private static func reason(_ status: VP8StatusCode) -> String {
        switch status {
        case VP8_STATUS_NOT_ENOUGH_DATA: "it ends within its header"
        case VP8_STATUS_UNSUPPORTED_FEATURE: "it uses a feature that libwebp does not support"
        default: "its header is not that of a WebP picture"
        }
    }
}
