package import QuartetImaging

/// The seams of a tile.
package enum SeamJump {
    /// The wrap-around jump divided by the largest inner jump, for the worse of the two directions.
    ///
    /// A jump is the mean absolute difference between two neighbouring columns, or rows. Up to 1, a seam is no stronger
    /// than the strongest edge inside the tile. A tile without any jumps is 0.
    package static func ratio(_ tile: FloatImage) -> Double { max(across(tile), across(tile.transposed())) }

    private static func across(_ tile: FloatImage) -> Double {
        let (width, height, channels) = (tile.width, tile.height, tile.channels)
        guard width > 2 else { return 0 }
        var jumps = [Double](repeating: 0, count: width)
        for y in 0..<height {
            for x in 0..<width {
                let here = (y * width + x) * channels
                let next = (y * width + (x + 1) % width) * channels
                for channel in 0..<channels {
                    jumps[x] += Double(abs(tile.values[here + channel] - tile.values[next + channel]))
                }
            }
        }
        let inner = jumps.dropLast().max() ?? 0
        return inner > 0 ? jumps[width - 1] / inner : jumps[width - 1] > 0 ? .infinity : 0
    }
}
