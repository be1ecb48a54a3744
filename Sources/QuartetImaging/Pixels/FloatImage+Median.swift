extension FloatImage {
    /// Each sample replaced by the median of the 3 x 3 samples around it in its channel; at the edge the nearest ones
    /// are repeated. It removes single wrong pixels and keeps edges (Tukey, 1977).
    public func medianFiltered() -> FloatImage {
        var output = self
        var around = [Float](repeating: 0, count: 9)
        for y in 0..<height {
            for x in 0..<width {
                for channel in 0..<channels {
                    for place in 0..<9 {
                        let column = min(max(x + place % 3 - 1, 0), width - 1)
                        let row = min(max(y + place / 3 - 1, 0), height - 1)
                        around[place] = self[column, row, channel]
                    }
                    around.sort()
                    output[x, y, channel] = around[4]
                }
            }
        }
        return output
    }
}
