/// Pairs of token ids, each with one number: the rank of a merge, or a place in a list.
struct PairTable: Sendable {
    /// Left id in the upper half; ids are not negative, so all ones marks a free slot.
    private var keys: [UInt64]
    private var values: [Int32]
    private(set) var count = 0
    private let multiplier = HashSalt.value | 1
    private static let free = UInt64.max

    init(capacity: Int = 0) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        keys = [UInt64](repeating: Self.free, count: size)
        values = [Int32](repeating: 0, count: size)
    }

    subscript(left: Int32, right: Int32) -> Int32? {
        @inline(__always) get {
            let key = Self.key(left, right)
            let slot = slot(of: key)
            return keys[slot] == key ? values[slot] : nil
        }
        set {
            let key = Self.key(left, right)
            var slot = slot(of: key)
            if keys[slot] == Self.free {
                if (count + 1) * 2 > keys.count {
                    grow()
                    slot = self.slot(of: key)
                }
                count += 1
                keys[slot] = key
            }
            // A pair is never removed: training lets its count fall to zero instead.
            values[slot] = newValue ?? -1
        }
    }

    @inline(__always)
    private static func key(_ left: Int32, _ right: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
    }

    @inline(__always)
    private func slot(of key: UInt64) -> Int {
        let mask = keys.count - 1
        var slot = Int(truncatingIfNeeded: (key &* multiplier) >> 32) & mask
        while keys[slot] != key && keys[slot] != Self.free { slot = (slot + 1) & mask }
        return slot
    }

    private mutating func grow() {
        let old = (keys, values)
        keys = [UInt64](repeating: Self.free, count: old.0.count * 2)
        values = [Int32](repeating: 0, count: old.0.count * 2)
        for (key, value) in zip(old.0, old.1) where key != Self.free {
            let slot = slot(of: key)
            (keys[slot], values[slot]) = (key, value)
        }
    }
}
