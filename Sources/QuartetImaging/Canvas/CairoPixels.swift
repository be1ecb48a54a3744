internal import CCairo

/// Converts pixels between straight RGBA bytes and Cairo's premultiplied 32-bit words (blue in the lowest byte on
/// little-endian machines).
enum CairoPixels {
    /// A new surface, which the caller destroys. As a mask, a grey picture becomes coverage.
    static func makeSurface(from image: PixelImage, asMask: Bool) -> OpaquePointer {
        let isCoverage = asMask && image.format == .grey
        let format =
            isCoverage ? CAIRO_FORMAT_A8 : image.format == .rgba ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24
        let surface = cairo_image_surface_create(format, Int32(image.width), Int32(image.height))!
        // A surface that failed (too large) has no data; Cairo reports the failure when it is drawn.
        guard let data = cairo_image_surface_get_data(surface) else { return surface }
        let stride = Int(cairo_image_surface_get_stride(surface))
        if isCoverage {
            for y in 0..<image.height {
                for x in 0..<image.width { data[y * stride + x] = image.bytes[y * image.width + x] }
            }
        } else {
            let rgba = image.converted(to: .rgba)
            rgba.bytes.withUnsafeBufferPointer { copyIn($0, rgba.width, rgba.height, data, stride) }
        }
        cairo_surface_mark_dirty(surface)
        return surface
    }

    private static func copyIn(
        _ source: UnsafeBufferPointer<UInt8>, _ width: Int, _ height: Int,
        _ data: UnsafeMutablePointer<UInt8>, _ stride: Int
    ) {
        for y in 0..<height {
            let row = UnsafeMutableRawPointer(data + y * stride)
            for x in 0..<width {
                let start = (y * width + x) * 4
                let alpha = UInt32(source[start + 3])
                func premultiplied(_ value: UInt8) -> UInt32 { (UInt32(value) * alpha + 127) / 255 }
                let word =
                    alpha << 24 | premultiplied(source[start]) << 16
                    | premultiplied(source[start + 1]) << 8 | premultiplied(source[start + 2])
                row.storeBytes(of: word, toByteOffset: 4 * x, as: UInt32.self)
            }
        }
    }

    /// The surface's pixels with straight alpha.
    static func image(from surface: OpaquePointer) -> PixelImage? {
        cairo_surface_flush(surface)
        guard let data = cairo_image_surface_get_data(surface) else { return nil }
        let width = Int(cairo_image_surface_get_width(surface))
        let height = Int(cairo_image_surface_get_height(surface))
        let stride = Int(cairo_image_surface_get_stride(surface))
        var image = PixelImage(width: width, height: height, format: .rgba)
        image.bytes.withUnsafeMutableBufferPointer { target in
            for y in 0..<height {
                let row = UnsafeRawPointer(data + y * stride)
                for x in 0..<width {
                    let word = row.load(fromByteOffset: 4 * x, as: UInt32.self)
                    let alpha = word >> 24
                    guard alpha > 0 else { continue }
                    func straight(_ value: UInt32) -> UInt8 {
                        UInt8(min(255, ((value & 255) * 255 + alpha / 2) / alpha))
                    }
                    let start = (y * width + x) * 4
                    target[start] = straight(word >> 16)
                    target[start + 1] = straight(word >> 8)
                    target[start + 2] = straight(word)
                    target[start + 3] = UInt8(alpha)
                }
            }
        }
        return image
    }
}
