/// The transfer function of sRGB between table entries: off by less than 3 · 10⁻⁷, without a power for each sample. Values
/// outside of 0...1 take the formula.
enum TransferTable {
    private static let steps = 4096

    private static let linearValues = (0...steps).map {
        Float(Colour.linear(fromEncoded: Double($0) / Double(steps)))
    }

    /// By the square root of linear light, in which the encoding has no steep end.
    private static let encodedValues = (0...steps).map { step -> Float in
        let root = Double(step) / Double(steps)
        return Float(Colour.encodedPower(root * root))
    }

    static func linear(_ value: Float) -> Float {
        guard value > 0.04045, value <= 1 else { return Float(Colour.linear(fromEncoded: Double(value))) }
        return between(linearValues, value)
    }

    static func encoded(_ value: Float) -> Float {
        guard value > 0.0031308, value <= 1 else { return Float(Colour.encoded(fromLinear: Double(value))) }
        return between(encodedValues, value.squareRoot())
    }

    private static func between(_ values: [Float], _ place: Float) -> Float {
        let scaled = place * Float(steps)
        let index = min(Int(scaled), steps - 1)
        return values[index] + (values[index + 1] - values[index]) * (scaled - Float(index))
    }
}
