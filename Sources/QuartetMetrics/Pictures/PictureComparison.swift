internal import Foundation

/// A picture beside its reference: how far it is from it, by two measures.
///
/// Samples are in 0...1, row after row, the channels of a pixel side by side.
public struct PictureComparison: Sendable, Equatable {
    /// Mean squared error over all samples.
    public let meanSquaredError: Double
    /// Structural similarity, -1 to 1; 1 for equal pictures. See ``structuralSimilarity(_:_:width:height:channels:)``.
    public let structuralSimilarity: Double

    /// Peak signal-to-noise ratio in decibels, `10 log10(1 / MSE)`; infinite for equal pictures.
    public var peakSignalToNoise: Double { -10 * log10(meanSquaredError) }

    /// - Throws: ``MetricError`` unless both pictures have `width * height * channels` samples, at least one.
    public init(
        _ picture: some Sequence<Float>, reference: some Sequence<Float>, width: Int, height: Int,
        channels: Int
    ) throws(MetricError) {
        let (picture, reference) = (picture.map { Double($0) }, reference.map { Double($0) })
        let count = width * height * channels
        for found in [picture.count, reference.count] where found != count || count == 0 {
            throw .outOfRange(
                what: "the number of samples", found: Double(found),
                expected: "\(width) x \(height) x \(channels), at least 1")
        }
        var squares = 0.0
        for (found, wanted) in zip(picture, reference) { squares += (found - wanted) * (found - wanted) }
        meanSquaredError = squares / Double(count)
        structuralSimilarity = Self.structuralSimilarity(
            picture, reference, width: width, height: height, channels: channels)
    }

    /// The mean of
    ///
    ///     (2 mx my + C1) (2 sxy + C2) / ((mx² + my² + C1) (sx² + sy² + C2)),  C1 = 0.01², C2 = 0.03²
    ///
    /// over the channels and all places where a window of 11 x 11 samples, weighted by a Gaussian of deviation 1.5, lies
    /// inside the picture; means, variances and covariance are those in the window (Wang et al., 2004). In a smaller
    /// picture the window is as large as fits.
    static func structuralSimilarity(
        _ first: [Double], _ second: [Double], width: Int, height: Int, channels: Int
    ) -> Double {
        let (luminance, contrast) = (0.0001, 0.0009)
        let (across, down) = (window(upTo: width), window(upTo: height))
        var sum = 0.0
        for channel in 0..<channels {
            func plane(_ sample: (Int) -> Double) -> [Double] {
                let samples = stride(from: channel, to: first.count, by: channels).map(sample)
                return filtered(samples, width: width, height: height, across: across, down: down)
            }
            let (meanOfFirst, meanOfSecond) = (plane { first[$0] }, plane { second[$0] })
            let squaresOfFirst = plane { first[$0] * first[$0] }
            let squaresOfSecond = plane { second[$0] * second[$0] }
            let products = plane { first[$0] * second[$0] }
            var total = 0.0
            for index in products.indices {
                let (x, y) = (meanOfFirst[index], meanOfSecond[index])
                let variances = squaresOfFirst[index] - x * x + squaresOfSecond[index] - y * y
                let covariance = products[index] - x * y
                let numerator = (2 * x * y + luminance) * (2 * covariance + contrast)
                total += numerator / ((x * x + y * y + luminance) * (variances + contrast))
            }
            sum += total / Double(products.count)
        }
        return sum / Double(channels)
    }

    /// Weights of the window along one axis, which sum to 1.
    private static func window(upTo extent: Int) -> [Double] {
        let size = max(1, min(11, extent % 2 == 0 ? extent - 1 : extent))
        let middle = Double(size - 1) / 2
        let weights = (0..<size).map { index in
            let distance = Double(index) - middle
            return exp(-distance * distance / (2 * 1.5 * 1.5))
        }
        let sum = weights.reduce(0, +)
        return weights.map { $0 / sum }
    }

    /// The weighted means of the windows that lie inside.
    private static func filtered(
        _ samples: [Double], width: Int, height: Int, across: [Double], down: [Double]
    ) -> [Double] {
        let newWidth = width - across.count + 1
        var rows = [Double](repeating: 0, count: newWidth * height)
        for y in 0..<height {
            for x in 0..<newWidth {
                for (offset, weight) in across.enumerated() {
                    rows[y * newWidth + x] += weight * samples[y * width + x + offset]
                }
            }
        }
        let newHeight = height - down.count + 1
        var output = [Double](repeating: 0, count: newWidth * newHeight)
        for y in 0..<newHeight {
            for (offset, weight) in down.enumerated() {
                for x in 0..<newWidth {
                    output[y * newWidth + x] += weight * rows[(y + offset) * newWidth + x]
                }
            }
        }
        return output
    }
}
