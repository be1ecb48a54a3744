/// A picture of floating-point samples, row-major height × width × channels, usually 0...1: the one grid of numbers
/// for pictures, masks, reliefs and structure maps.
///
/// `values[(y * width + x) * channels + channel]`. Any number of channels: 1 for masks and grey, 3 for colour.
public struct FloatImage: Sendable, Equatable {
    public let width: Int
    public let height: Int
    public let channels: Int
    public var values: [Float]

    /// Wraps samples; their number must be `height * width * channels`.
    public init(width: Int, height: Int, channels: Int, values: [Float]) {
        guard width > 0, height > 0, channels > 0, values.count == width * height * channels else {
            fatalError(
                "FloatImage \(width)x\(height)x\(channels): \(values.count) values, expected the product of "
                    + "the three, all above 0")
        }
        (self.width, self.height, self.channels, self.values) = (width, height, channels, values)
    }

    /// A picture with the same value everywhere.
    public init(width: Int, height: Int, channels: Int = 1, filledWith value: Float = 0) {
        self.init(
            width: width, height: height, channels: channels,
            values: [Float](repeating: value, count: width * height * channels))
    }

    /// From samples in channel planes, channels × height × width, as convolution layers lay them out: one
    /// picture's slice of a batch.
    public init(width: Int, height: Int, channels: Int, planes: ArraySlice<Float>) {
        let source = [Float](planes)
        guard source.count == width * height * channels else {
            fatalError("FloatImage \(width)x\(height)x\(channels): \(source.count) values in planes")
        }
        let area = width * height
        var values = [Float](repeating: 0, count: source.count)
        for channel in 0..<channels {
            for pixel in 0..<area { values[pixel * channels + channel] = source[channel * area + pixel] }
        }
        self.init(width: width, height: height, channels: channels, values: values)
    }

    /// The samples in channel planes, channels × height × width.
    public var planes: [Float] {
        let area = width * height
        var output = [Float](repeating: 0, count: values.count)
        for channel in 0..<channels {
            for pixel in 0..<area { output[channel * area + pixel] = values[pixel * channels + channel] }
        }
        return output
    }

    /// 8-bit samples divided by 255.
    public init(_ image: PixelImage) {
        self.init(
            width: image.width, height: image.height, channels: image.channels,
            values: image.bytes.map { Float($0) / 255 })
    }

    /// One channel of 8-bit samples, divided by 255.
    public init(_ image: PixelImage, channel: Int) {
        guard channel >= 0, channel < image.channels else {
            fatalError("FloatImage of channel \(channel) of \(image.channels)")
        }
        self.init(
            width: image.width, height: image.height, channels: 1,
            values: stride(from: channel, to: image.bytes.count, by: image.channels).map {
                Float(image.bytes[$0]) / 255
            })
    }

    /// Rounded to 8 bits after clamping to 0...1; NaN becomes 0. Channels must be 1, 3 or 4.
    public func pixelImage() -> PixelImage {
        guard let format = PixelImage.Format(rawValue: channels) else {
            fatalError("FloatImage of \(channels) channels has no 8-bit form: 1, 3 or 4")
        }
        let bytes = values.map { value in value > 0 ? UInt8((min(value, 1) * 255).rounded()) : 0 }
        return PixelImage(width: width, height: height, format: format, bytes: bytes)
    }

    /// One sample.
    public subscript(x: Int, y: Int, channel: Int = 0) -> Float {
        get { values[(y * width + x) * channels + channel] }
        set { values[(y * width + x) * channels + channel] = newValue }
    }

    /// The part of `width` × `height` pixels whose upper left corner is (`x`, `y`).
    ///
    /// - Throws: ``ImagingError/outOfBounds(what:found:expected:)`` when the part is empty or not inside the picture.
    public func cropped(x: Int, y: Int, width: Int, height: Int) throws(ImagingError) -> FloatImage {
        try Bounds.check(x: x, y: y, width: width, height: height, in: (self.width, self.height))
        var cut: [Float] = []
        cut.reserveCapacity(width * height * channels)
        for row in y..<(y + height) {
            let start = (row * self.width + x) * channels
            cut += values[start..<(start + width * channels)]
        }
        return FloatImage(width: width, height: height, channels: channels, values: cut)
    }

    /// The picture moved right by `x` and down by `y` pixels; what leaves one side enters at the other.
    public func rolled(x: Int, y: Int) -> FloatImage {
        func wrap(_ value: Int, _ size: Int) -> Int { (value % size + size) % size }
        var output: [Float] = []
        output.reserveCapacity(values.count)
        let split = width - wrap(x, width)
        for row in 0..<height {
            let start = wrap(row - y, height) * width
            output += values[((start + split) * channels)..<((start + width) * channels)]
            output += values[(start * channels)..<((start + split) * channels)]
        }
        return FloatImage(width: width, height: height, channels: channels, values: output)
    }

    /// The picture repeated `columns` times across and `rows` times down.
    public func tiled(columns: Int, rows: Int) -> FloatImage {
        guard columns > 0, rows > 0 else { fatalError("FloatImage.tiled \(columns)x\(rows): both above 0") }
        var output: [Float] = []
        output.reserveCapacity(values.count * columns * rows)
        for row in 0..<(height * rows) {
            let start = row % height * width * channels
            for _ in 0..<columns { output += values[start..<(start + width * channels)] }
        }
        return FloatImage(width: width * columns, height: height * rows, channels: channels, values: output)
    }

    /// The picture mirrored left to right.
    public func mirrored() -> FloatImage {
        var output = self
        for y in 0..<height {
            for x in 0..<width {
                for channel in 0..<channels { output[x, y, channel] = self[width - 1 - x, y, channel] }
            }
        }
        return output
    }

    /// The picture mirrored at the diagonal: rows become columns.
    public func transposed() -> FloatImage {
        var output = FloatImage(width: height, height: width, channels: channels)
        for y in 0..<height {
            for x in 0..<width {
                for channel in 0..<channels { output[y, x, channel] = self[x, y, channel] }
            }
        }
        return output
    }

    /// One function applied to every sample.
    public func mapValues(_ transform: (Float) -> Float) -> FloatImage {
        FloatImage(width: width, height: height, channels: channels, values: values.map(transform))
    }
}
