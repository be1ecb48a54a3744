internal import QuartetFiles

/// Smooth noise that repeats over the unit square: white Gaussian values on a lattice, interpolated with the
/// uniform cubic B-spline, so that level sets are round and show no lattice.
struct PeriodicNoise {
    private let columns: Int
    private let rows: Int
    private let lattice: [Float]

    /// `columns` and `rows` are the lattice cells across the square: about twice the number of blobs.
    init(columns: Int, rows: Int, random: inout PhiloxGenerator) {
        self.columns = columns
        self.rows = rows
        // The B-spline averages about five lattice values; the factor brings the deviation back to about 1.
        lattice = (0..<columns * rows).map { _ in 2.1 * random.gaussian() }
    }

    func callAsFunction(_ u: Float, _ v: Float) -> Float {
        let x = u * Float(columns)
        let y = v * Float(rows)
        let (left, top) = (x.rounded(.down), y.rounded(.down))
        let horizontal = Self.weights(x - left)
        let vertical = Self.weights(y - top)
        let (i, j) = (Int(left), Int(top))
        // One division each way; the neighbours follow by counting round.
        let c0 = ((i - 1) % columns + columns) % columns
        let c1 = c0 + 1 == columns ? 0 : c0 + 1
        let c2 = c1 + 1 == columns ? 0 : c1 + 1
        let c3 = c2 + 1 == columns ? 0 : c2 + 1
        var row = ((j - 1) % rows + rows) % rows
        var sum: Float = 0
        for k in 0..<4 {
            let start = row * columns
            let values = SIMD4(
                lattice[start + c0], lattice[start + c1], lattice[start + c2], lattice[start + c3])
            sum += vertical[k] * (horizontal * values).sum()
            row = row + 1 == rows ? 0 : row + 1
        }
        return sum
    }

    private static func weights(_ t: Float) -> SIMD4<Float> {
        let s = 1 - t
        return SIMD4(
            s * s * s / 6, (3 * t * t * t - 6 * t * t + 4) / 6,
            (3 * s * s * s - 6 * s * s + 4) / 6, t * t * t / 6)
    }
}
