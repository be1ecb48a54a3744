/// A picture of 8-bit samples: rows from the top, pixels from the left, channels side by side.
///
/// `bytes[(y * width + x) * channels + channel]`. Colours are sRGB-encoded (IEC 61966-2-1); alpha is straight,
/// not premultiplied.
public struct PixelImage: Sendable, Equatable {
    /// What the channels mean; the raw value is their number.
    public enum Format: Int, Sendable {
        case grey = 1
        case rgb = 3
        case rgba = 4
    }

    public let width: Int
    public let height: Int
    public let format: Format
    /// `width * height * channels` samples.
    public var bytes: [UInt8]

    public var channels: Int { format.rawValue }

    /// Wraps samples; their number must be `width * height * channels`.
    public init(width: Int, height: Int, format: Format, bytes: [UInt8]) {
        guard width > 0, height > 0, bytes.count == width * height * format.rawValue else {
            fatalError(
                "PixelImage \(width)x\(height) \(format): \(bytes.count) bytes, expected "
                    + "\(width) * \(height) * \(format.rawValue), both sides above 0")
        }
        (self.width, self.height, self.format, self.bytes) = (width, height, format, bytes)
    }

    /// A picture of one value in every sample.
    public init(width: Int, height: Int, format: Format, filledWith value: UInt8 = 0) {
        self.init(
            width: width, height: height, format: format,
            bytes: [UInt8](repeating: value, count: width * height * format.rawValue))
    }

    /// One sample.
    public subscript(x: Int, y: Int, channel: Int = 0) -> UInt8 {
        get { bytes[(y * width + x) * channels + channel] }
        set { bytes[(y * width + x) * channels + channel] = newValue }
    }

    /// The colour of one pixel.
    public func colour(x: Int, y: Int) -> Colour {
        let start = (y * width + x) * channels
        func sample(_ channel: Int) -> Double { Double(bytes[start + channel]) / 255 }
        return switch format {
        case .grey: Colour(red: sample(0), green: sample(0), blue: sample(0))
        case .rgb: Colour(red: sample(0), green: sample(1), blue: sample(2))
        case .rgba: Colour(red: sample(0), green: sample(1), blue: sample(2), alpha: sample(3))
        }
    }

    /// The same picture with other channels.
    ///
    /// Colour becomes grey by Rec. 709 luma, `0.2126 R + 0.7152 G + 0.0722 B` of the encoded values. Alpha that
    /// is dropped is composited over `background` first.
    public func converted(to format: Format, over background: Colour = .white) -> PixelImage {
        guard format != self.format else { return self }
        let ground = background.bytes
        var output = PixelImage(width: width, height: height, format: format)
        let (from, to) = (channels, output.channels)
        bytes.withUnsafeBufferPointer { source in
            output.bytes.withUnsafeMutableBufferPointer { target in
                for pixel in 0..<(width * height) {
                    var rgb: (Int, Int, Int) =
                        from == 1
                        ? (Int(source[pixel]), Int(source[pixel]), Int(source[pixel]))
                        : (
                            Int(source[pixel * from]), Int(source[pixel * from + 1]),
                            Int(source[pixel * from + 2])
                        )
                    if from == 4 && to != 4 {
                        let alpha = Int(source[pixel * 4 + 3])
                        func over(_ value: Int, _ below: UInt8) -> Int {
                            (value * alpha + Int(below) * (255 - alpha) + 127) / 255
                        }
                        rgb = (over(rgb.0, ground.red), over(rgb.1, ground.green), over(rgb.2, ground.blue))
                    }
                    if to == 1 {
                        target[pixel] = UInt8((2126 * rgb.0 + 7152 * rgb.1 + 722 * rgb.2 + 5000) / 10000)
                    } else {
                        target[pixel * to] = UInt8(rgb.0)
                        target[pixel * to + 1] = UInt8(rgb.1)
                        target[pixel * to + 2] = UInt8(rgb.2)
                        if to == 4 { target[pixel * 4 + 3] = 255 }
                    }
                }
            }
        }
        return output
    }

    /// The part of `width` × `height` pixels whose upper left corner is (`x`, `y`).
    ///
    /// - Throws: ``ImagingError/outOfBounds(what:found:expected:)`` when the part is empty or not inside the picture.
    public func cropped(x: Int, y: Int, width: Int, height: Int) throws(ImagingError) -> PixelImage {
        try Bounds.check(x: x, y: y, width: width, height: height, in: (self.width, self.height))
        var cut: [UInt8] = []
        cut.reserveCapacity(width * height * channels)
        for row in y..<(y + height) {
            let start = (row * self.width + x) * channels
            cut += bytes[start..<(start + width * channels)]
        }
        return PixelImage(width: width, height: height, format: format, bytes: cut)
    }
}

/// Checks a region of a picture with numbers that may come from a file.
enum Bounds {
    static func check(
        x: Int, y: Int, width: Int, height: Int, in size: (width: Int, height: Int)
    ) throws(ImagingError) {
        // Compared by subtraction: a sum of numbers from a file could overflow.
        guard x >= 0, y >= 0, width > 0, height > 0, width <= size.width, height <= size.height,
            x <= size.width - width, y <= size.height - height
        else {
            throw .outOfBounds(
                what: "crop", found: "\(width)x\(height) at (\(x), \(y))",
                expected: "a region inside \(size.width)x\(size.height)")
        }
    }
}
