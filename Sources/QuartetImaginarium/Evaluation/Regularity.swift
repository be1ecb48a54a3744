package import QuartetImaging

/// How regular a seamless picture of one channel is, within one tile: the tile's own repeat does not count.
package enum Regularity {
    /// The shift at which a tile resembles itself most.
    package struct Repeat: Sendable, Equatable {
        /// Pixels to the right and down.
        package let x: Int
        package let y: Int
        /// The normalised circular autocorrelation there, at most 1.
        package let autocorrelation: Double
    }

    /// The best repeat along either axis, of at least a fiftieth and at most half of the side, or of half the side in both
    /// directions; a tile that is constant has none.
    ///
    /// Neighbouring pixels always resemble one another, so only peaks of the autocorrelation count.
    package static func bestRepeat(of tile: FloatImage) -> Repeat? {
        let side = min(tile.width, tile.height)
        let mean = tile.values.reduce(0, +) / Float(tile.values.count)
        let centred = tile.mapValues { $0 - mean }
        let energy = centred.values.reduce(0.0) { $0 + Double($1) * Double($1) }
        guard energy > 1e-9 else { return nil }
        // Along the other axis the tile must vary with the shift: stripes resemble themselves along their length.
        var best: Repeat?
        for isDown in [false, true] {
            let line = (0...side / 2 + 1).map { shift in
                correlation(centred, x: isDown ? 0 : shift, y: isDown ? shift : 0) / energy
            }
            guard let least = line.min(), least < 0.9 else { continue }
            for shift in max(2, side / 50)...side / 2
            where line[shift] >= line[shift - 1] && line[shift] >= line[shift + 1] {
                if line[shift] > best?.autocorrelation ?? -1 {
                    best = Repeat(
                        x: isDown ? 0 : shift, y: isDown ? shift : 0, autocorrelation: line[shift])
                }
            }
        }
        return best
    }

    private static func correlation(_ tile: FloatImage, x: Int, y: Int) -> Double {
        let (width, height) = (tile.width, tile.height)
        return tile.values.withUnsafeBufferPointer { values in
            var sum = 0.0
            for row in 0..<height {
                let (here, there) = (row * width, (row + y) % height * width)
                var line: Float = 0
                for column in 0..<width - x { line += values[here + column] * values[there + column + x] }
                for column in width - x..<width {
                    line += values[here + column] * values[there + column + x - width]
                }
                sum += Double(line)
            }
            return sum
        }
    }

    /// Widths of the bands of a striped tile, in pixels along the direction in which it changes; a band across the border
    /// counts once.
    ///
    /// A band begins where the mean profile crosses the middle between its extremes, placed between two pixels.
    package static func bandWidths(of tile: FloatImage) -> [Double] {
        let rows = profile(tile, down: true)
        let columns = profile(tile, down: false)
        let profile = spread(rows) >= spread(columns) ? rows : columns
        guard let low = profile.min(), let high = profile.max(), high - low > 0.02 else { return [] }
        let middle = (low + high) / 2
        let count = profile.count
        let crossings = (0..<count).compactMap { index -> Double? in
            let (a, b) = (profile[index], profile[(index + 1) % count])
            return (a < middle) == (b < middle) ? nil : Double(index) + (middle - a) / (b - a)
        }
        return crossings.indices.map { index in
            let next = crossings[(index + 1) % crossings.count]
            return next > crossings[index] ? next - crossings[index] : next + Double(count) - crossings[index]
        }
    }

    /// How far bands are from those of their kind, as a share of their width: the largest difference from the median of
    /// their kind, where bands within a tenth of one another are of one kind.
    package static func bandDeviation(_ widths: [Double]) -> Double? {
        var kinds: [[Double]] = []
        for width in widths.sorted() {
            if let last = kinds.last?.last, width <= last * 1.1 {
                kinds[kinds.count - 1].append(width)
            } else {
                kinds.append([width])
            }
        }
        let shared = kinds.filter { $0.count > 1 }
        guard !shared.isEmpty else { return nil }
        return shared.compactMap { kind in deviation(kind, quantile: 1) }.max()
    }

    /// How far the areas of dots are from their median, as a share of it, for 95 of 100 dots; nil for fewer than three dots.
    package static func dotDeviation(of tile: FloatImage) -> Double? {
        guard let low = tile.values.min(), let high = tile.values.max(), high - low > 0.05 else { return nil }
        let isDark = tile.values.count { $0 > (low + high) / 2 } * 2 > tile.values.count
        // The dots are the smaller part.
        let map = isDark ? tile.mapValues { low + high - $0 } : tile
        let areas = MotifRegions(map, threshold: (low + high) / 2).areas.map { Double($0) }
        guard let largest = areas.max() else { return nil }
        // Single threads are no dots.
        return deviation(areas.filter { $0 > largest / 50 }, quantile: 0.95)
    }

    private static func deviation(_ values: [Double], quantile: Double) -> Double? {
        guard values.count > 1 else { return nil }
        let sorted = values.sorted()
        let median = sorted[sorted.count / 2]
        let differences = values.map { abs($0 - median) / median }.sorted()
        return differences[min(Int(quantile * Double(differences.count)), differences.count - 1)]
    }

    private static func profile(_ tile: FloatImage, down: Bool) -> [Double] {
        let image = down ? tile : tile.transposed()
        return (0..<image.height).map { row in
            Double(image.values[row * image.width..<(row + 1) * image.width].reduce(0, +))
                / Double(image.width)
        }
    }

    private static func spread(_ profile: [Double]) -> Double {
        (profile.max() ?? 0) - (profile.min() ?? 0)
    }
}
