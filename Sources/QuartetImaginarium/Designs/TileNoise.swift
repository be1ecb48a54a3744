/// Smooth noise that repeats with the tile: random values on a lattice that wraps; -1...1.
struct TileNoise: Sendable {
    private let columns: Int
    private let rows: Int
    private let values: [Float]

    /// - Parameters:
    ///   - columns: lattice cells across the tile.
    ///   - rows: lattice cells down the tile.
    init(columns: Int, rows: Int, seed: UInt64, label: String) {
        self.columns = max(columns, 1)
        self.rows = max(rows, 1)
        var random = SeededRandom(seed: seed, label: label)
        values = (0..<self.columns * self.rows).map { _ in Float(random.between(-1, 1)) }
    }

    /// The noise at a place of the tile, both in 0..<1.
    func callAsFunction(_ x: Float, _ y: Float) -> Float {
        let (px, py) = (x * Float(columns), y * Float(rows))
        let (fx, fy) = (px.rounded(.down), py.rounded(.down))
        let (dx, dy) = (px - fx, py - fy)
        let (ux, uy) = (dx * dx * (3 - 2 * dx), dy * dy * (3 - 2 * dy))
        let x0 = min(max(Int(fx), 0), columns - 1)
        let y0 = min(max(Int(fy), 0), rows - 1)
        let x1 = x0 + 1 == columns ? 0 : x0 + 1
        let y1 = y0 + 1 == rows ? 0 : y0 + 1
        let upper = values[y0 * columns + x0] * (1 - ux) + values[y0 * columns + x1] * ux
        let lower = values[y1 * columns + x0] * (1 - ux) + values[y1 * columns + x1] * ux
        return upper * (1 - uy) + lower * uy
    }
}
