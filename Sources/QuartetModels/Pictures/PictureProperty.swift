/// A number that can be measured on a picture, and that a generator can be conditioned on.
public enum PictureMeasure: String, Sendable, Codable, CaseIterable {
    /// Mean of all pixel values, 0 to 1.
    case brightness
    /// Standard deviation of all pixel values, 0 to 0.5.
    case contrast

    /// The measure of each picture of a set.
    func values(of pictures: PictureSet) -> [Float] {
        (0..<pictures.count).map { index in
            let pixels = pictures[index]
            let count = Double(pixels.count)
            let mean = pixels.reduce(0) { $0 + Double($1) } / count
            switch self {
            case .brightness: return Float(mean)
            case .contrast:
                let squares = pixels.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
                return Float((squares / count).squareRoot())
            }
        }
    }
}

/// A measure with its mean and standard deviation over the training pictures. Networks see standardised values.
public struct PictureProperty: Sendable, Codable, Equatable {
    public let measure: PictureMeasure
    public let mean: Float
    public let deviation: Float

    init(_ measure: PictureMeasure, of pictures: PictureSet) {
        let values = measure.values(of: pictures)
        let count = Double(max(values.count, 1))
        let mean = values.reduce(0) { $0 + Double($1) } / count
        let variance = values.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / count
        (self.measure, self.mean, deviation) = (measure, Float(mean), Float(variance.squareRoot()))
    }

    /// `(value - mean) / deviation`; 0 if all training pictures had the same value.
    func standardized(_ values: [Float]) -> [Float] {
        values.map { deviation > 0 ? ($0 - mean) / deviation : 0 }
    }
}
