extension FloatImage {
    /// Value of a channel at a position in pixels, bilinear between the centres of the pixels, which are at + ½.
    public func sample(x: Float, y: Float, channel: Int = 0, edge: EdgeMode) -> Float {
        let corners = Corners(x: x, y: y, in: self, edge: edge)
        return corners.mixed(values, channel)
    }

    /// The first three channels at a position in pixels, as ``sample(x:y:channel:edge:)`` gives them.
    public func sampleColour(x: Float, y: Float, edge: EdgeMode) -> (red: Float, green: Float, blue: Float) {
        let corners = Corners(x: x, y: y, in: self, edge: edge)
        return (corners.mixed(values, 0), corners.mixed(values, 1), corners.mixed(values, 2))
    }
}

/// The four pixels around a position, and their weights.
private struct Corners {
    private let offsets: (Int, Int, Int, Int)
    private let weights: (Float, Float, Float, Float)

    init(x: Float, y: Float, in image: FloatImage, edge: EdgeMode) {
        let (left, top) = ((x - 0.5).rounded(.down), (y - 0.5).rounded(.down))
        let (dx, dy) = (x - 0.5 - left, y - 0.5 - top)
        let (x0, x1) = Self.neighbours(left, image.width, edge)
        let (y0, y1) = Self.neighbours(top, image.height, edge)
        func offset(_ x: Int, _ y: Int) -> Int { (y * image.width + x) * image.channels }
        offsets = (offset(x0, y0), offset(x1, y0), offset(x0, y1), offset(x1, y1))
        weights = ((1 - dx) * (1 - dy), dx * (1 - dy), (1 - dx) * dy, dx * dy)
    }

    func mixed(_ values: [Float], _ channel: Int) -> Float {
        weights.0 * values[offsets.0 + channel] + weights.1 * values[offsets.1 + channel]
            + weights.2 * values[offsets.2 + channel] + weights.3 * values[offsets.3 + channel]
    }

    /// A sample of an axis and the next one. Positions far outside the picture count as its edge.
    private static func neighbours(_ place: Float, _ count: Int, _ edge: EdgeMode) -> (Int, Int) {
        let first = Int(min(max(place, -1e7), 1e7))
        switch edge {
        case .clamp: return (min(max(first, 0), count - 1), min(max(first + 1, 0), count - 1))
        case .wrap:
            // One division; the neighbour is the next sample, cyclically.
            let wrapped = edge.resolve(first, count: count)
            return (wrapped, wrapped + 1 == count ? 0 : wrapped + 1)
        }
    }
}
