internal import QuartetFiles
package import QuartetImaging

/// Windows of 25 cm of cloth, 96 pixels a side: the extent of the photographs that the classifier knows.
package enum ClothWindows {
    /// Centimetres along the side.
    package static let extent = 25.0

    private static var scale: Double { Double(PatternPatches.side) / extent }

    /// Windows at random places of a seamless swatch, which repeats.
    ///
    /// - Parameter width: the swatch's in centimetres.
    package static func ofSwatch(_ swatch: FloatImage, width: Double, count: Int, seed: UInt64)
        -> [PixelImage]
    {
        var random = PhiloxGenerator(seed: seed, stream: "windows of a swatch")
        let size = max(4, Int((width * scale).rounded()))
        let reduced = swatch.linear().resized(
            width: size, height: size, filter: size < swatch.width ? .area : .bicubic, edge: .wrap
        ).encoded().pixelImage()
        let side = PatternPatches.side
        return (0..<count).map { _ in
            let (left, top) = (
                Int.random(in: 0..<size, using: &random), Int.random(in: 0..<size, using: &random)
            )
            var window = PixelImage(width: side, height: side, format: .rgb)
            for y in 0..<side {
                for x in 0..<side {
                    let from = 3 * ((top + y) % size * size + (left + x) % size)
                    let to = 3 * (y * side + x)
                    for channel in 0..<3 { window.bytes[to + channel] = reduced.bytes[from + channel] }
                }
            }
            return window
        }
    }

    /// Windows at random places of a drawn garment that lie on it, as far as there are any; else those that lie on it most.
    ///
    /// - Parameters:
    ///   - picture: RGBA with straight alpha.
    ///   - pixels: for a centimetre.
    package static func ofGarment(_ picture: FloatImage, pixels: Double, count: Int, seed: UInt64)
        -> [PixelImage]
    {
        var random = PhiloxGenerator(seed: seed, stream: "windows of a garment")
        let side = min(Int((extent * pixels).rounded()), picture.width, picture.height)
        let sums = CoverageSums(picture)
        var places = (0..<300).map { _ -> (x: Int, y: Int, cover: Double) in
            let x = Int.random(in: 0...picture.width - side, using: &random)
            let y = Int.random(in: 0...picture.height - side, using: &random)
            return (x, y, sums.mean(x: x, y: y, side: side))
        }
        // All that lie on the garment are equally good: the sort keeps their random order.
        places = places.enumerated().sorted {
            let (a, b) = (min($0.element.cover, 0.985), min($1.element.cover, 0.985))
            return a == b ? $0.offset < $1.offset : a > b
        }.map(\.element)
        return places.prefix(count).compactMap { place in
            guard let part = try? picture.cropped(x: place.x, y: place.y, width: side, height: side) else {
                return nil
            }
            var onGround = FloatImage(width: side, height: side, channels: 3)
            for pixel in 0..<side * side {
                let alpha = part.values[4 * pixel + 3]
                for channel in 0..<3 {
                    onGround.values[3 * pixel + channel] =
                        part.values[4 * pixel + channel] * alpha + 0.9 * (1 - alpha)
                }
            }
            return onGround.linear().resized(width: PatternPatches.side, height: PatternPatches.side)
                .encoded().pixelImage()
        }
    }
}

/// Sums of a picture's alpha over rectangles (a summed-area table, Crow, 1984).
private struct CoverageSums {
    private let width: Int
    private var sums: [Double]

    init(_ picture: FloatImage) {
        width = picture.width + 1
        sums = [Double](repeating: 0, count: width * (picture.height + 1))
        for y in 0..<picture.height {
            var line = 0.0
            for x in 0..<picture.width {
                line += Double(picture.values[4 * (y * picture.width + x) + 3])
                sums[(y + 1) * width + x + 1] = sums[y * width + x + 1] + line
            }
        }
    }

    func mean(x: Int, y: Int, side: Int) -> Double {
        let (right, bottom) = (x + side, y + side)
        let sum =
            sums[bottom * width + right] - sums[y * width + right] - sums[bottom * width + x]
            + sums[y * width + x]
        return sum / Double(side * side)
    }
}
