internal import QuartetModels

/// The slots of a category's values: 0 for values never seen in training, 1 for rare ones, then the frequent values, the
/// most frequent first.
struct CategoryScale: Sendable, Codable, Validatable {
    /// The slots of all keys seen in training.
    private let slots: KeyTable
    /// The keys of the slots from 2 on.
    let frequent: [UInt64]

    static let unseen = 0
    static let rare = 1
    private static let firstFrequent = 2
    /// A value has its own slot if it was seen at least this often and is among this many.
    private static let fewest = 5
    private static let most = 64

    var count: Int { frequent.count + Self.firstFrequent }

    init(_ keys: [UInt64]) {
        var counts: [UInt64: Int] = [:]
        for key in keys { counts[key, default: 0] += 1 }
        let order = counts.sorted { ($0.value, $1.key) > ($1.value, $0.key) }
        frequent = order.prefix(Self.most).filter { $0.value >= Self.fewest }.map(\.key)
        var slots = KeyTable(capacity: counts.count)
        for key in counts.keys { slots.set(key, to: UInt32(Self.rare)) }
        for (index, key) in frequent.enumerated() { slots.set(key, to: UInt32(index + Self.firstFrequent)) }
        self.slots = slots
    }

    @inline(__always) func slot(_ key: UInt64) -> Int { slots[key].map(Int.init) ?? Self.unseen }

    /// The frequent value of a slot; nil for the slots of rare and of unseen values.
    func key(ofSlot slot: Int) -> UInt64? {
        slot < Self.firstFrequent ? nil : frequent[slot - Self.firstFrequent]
    }

    func validate() throws(InvalidConfiguration) {
        try check("largest slot", Int(slots.largestValue), in: 0..<count)
    }

    /// The slots of some records.
    func slots(_ keys: [UInt64], _ records: Range<Int>) -> [Int32] {
        keys[records].map { Int32(slot($0)) }
    }
}
