extension FloatImage {
    /// One channel: Rec. 709 weights `0.2126 R + 0.7152 G + 0.0722 B` of the first three, or a copy of grey.
    ///
    /// On encoded values this is luma; on the result of ``linear()`` it is relative luminance.
    public func luminance() -> FloatImage {
        guard channels >= 3 else { return channel(0) }
        var output = FloatImage(width: width, height: height, channels: 1)
        for pixel in 0..<(width * height) {
            let start = pixel * channels
            output.values[pixel] =
                0.2126 * values[start] + 0.7152 * values[start + 1] + 0.0722 * values[start + 2]
        }
        return output
    }

    /// One channel by itself.
    public func channel(_ index: Int) -> FloatImage {
        guard index >= 0, index < channels else { fatalError("FloatImage.channel \(index) of \(channels)") }
        return FloatImage(
            width: width, height: height, channels: 1,
            values: stride(from: index, to: values.count, by: channels).map { values[$0] })
    }

    /// Encoded sRGB to linear light; a fourth channel (alpha) is left as it is.
    public func linear() -> FloatImage {
        mapColours(TransferTable.linear)
    }

    /// Linear light to encoded sRGB; a fourth channel (alpha) is left as it is.
    public func encoded() -> FloatImage {
        mapColours(TransferTable.encoded)
    }

    /// Encoded sRGB (3 channels) to L\*a\*b\* in its own units: L\* 0...100, a\* and b\* around 0.
    public func lab() -> FloatImage {
        mapPixels("lab") { red, green, blue in
            let lab = Colour(red: Double(red), green: Double(green), blue: Double(blue)).lab
            return (Float(lab.lightness), Float(lab.a), Float(lab.b))
        }
    }

    /// L\*a\*b\* (3 channels) to encoded sRGB, clamped to 0...1.
    public func colourFromLab() -> FloatImage {
        mapPixels("colourFromLab") { lightness, a, b in
            let colour = LabColour(lightness: Double(lightness), a: Double(a), b: Double(b)).colour
            return (Float(colour.red), Float(colour.green), Float(colour.blue))
        }
    }

    private func mapColours(_ transform: (Float) -> Float) -> FloatImage {
        var output = self
        output.values.withUnsafeMutableBufferPointer { values in
            for index in values.indices where channels != 4 || index % 4 != 3 {
                values[index] = transform(values[index])
            }
        }
        return output
    }

    private func mapPixels(
        _ name: String, _ transform: (Float, Float, Float) -> (Float, Float, Float)
    ) -> FloatImage {
        guard channels == 3 else { fatalError("FloatImage.\(name): \(channels) channels, expected 3") }
        var output = self
        for start in stride(from: 0, to: values.count, by: 3) {
            let result = transform(values[start], values[start + 1], values[start + 2])
            output.values[start] = result.0
            output.values[start + 1] = result.1
            output.values[start + 2] = result.2
        }
        return output
    }
}
