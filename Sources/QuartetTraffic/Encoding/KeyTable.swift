internal import QuartetFiles

/// Maps many 64-bit keys to numbers: open addressing over two flat arrays, for lookups that take nanoseconds.
struct KeyTable: Sendable {
    private var keys: [UInt64]
    private var values: [UInt32]
    private(set) var count = 0

    init(capacity: Int = 16) {
        var size = 32
        while size < 2 * capacity { size *= 2 }
        keys = [UInt64](repeating: 0, count: size)
        values = [UInt32](repeating: 0, count: size)
    }

    /// A key that is spread over all bits; never 0, which marks a free slot.
    @inline(__always) static func mixed(_ key: UInt64) -> UInt64 {
        let mixed = key.mixed
        return mixed == 0 ? 1 : mixed
    }

    /// Combines two keys into one, in this order.
    @inline(__always) static func combined(_ a: UInt64, _ b: UInt64) -> UInt64 {
        mixed(a &* 0x9E37_79B9_7F4A_7C15 &+ b)
    }

    var largestValue: UInt32 { values.max() ?? 0 }

    /// The value of a key; nil if it is not in the table.
    @inline(__always) subscript(key: UInt64) -> UInt32? {
        let wanted = Self.mixed(key)
        let place = place(of: wanted)
        return keys[place] == wanted ? values[place] : nil
    }

    /// Adds to a key's value, which starts from 0.
    mutating func add(_ amount: UInt32, to key: UInt64) { update(key) { $0 &+= amount } }

    mutating func set(_ key: UInt64, to value: UInt32) { update(key) { $0 = value } }

    private mutating func update(_ key: UInt64, _ change: (inout UInt32) -> Void) {
        if 2 * (count + 1) > keys.count { grow() }
        let place = self.place(of: Self.mixed(key))
        if keys[place] == 0 {
            keys[place] = Self.mixed(key)
            count += 1
        }
        change(&values[place])
    }

    /// The slot of a mixed key, or the free one where it belongs.
    @inline(__always) private func place(of wanted: UInt64) -> Int {
        var place = Int(truncatingIfNeeded: wanted) & (keys.count - 1)
        while keys[place] != 0, keys[place] != wanted { place = (place + 1) & (keys.count - 1) }
        return place
    }

    private mutating func grow() {
        let (oldKeys, oldValues) = (keys, values)
        keys = [UInt64](repeating: 0, count: 2 * oldKeys.count)
        values = [UInt32](repeating: 0, count: 2 * oldKeys.count)
        for (key, value) in zip(oldKeys, oldValues) where key != 0 {
            let place = self.place(of: key)
            (keys[place], values[place]) = (key, value)
        }
    }
}

extension KeyTable: Codable {
    private enum CodingKeys: CodingKey { case keys, values }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        let used = keys.indices.filter { keys[$0] != 0 }.sorted { keys[$0] < keys[$1] }
        try container.encode(used.map { keys[$0] }, forKey: .keys)
        try container.encode(used.map { values[$0] }, forKey: .values)
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let stored = try container.decode([UInt64].self, forKey: .keys)
        let numbers = try container.decode([UInt32].self, forKey: .values)
        guard stored.count == numbers.count, !stored.contains(0) else {
            throw DecodingError.dataCorruptedError(
                forKey: .values, in: container, debugDescription: "a value for each key was expected")
        }
        self.init(capacity: stored.count)
        // Stored keys are already mixed.
        for (key, value) in zip(stored, numbers) {
            let place = self.place(of: key)
            if keys[place] == 0 { count += 1 }
            (keys[place], values[place]) = (key, value)
        }
    }
}
