/// A set-associative table of places for a fixed number of keys. When a set is full, the least recently used key loses
/// its place to a new one.
///
/// A set has eight places, and a key's hash selects its set. A look-up touches two neighbouring cache lines; a linked
/// list of all places in their order of use would touch five.
struct RecentTable: Sendable {
    /// A key's place, and whether it is new to the table.
    struct Place {
        var index: Int
        var isNew: Bool
    }

    let capacity: Int
    private(set) var evictions = 0
    private(set) var count = 0
    /// For each set eight keys, then their times of use. 0 marks an empty place.
    private var words: [UInt64]
    private var clock: UInt64 = 0
    private let shift: UInt64

    /// - Parameter capacity: rounded up to a power of two, at least 8.
    init(capacity: Int) {
        var sets = 1
        while sets * 8 < min(max(capacity, 8), 1 << 28) { sets *= 2 }
        self.capacity = sets * 8
        shift = UInt64(64 - sets.trailingZeroBitCount)
        words = [UInt64](repeating: 0, count: sets * 16)
    }

    /// The place of a key; a new key gets one.
    @inline(__always) mutating func place(of key: UInt64) -> Place {
        let key = key == 0 ? 1 : key
        clock += 1
        let set = shift == 64 ? 0 : Int(truncatingIfNeeded: RecentTable.mix(key) >> shift)
        let (base, now) = (set * 16, clock)
        return words.withUnsafeMutableBufferPointer { words in
            var (oldest, time) = (0, UInt64.max)
            for way in 0..<8 {
                if words[base + way] == key {
                    words[base + 8 + way] = now
                    return Place(index: set * 8 + way, isNew: false)
                }
                if words[base + 8 + way] < time { (oldest, time) = (way, words[base + 8 + way]) }
            }
            if words[base + oldest] == 0 { count += 1 } else { evictions += 1 }
            words[base + oldest] = key
            words[base + 8 + oldest] = now
            return Place(index: set * 8 + oldest, isNew: true)
        }
    }

    /// The place of a key; nil if it has none or has lost it.
    func find(_ key: UInt64) -> Int? {
        let key = key == 0 ? 1 : key
        let set = shift == 64 ? 0 : Int(truncatingIfNeeded: RecentTable.mix(key) >> shift)
        return (0..<8).first { words[set * 16 + $0] == key }.map { set * 8 + $0 }
    }

    /// A word whose upper bits depend on all bits of the argument (Stafford's variant 13 of MurmurHash3's finaliser).
    @inline(__always) static func mix(_ word: UInt64) -> UInt64 {
        var word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    @inline(__always) static func mix(_ first: UInt64, _ second: UInt64) -> UInt64 {
        mix(first &* 0x9E37_79B9_7F4A_7C15 &+ mix(second))
    }
}
