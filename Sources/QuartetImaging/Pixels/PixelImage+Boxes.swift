extension PixelImage {
    /// The picture with sides divided by a whole factor, each pixel the mean of a square of `factor` x `factor`; what
    /// is left over at the right and the lower edge is cut off. Alpha is composited over white.
    ///
    /// It works on the bytes themselves: the floats of a large original would take four times its memory.
    public func reduced(by factor: Int) -> PixelImage {
        if factor <= 1 || min(width, height) < factor { return self }
        let source = format == .rgba ? converted(to: .rgb) : self
        let channels = source.channels
        var output = PixelImage(width: width / factor, height: height / factor, format: source.format)
        source.bytes.withUnsafeBufferPointer { bytes in
            var next = 0
            for y in 0..<output.height {
                for x in 0..<output.width {
                    for channel in 0..<channels {
                        var sum = factor * factor / 2
                        for row in y * factor..<(y + 1) * factor {
                            var index = (row * width + x * factor) * channels + channel
                            for _ in 0..<factor {
                                sum += Int(bytes[index])
                                index += channels
                            }
                        }
                        output.bytes[next] = UInt8(sum / (factor * factor))
                        next += 1
                    }
                }
            }
        }
        return output
    }
}
