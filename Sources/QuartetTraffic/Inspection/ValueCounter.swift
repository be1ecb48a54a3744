/// The most frequent values of a field in bounded memory (the mergeable form of Misra and Gries's summary: Agarwal and
/// others, 2012). Counts are exact up to ``capacity`` distinct values, then too low by at most 1/``capacity`` of the
/// records.
struct ValueCounter {
    static let capacity = 512

    private(set) var counts: [UInt64: Int] = [:]
    private(set) var texts: [UInt64: String] = [:]
    /// False once values were dropped.
    private(set) var isExact = true

    /// Adds the counts of a batch.
    ///
    /// - Returns: the values among them whose spelling is needed, see ``spell(_:_:)``.
    mutating func add(_ batch: [UInt64: Int]) -> [UInt64] {
        for (value, count) in batch { counts[value, default: 0] += count }
        if counts.count > Self.capacity {
            isExact = false
            let least = counts.values.sorted(by: >)[Self.capacity]
            counts = counts.compactMapValues { $0 > least ? $0 - least : nil }
            texts = texts.filter { counts[$0.key] != nil }
        }
        return counts.keys.filter { texts[$0] == nil }
    }

    mutating func spell(_ value: UInt64, _ text: String) { texts[value] = text }

    /// The most frequent first.
    func top(_ number: Int) -> [(text: String, count: Int)] {
        let sorted = counts.map { (text: texts[$0.key] ?? "", count: $0.value) }
            .sorted { ($1.count, $0.text) < ($0.count, $1.text) }
        return Array(sorted.prefix(number))
    }
}
