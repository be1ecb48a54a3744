internal import CJPEG

/// JPEG (ISO/IEC 10918-1) through libjpeg-turbo's TurboJPEG interface.
enum JPEGCoding {
    /// Grey or RGB as in the file, turned upright according to its Exif orientation.
    static func decode(
        _ bytes: [UInt8], name: String, pixelLimit: Int
    ) throws(ImagingError) -> PixelImage {
        guard let handle = tjInitDecompress() else {
            throw .drawingFailed(reason: "JPEG decoder could not be started")
        }
        defer { tjDestroy(handle) }

        var (width, height, subsampling, space) = (Int32(0), Int32(0), Int32(0), Int32(0))
        guard
            tjDecompressHeader3(
                handle, bytes, UInt(bytes.count), &width, &height, &subsampling, &space) == 0
        else { throw .damaged(file: name, reason: message(of: handle)) }
        try PixelImage.checkSize(
            width: Int(width), height: Int(height), pixelLimit: pixelLimit, name: name)

        let isFourInk = space == TJCS_CMYK.rawValue || space == TJCS_YCCK.rawValue
        let isGrey = space == TJCS_GRAY.rawValue
        let layout = isFourInk ? TJPF_CMYK : isGrey ? TJPF_GRAY : TJPF_RGB
        var samples = [UInt8](
            repeating: 0, count: Int(width) * Int(height) * (isFourInk ? 4 : isGrey ? 1 : 3))
        // A file with thousands of progressive scans would take minutes: the library refuses it.
        let flags = Int32(TJFLAG_LIMITSCANS | TJFLAG_ACCURATEDCT)
        if tjDecompress2(
            handle, bytes, UInt(bytes.count), &samples, width, 0, height, layout.rawValue, flags) != 0
        {
            // Oddities that every viewer tolerates are warnings too; missing or corrupt data is an error.
            let reason = message(of: handle)
            let isWarning = tjGetErrorCode(handle) == TJERR_WARNING.rawValue
            let isCorrupt = reason.contains("Corrupt JPEG data") && !reason.contains("extraneous bytes")
            guard isWarning && !isCorrupt && !reason.contains("Premature end")
            else { throw .damaged(file: name, reason: reason) }
        }
        if isFourInk { samples = rgb(fromInverted: samples) }
        let image = PixelImage(
            width: Int(width), height: Int(height), format: isGrey ? .grey : .rgb, bytes: samples)
        return image.oriented(by: ExifOrientation.read(from: bytes))
    }

    static func encode(_ image: PixelImage, quality: Int) throws(ImagingError) -> [UInt8] {
        guard let handle = tjInitCompress() else {
            throw .drawingFailed(reason: "JPEG encoder could not be started")
        }
        defer { tjDestroy(handle) }
        let opaque = image.format == .rgba ? image.converted(to: .rgb) : image
        let isGrey = opaque.format == .grey
        guard image.width <= 65_535, image.height <= 65_535 else {
            throw .outOfBounds(
                what: "JPEG size", found: "\(image.width)x\(image.height)",
                expected: "at most 65535 pixels per side")
        }
        var file: UnsafeMutablePointer<UInt8>?
        var size: UInt = 0
        defer { tjFree(file) }
        let status = tjCompress2(
            handle, opaque.bytes, Int32(opaque.width), 0, Int32(opaque.height),
            (isGrey ? TJPF_GRAY : TJPF_RGB).rawValue, &file, &size,
            Int32((isGrey ? TJSAMP_GRAY : TJSAMP_444).rawValue), Int32(min(max(quality, 1), 100)),
            Int32(TJFLAG_ACCURATEDCT))
        guard status == 0, let file else {
            throw .drawingFailed(reason: "JPEG encoder: \(message(of: handle))")
        }
        return [UInt8](UnsafeBufferPointer(start: file, count: Int(size)))
    }

    /// Adobe's files store the four inks inverted, 255 meaning no ink: `red = cyan * black / 255`.
    private static func rgb(fromInverted inks: [UInt8]) -> [UInt8] {
        var output = [UInt8](repeating: 0, count: inks.count / 4 * 3)
        for pixel in 0..<(inks.count / 4) {
            let black = Int(inks[pixel * 4 + 3])
            for channel in 0..<3 {
                output[pixel * 3 + channel] = UInt8((Int(inks[pixel * 4 + channel]) * black + 127) / 255)
            }
        }
        return output
    }

    private static func message(of handle: tjhandle) -> String {
        tjGetErrorStr2(handle).map { String(cString: $0) } ?? "unknown JPEG error"
    }
}
