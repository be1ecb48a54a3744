/// Byte strings numbered from 0 in order of insertion, found by their bytes.
///
/// Open addressing with linear probing, at most half full; all bytes lie in one buffer. Swift's own dictionary of
/// strings is unsuitable: it treats canonically equivalent strings ("é" and "e" with an accent) as one key, and
/// vocabularies distinguish them.
struct ByteStringTable: Sendable {
    private(set) var bytes: [UInt8] = []
    private var starts: [Int] = [0]
    /// For each slot the string's hash in the upper half and its number plus one in the lower; 0 is a free slot.
    private var slots: [UInt64]
    private let salt = HashSalt.value

    init(capacity: Int = 0) {
        var size = 16
        while size < capacity * 2 { size *= 2 }
        slots = [UInt64](repeating: 0, count: size)
        starts.reserveCapacity(capacity + 1)
    }

    var count: Int { starts.count - 1 }

    /// The range of the string `index` in ``bytes``.
    func range(_ index: Int) -> Range<Int> { starts[index]..<starts[index + 1] }

    /// The number of a string, or nil if it is not in the table.
    func index(of key: Span<UInt8>) -> Int? {
        let found = slots[slot(of: key, hash: hash(key))]
        return found == 0 ? nil : Self.index(found)
    }

    func index(of key: String) -> Int? { index(of: Array(key.utf8).span) }

    /// The number of a string, which is appended if it is new.
    mutating func insert(_ key: Span<UInt8>) -> (index: Int, isNew: Bool) {
        let hash = hash(key)
        var slot = slot(of: key, hash: hash)
        if slots[slot] != 0 { return (Self.index(slots[slot]), false) }
        if (count + 1) * 2 > slots.count {
            grow()
            slot = self.slot(of: key, hash: hash)
        }
        let index = count
        key.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
        starts.append(bytes.count)
        slots[slot] = UInt64(hash) << 32 | UInt64(index + 1)
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
            let found = slots[slot]
            if found == 0 || (found >> 32 == UInt64(hash) && isEqual(Self.index(found), key)) { return slot }
            slot = (slot + 1) & mask
        }
    }

    private func isEqual(_ index: Int, _ key: Span<UInt8>) -> Bool {
        let start = starts[index]
        guard starts[index + 1] - start == key.count else { return false }
        let (mine, other) = (bytes.span.bytes, key.bytes)
        var position = 0
        while position + 8 <= key.count {
            let word = mine.unsafeLoadUnaligned(fromByteOffset: start + position, as: UInt64.self)
            if word != other.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self) { return false }
            position += 8
        }
        while position < key.count {
            if bytes[start + position] != key[position] { return false }
            position += 1
        }
        return true
    }

    private mutating func grow() {
        let old = slots
        slots = [UInt64](repeating: 0, count: old.count * 2)
        let mask = slots.count - 1
        for entry in old where entry != 0 {
            var slot = Int(entry >> 32) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = entry
        }
    }

    @inline(__always)
    private static func index(_ entry: UInt64) -> Int { Int(entry & 0xFFFF_FFFF) - 1 }

    /// Eight bytes at a time, each mixed in by a multiplication whose upper half is folded into the lower.
    @inline(__always)
    private func hash(_ key: Span<UInt8>) -> UInt32 {
        func mix(_ value: UInt64) -> UInt64 {
            let product = value.multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
            return product.high ^ product.low
        }
        let raw = key.bytes
        var hash = UInt64(key.count) ^ salt
        var position = 0
        while position + 8 <= key.count {
            hash = mix(hash ^ raw.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self))
            position += 8
        }
        var rest: UInt64 = 0
        while position < key.count {
            rest = rest << 8 | UInt64(key[position])
            position += 1
        }
        return UInt32(truncatingIfNeeded: mix(hash ^ rest &+ 0xcbf2_9ce4_8422_2325) >> 32)
    }
}
