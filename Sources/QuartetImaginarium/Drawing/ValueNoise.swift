/// Smooth noise in the plane: random values on a lattice, mixed with a cubic fade; -1...1.
struct ValueNoise: Sendable {
    private let seed: UInt32

    init(seed: UInt64, label: String) {
        var random = SeededRandom(seed: seed, label: label)
        self.seed = UInt32(truncatingIfNeeded: random.next())
    }

    func callAsFunction(_ x: Float, _ y: Float) -> Float {
        let (fx, fy) = (x.rounded(.down), y.rounded(.down))
        let (ix, iy) = (Int32(clampedForHash: fx), Int32(clampedForHash: fy))
        let (dx, dy) = (x - fx, y - fy)
        let (ux, uy) = (dx * dx * (3 - 2 * dx), dy * dy * (3 - 2 * dy))
        let a = value(ix, iy)
        let b = value(ix &+ 1, iy)
        let c = value(ix, iy &+ 1)
        let d = value(ix &+ 1, iy &+ 1)
        let upper = a + (b - a) * ux
        let lower = c + (d - c) * ux
        return upper + (lower - upper) * uy
    }

    private func value(_ x: Int32, _ y: Int32) -> Float {
        var h = UInt32(bitPattern: x) &* 0x8da6_b343 ^ UInt32(bitPattern: y) &* 0xd816_3841 ^ seed
        h = (h ^ (h >> 15)) &* 0x2c1b_3c6d
        h = (h ^ (h >> 12)) &* 0x297a_2d39
        h ^= h >> 15
        return Float(h) * 0x1.0p-31 - 1
    }
}

extension Int32 {
    /// A lattice place; numbers beyond any picture are held at the edge.
    fileprivate init(clampedForHash value: Float) {
        self = Int32(Swift.min(Swift.max(value, -1e9), 1e9))
    }
}
