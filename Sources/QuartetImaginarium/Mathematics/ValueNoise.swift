internal import QuartetFiles

/// Smooth noise of -1...1: random values on a lattice, mixed with a cubic fade.
struct ValueNoise: Sendable {
    private enum Lattice {
        /// Values that repeat over the unit square.
        case tile(columns: Int, rows: Int, values: [Float])
        /// Values that are hashes of their place in the plane.
        case plane(seed: UInt32)
    }

    private let lattice: Lattice

    /// Noise in the whole plane; one unit is one cell of the lattice.
    init(seed: UInt64, label: String) {
        var random = PhiloxGenerator(seed: seed, stream: label)
        lattice = .plane(seed: UInt32(truncatingIfNeeded: random.next()))
    }

    /// Noise that repeats over the unit square, for places in 0..<1.
    ///
    /// - Parameters:
    ///   - columns: lattice cells across the square.
    ///   - rows: lattice cells down the square.
    init(columns: Int, rows: Int, seed: UInt64, label: String) {
        let (columns, rows) = (max(columns, 1), max(rows, 1))
        var random = PhiloxGenerator(seed: seed, stream: label)
        lattice = .tile(
            columns: columns, rows: rows,
            values: (0..<columns * rows).map { _ in Float(random.between(-1, 1)) })
    }

    func callAsFunction(_ x: Float, _ y: Float) -> Float {
        switch lattice {
        case .tile(let columns, let rows, let values):
            let (x, y) = (x * Float(columns), y * Float(rows))
            let (left, top) = (x.rounded(.down), y.rounded(.down))
            let x0 = min(max(Int(left), 0), columns - 1)
            let y0 = min(max(Int(top), 0), rows - 1)
            let x1 = x0 + 1 == columns ? 0 : x0 + 1
            let y1 = y0 + 1 == rows ? 0 : y0 + 1
            return Self.mixed(
                (values[y0 * columns + x0], values[y0 * columns + x1]),
                (values[y1 * columns + x0], values[y1 * columns + x1]), x - left, y - top)
        case .plane(let seed):
            let (left, top) = (x.rounded(.down), y.rounded(.down))
            let (x0, y0) = (Int32(clamping: left), Int32(clamping: top))
            return Self.mixed(
                (Self.hash(x0, y0, seed), Self.hash(x0 &+ 1, y0, seed)),
                (Self.hash(x0, y0 &+ 1, seed), Self.hash(x0 &+ 1, y0 &+ 1, seed)), x - left, y - top)
        }
    }

    /// Between four corners of a cell.
    private static func mixed(
        _ upper: (Float, Float), _ lower: (Float, Float), _ x: Float, _ y: Float
    ) -> Float {
        let (across, down) = (smoothStep(x), smoothStep(y))
        let top = upper.0 + (upper.1 - upper.0) * across
        let bottom = lower.0 + (lower.1 - lower.0) * across
        return top + (bottom - top) * down
    }

    private static func hash(_ x: Int32, _ y: Int32, _ seed: UInt32) -> Float {
        var h = UInt32(bitPattern: x) &* 0x8da6_b343 ^ UInt32(bitPattern: y) &* 0xd816_3841 ^ seed
        h = (h ^ (h >> 15)) &* 0x2c1b_3c6d
        h = (h ^ (h >> 12)) &* 0x297a_2d39
        h ^= h >> 15
        return Float(h) * 0x1.0p-31 - 1
    }
}

extension Int32 {
    /// A place of the lattice; numbers beyond any picture stay at the edge.
    fileprivate init(clamping value: Float) {
        self = Int32(Swift.min(Swift.max(value, -1e9), 1e9))
    }
}
