internal import Foundation
internal import QuartetModels

/// How rare a record's combination of categories was in training: `-log((c + 1/2) / (n + 1/2))` for a tuple seen `c` times
/// among `n` records. Only a look-up, but strong evidence.
struct TupleRarity: Sendable, Codable, Validatable {
    private let counts: KeyTable
    private let total: Int

    init(_ columns: RecordColumns) {
        var counts = KeyTable()
        for record in 0..<columns.count { counts.add(1, to: Self.key(columns, record)) }
        (self.counts, total) = (counts, columns.count)
    }

    func validate() throws(InvalidConfiguration) {
        try check("total", total, in: 0...1 << 40)
        try check("largest count", Int(counts.largestValue), in: 0...max(total, 0))
    }

    /// One key for all categories of a record.
    @inline(__always) static func key(_ columns: RecordColumns, _ record: Int) -> UInt64 {
        var key: UInt64 = 0x51
        for field in columns.categories.indices {
            key = KeyTable.combined(key, columns.categories[field][record])
        }
        return key
    }

    /// The keys of some records.
    static func keys(_ columns: RecordColumns, _ records: Range<Int>) -> [UInt64] {
        var keys = [UInt64](repeating: 0x51, count: records.count)
        for column in columns.categories {
            for (row, record) in records.enumerated() {
                keys[row] = KeyTable.combined(keys[row], column[record])
            }
        }
        return keys
    }

    /// How often a tuple was seen in training.
    func count(_ key: UInt64) -> Int { counts[key].map(Int.init) ?? 0 }

    var trainingRecords: Int { total }

    func rarity(_ key: UInt64) -> Float {
        Float(-log((Double(count(key)) + 0.5) / (Double(total) + 0.5)))
    }
}
