/// Some records of columns, with what the network and the tables both read of them.
struct RecordBlock {
    let columns: RecordColumns
    let records: Range<Int>
    /// Of each category, `[category][row]`.
    let slots: [[Int32]]
    /// One key for all categories of a record, `[row]`; see ``TupleRarity/key(_:_:)``.
    let tuples: [UInt64]

    init(_ columns: RecordColumns, _ records: Range<Int>, _ encoder: RecordEncoder) {
        (self.columns, self.records) = (columns, records)
        slots = zip(encoder.categories, columns.categories).map { $0.slots($1, records) }
        tuples = TupleRarity.keys(columns, records)
    }

    var count: Int { records.count }

    /// Blocks of at most so many records.
    static func ranges(_ count: Int, of size: Int) -> [Range<Int>] {
        stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
    }
}
