/// Statistics of structure maps, to compare generated cloth with real cloth.
public enum FabricStatistics {
    /// The larger of the two wrap-around jumps divided by the mean inner jump.
    ///
    /// A jump is the mean absolute difference between neighbouring columns (or rows); the wrap-around jumps are
    /// those from the last column to the first and from the last row to the first, the inner ones all others in
    /// both directions. About 1 for seamless cloth, above 2 where a seam shows. Stripes score high when an edge
    /// of a stripe falls on the border by chance: compare distributions, not single maps. A constant map is 1.
    ///
    /// - Parameter values: width × height values, row-major; both sides at least 2.
    public static func seamScore(_ values: [Float], width: Int, height: Int) -> Double {
        guard width >= 2, height >= 2, values.count == width * height else {
            fatalError("seamScore: \(values.count) values for \(width) × \(height)")
        }
        func columnJump(_ a: Int, _ b: Int) -> Double {
            (0..<height).reduce(0.0) { $0 + Double(abs(values[$1 * width + a] - values[$1 * width + b])) }
                / Double(height)
        }
        func rowJump(_ a: Int, _ b: Int) -> Double {
            (0..<width).reduce(0.0) { $0 + Double(abs(values[a * width + $1] - values[b * width + $1])) }
                / Double(width)
        }
        let across = (1..<width).reduce(0.0) { $0 + columnJump($1 - 1, $1) }
        let down = (1..<height).reduce(0.0) { $0 + rowJump($1 - 1, $1) }
        let inner = (across + down) / Double(width + height - 2)
        let wrap = max(columnJump(width - 1, 0), rowJump(height - 1, 0))
        return inner > 0 ? wrap / inner : wrap > 0 ? .infinity : 1
    }

    /// Mean and standard deviation of the values.
    public static func moments(_ values: [Float]) -> (mean: Double, deviation: Double) {
        guard !values.isEmpty else { return (0, 0) }
        let mean = values.reduce(0.0) { $0 + Double($1) } / Double(values.count)
        let variance =
            values.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / Double(values.count)
        return (mean, variance.squareRoot())
    }
}
