package import QuartetImaging

/// Turns a photograph of cloth into a structure map: removes light and folds, and keeps the strongest difference of
/// colour.
package enum PhotographStructure {
    /// Difference of colour (L*a*b* units between the 3rd and 97th percentile) below which a photograph of a
    /// figured cloth shows no figure.
    static let leastFigure: Float = 9

    /// The structure of a photograph; nil where a class with figures shows none.
    ///
    /// 1. Subtract the wide blur of the lightness, which comes from light and large folds.
    /// 2. Classes with figures: project on the first principal component of the L*a*b* pixels (Pearson 1901),
    ///    chroma weighted 1.3 because folds change lightness most. Textures keep the lightness alone.
    /// 3. The larger part, the side of the middle on which the median lies, becomes ground.
    /// 4. Percentiles 3 and 97 become the range, never narrower than the class's least range.
    package static func structure(of picture: FloatImage, as fabric: FabricClass) -> FloatImage? {
        let (width, height) = (picture.width, picture.height)
        let tone = fabric.traits.photographs
        let lab = picture.lab()
        var channels = (0..<3).map(lab.channel)
        channels[0] = evenlyLit(channels[0], deviation: tone.lightScale * Float(max(width, height)))
        var axis: (Float, Float, Float) = (1, 0, 0)
        if !fabric.traits.isTexture {
            for channel in 1...2 { channels[channel] = channels[channel].mapValues { 1.3 * $0 } }
            axis = principalAxis(channels)
        }
        var map = FloatImage(width: width, height: height)
        for index in map.values.indices {
            map.values[index] =
                axis.0 * channels[0].values[index] + axis.1 * channels[1].values[index]
                + axis.2 * channels[2].values[index]
        }
        let quantiles = map.quantiles([0.03, 0.5, 0.97])
        let (low, median, high) = (quantiles[0], quantiles[1], quantiles[2])
        if fabric.traits.isTexture {
            let gain = 1 / max(tone.leastRange, high - low)
            return map.mapValues { min(max(tone.ground + ($0 - median) * gain, 0), 1) }
        }
        guard high - low >= leastFigure else { return nil }
        let flip = median - low > high - median
        let gain = (0.92 - tone.ground) / max(tone.leastRange, high - low)
        return map.mapValues { min(max(tone.ground + (flip ? high - $0 : $0 - low) * gain, 0), 1) }
    }

    /// Subtracts the wide blur and keeps the mean. The blur is computed at a quarter of the size.
    private static func evenlyLit(_ lightness: FloatImage, deviation: Float) -> FloatImage {
        let (width, height) = (lightness.width, lightness.height)
        let light = lightness.resized(width: max(1, width / 4), height: max(1, height / 4))
            .blurred(deviation: deviation / 4)
        let mean = light.values.reduce(0, +) / Float(light.values.count)
        let shade = light.resized(width: width, height: height, filter: .bilinear)
        var result = lightness
        for index in result.values.indices { result.values[index] += mean - shade.values[index] }
        return result
    }

    /// Direction of the largest variance of three channels, by power iteration on their covariance.
    private static func principalAxis(_ channels: [FloatImage]) -> (Float, Float, Float) {
        let count = Float(channels[0].values.count)
        let means = channels.map { $0.values.reduce(0, +) / count }
        var covariance = [Float](repeating: 0, count: 9)
        for i in 0..<3 {
            for j in i..<3 {
                var sum: Float = 0
                for (a, b) in zip(channels[i].values, channels[j].values) {
                    sum += (a - means[i]) * (b - means[j])
                }
                covariance[3 * i + j] = sum / count
                covariance[3 * j + i] = sum / count
            }
        }
        var axis: [Float] = [1, 0.3, 0.3]
        for _ in 0..<32 {
            let next = (0..<3).map { i in (0..<3).reduce(Float(0)) { $0 + covariance[3 * i + $1] * axis[$1] }
            }
            let length = next.reduce(0) { $0 + $1 * $1 }.squareRoot()
            guard length > 1e-6 else { break }
            axis = next.map { $0 / length }
        }
        return (axis[0], axis[1], axis[2])
    }
}
