import QuartetImaging

/// A pattern that is woven in: the colour of each warp thread and of each weft thread, read from a structure map.
///
/// A thread has one colour along its whole length, so a striped, checked or tartan map is the mixture of a
/// profile across and a profile down. Where warp and weft cross, twill shows both by turns.
struct WovenPattern {
    /// Level of each warp thread (left to right) and of each weft thread (top to bottom), 0...1.
    let warp: [Float]
    let weft: [Float]

    /// Reads the two profiles of a map.
    ///
    /// - Parameter isSquare: whether the stronger profile is used for both, as in a tartan.
    init(_ map: FloatImage, isSquare: Bool) {
        var (columns, rows) = Self.profiles(map)
        let (across, down) = (Self.variance(columns), Self.variance(rows))
        if isSquare {
            columns = across >= down ? columns : rows
            rows = columns
        }
        warp = Self.stretched(columns)
        weft = Self.stretched(rows)
    }

    /// Means of the columns and of the rows of a square map.
    private static func profiles(_ map: FloatImage) -> (columns: [Float], rows: [Float]) {
        let n = map.width
        var (columns, rows) = ([Float](repeating: 0, count: n), [Float](repeating: 0, count: n))
        for y in 0..<n {
            for x in 0..<n {
                columns[x] += map.values[y * n + x] / Float(n)
                rows[y] += map.values[y * n + x] / Float(n)
            }
        }
        return (columns, rows)
    }

    /// The share of a map's variance that its stronger profile explains, and whether that profile changes downwards.
    static func stripes(_ map: FloatImage) -> (share: Float, changesDown: Bool) {
        let (columns, rows) = profiles(map)
        let whole = max(variance(map.values), 1e-9)
        let (across, down) = (variance(columns), variance(rows))
        return (max(across, down) / whole, down > across)
    }

    /// A profile's level at a place of the tile in 0..<1, between its samples.
    static func level(_ profile: [Float], _ place: Float) -> Float {
        let n = profile.count
        let at = place * Float(n) - 0.5
        let low = at.rounded(.down)
        let part = at - low
        let first = (Int(low) % n + n) % n
        // A steep transition from thread to thread keeps borders sharp.
        let steep = min(max((part - 0.5) * 2.6 + 0.5, 0), 1)
        return profile[first] + (profile[(first + 1) % n] - profile[first]) * steep
    }

    private static func variance(_ values: [Float]) -> Float {
        let mean = values.reduce(0, +) / Float(max(values.count, 1))
        return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(max(values.count, 1))
    }

    /// From 0 to 1 between the profile's lowest and highest level.
    private static func stretched(_ profile: [Float]) -> [Float] {
        let (low, high) = (profile.min() ?? 0, profile.max() ?? 1)
        let span = max(high - low, 0.02)
        return profile.map { ($0 - low) / span }
    }
}
