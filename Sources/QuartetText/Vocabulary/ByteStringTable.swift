/// Byte strings numbered from 0 in the order in which they came, found again by their bytes.
///
/// Open addressing with linear probing, at most half full; all bytes lie in one buffer. Swift's own dictionary of
/// strings would not do: it holds canonically equivalent strings ("é" and "e" with an accent) for one key, and
/// vocabularies tell them apart.
struct ByteStringTable: Sendable {
    private(set) var bytes: [UInt8] = []
    private var starts: [Int] = [0]
    private var hashes: [UInt32] = []
    /// Index of the string that lies in a slot, or -1.
    private var slots: [Int32]

    init(capacity: Int = 0) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        slots = [Int32](repeating: -1, count: size)
        starts.reserveCapacity(capacity + 1)
        hashes.reserveCapacity(capacity)
    }

    var count: Int { hashes.count }

    /// Where the bytes of the string `index` lie in ``bytes``.
    func range(_ index: Int) -> Range<Int> { starts[index]..<starts[index + 1] }

    /// The number of a string, or nil when it is not there.
    func index(of key: Span<UInt8>) -> Int? {
        let found = slots[slot(of: key, hash: Self.hash(key))]
        return found < 0 ? nil : Int(found)
    }

    func index(of key: String) -> Int? { index(of: Array(key.utf8).span) }

    /// The number of a string, which is put at the end when it was not there.
    mutating func insert(_ key: Span<UInt8>) -> (index: Int, isNew: Bool) {
        let hash = Self.hash(key)
        var slot = slot(of: key, hash: hash)
        if slots[slot] >= 0 { return (Int(slots[slot]), false) }
        if (count + 1) * 2 > slots.count {
            grow()
            slot = self.slot(of: key, hash: hash)
        }
        let index = count
        for position in key.indices { bytes.append(key[position]) }
        starts.append(bytes.count)
        hashes.append(hash)
        slots[slot] = Int32(index)
        return (index, true)
    }

    mutating func insert(_ key: String) -> (index: Int, isNew: Bool) {
        var key = key
        return key.withUTF8 { insert(Span(_unsafeElements: $0)) }
    }

    /// The slot that holds the key, or the free one where it belongs.
    private func slot(of key: Span<UInt8>, hash: UInt32) -> Int {
        let mask = slots.count - 1
        var slot = Int(hash) & mask
        while true {
            let index = Int(slots[slot])
            if index < 0 || (hashes[index] == hash && isEqual(index, key)) { return slot }
            slot = (slot + 1) & mask
        }
    }

    private func isEqual(_ index: Int, _ key: Span<UInt8>) -> Bool {
        let start = starts[index]
        guard starts[index + 1] - start == key.count else { return false }
        for position in key.indices where bytes[start + position] != key[position] { return false }
        return true
    }

    private mutating func grow() {
        slots = [Int32](repeating: -1, count: slots.count * 2)
        let mask = slots.count - 1
        for (index, hash) in hashes.enumerated() {
            var slot = Int(hash) & mask
            while slots[slot] >= 0 { slot = (slot + 1) & mask }
            slots[slot] = Int32(index)
        }
    }

    /// FNV-1a, with its bits mixed once more because the lowest choose the slot.
    @inline(__always)
    private static func hash(_ key: Span<UInt8>) -> UInt32 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for position in key.indices { hash = (hash ^ UInt64(key[position])) &* 0x100_0000_01b3 }
        hash ^= hash >> 32
        hash = hash &* 0x9e37_79b9_7f4a_7c15
        return UInt32(truncatingIfNeeded: hash >> 32)
    }
}
