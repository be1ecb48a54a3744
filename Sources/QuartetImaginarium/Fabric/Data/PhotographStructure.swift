import Foundation
package import QuartetImaging

/// Turns a photograph of cloth into a structure map: light and folds out, the strongest colour difference in.
package enum PhotographStructure {
    /// How a class's photographs become grey levels, in units of L*a*b*.
    struct Tone {
        /// Grey level of the ground (the median).
        var ground: Float
        /// Smallest difference of colour that may fill the whole range: keeps noise from being blown up.
        var leastRange: Float
        /// Deviation of the blur that is taken for light, as a share of the picture's side.
        var lightScale: Float

        static func of(_ fabric: FabricClass) -> Tone {
            switch fabric {
            case .plain: Tone(ground: 0.22, leastRange: 110, lightScale: 0.16)
            case .denim: Tone(ground: 0.3, leastRange: 45, lightScale: 0.12)
            case .knit: Tone(ground: 0.5, leastRange: 22, lightScale: 0.1)
            case .tweed: Tone(ground: 0.4, leastRange: 26, lightScale: 0.12)
            default: Tone(ground: 0.08, leastRange: 16, lightScale: 0.3)
            }
        }
    }

    /// Difference of colour (L*a*b* units between the 3rd and 97th percentile) below which a photograph of a
    /// figured cloth shows no figure.
    static let leastFigure: Float = 9

    /// The structure of a photograph, or nil when a figured class shows no figure.
    ///
    /// 1. The lightness, minus its wide blur: what light and large folds do.
    /// 2. Figured classes: projection on the first principal component of the L*a*b* pixels (Pearson 1901),
    ///    chroma weighted 1.3 because folds change lightness most. Textures keep the lightness.
    /// 3. The larger part becomes ground: the side of the middle on which the median lies.
    /// 4. Percentiles 3 and 97 become the range, never narrower than the class's least range.
    package static func structure(of picture: FloatImage, as fabric: FabricClass) -> StructureMap? {
        let (width, height) = (picture.width, picture.height)
        let tone = Tone.of(fabric)
        var channels = labChannels(picture)
        channels[0] = evenlyLit(channels[0], deviation: tone.lightScale * Float(max(width, height)))
        var axis: (Float, Float, Float) = (1, 0, 0)
        if !fabric.isTexture {
            for channel in 1...2 { channels[channel] = channels[channel].mapped { 1.3 * $0 } }
            axis = principalAxis(channels)
        }
        var map = StructureMap(width: width, height: height)
        for index in map.values.indices {
            map.values[index] =
                axis.0 * channels[0].values[index] + axis.1 * channels[1].values[index]
                + axis.2 * channels[2].values[index]
        }
        let quantiles = map.quantiles([0.03, 0.5, 0.97])
        let (low, median, high) = (quantiles[0], quantiles[1], quantiles[2])
        if fabric.isTexture {
            let gain = 1 / max(tone.leastRange, high - low)
            return map.mapped { min(max(tone.ground + ($0 - median) * gain, 0), 1) }
        }
        guard high - low >= leastFigure else { return nil }
        let flip = median - low > high - median
        let gain = (0.92 - tone.ground) / max(tone.leastRange, high - low)
        return map.mapped { min(max(tone.ground + (flip ? high - $0 : $0 - low) * gain, 0), 1) }
    }

    /// The L*, a* and b* planes (CIE 1976, white D65) of encoded sRGB values, in single precision: a whole
    /// corpus of photographs passes through here.
    private static func labChannels(_ picture: FloatImage) -> [StructureMap] {
        let blank = StructureMap(width: picture.width, height: picture.height)
        var (lightness, a, b) = (blank, blank, blank)
        func response(_ t: Float) -> Float { t > 0.008856 ? Foundation.cbrt(t) : 7.787 * t + 16 / 116 }
        for index in blank.values.indices {
            let red = linearLevels[level(picture.values[3 * index])]
            let green = linearLevels[level(picture.values[3 * index + 1])]
            let blue = linearLevels[level(picture.values[3 * index + 2])]
            let x = response((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505)
            let y = response(0.2126 * red + 0.7152 * green + 0.0722 * blue)
            let z = response((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089)
            lightness.values[index] = 116 * y - 16
            a.values[index] = 500 * (x - y)
            b.values[index] = 200 * (y - z)
        }
        return [lightness, a, b]
    }

    private static func level(_ value: Float) -> Int { Int(min(max(value, 0), 1) * 1023 + 0.5) }

    /// Linear light of 1,024 encoded levels.
    private static let linearLevels: [Float] = (0..<1024).map { step in
        let value = Float(step) / 1023
        return value <= 0.04045 ? value / 12.92 : Foundation.pow((value + 0.055) / 1.055, 2.4)
    }

    /// Takes the wide blur away and keeps the mean. The blur is made at a quarter of the size.
    private static func evenlyLit(_ lightness: StructureMap, deviation: Float) -> StructureMap {
        let light = lightness.resized(
            width: max(1, lightness.width / 4), height: max(1, lightness.height / 4)
        )
        .blurred(deviation / 4, wrap: false)
        let mean = light.values.reduce(0, +) / Float(light.values.count)
        var result = lightness
        for y in 0..<result.height {
            for x in 0..<result.width {
                let shade = light.sampleClamped(
                    (Float(x) + 0.5) / Float(result.width), (Float(y) + 0.5) / Float(result.height))
                result.values[y * result.width + x] += mean - shade
            }
        }
        return result
    }

    /// Direction of the largest variance of three channels, by power iteration on their covariance.
    private static func principalAxis(_ channels: [StructureMap]) -> (Float, Float, Float) {
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
