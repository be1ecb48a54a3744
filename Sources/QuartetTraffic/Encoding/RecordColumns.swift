internal import Foundation

/// Records as a detector sees them: numbers on scales on which differences are meaningful, and categories as keys. Stored
/// by field, since each step of the work runs down one column.
public struct RecordColumns: Sendable {
    public var count: Int
    /// `[number field][record]`; NaN where missing.
    public var numbers: [[Float]]
    /// `[category field][record]`: hashes of values, 0 where missing.
    public var categories: [[UInt64]]

    public init(count: Int, numbers: [[Float]], categories: [[UInt64]]) {
        (self.count, self.numbers, self.categories) = (count, numbers, categories)
    }

    /// `sign(x) log(1 + |x|)`: counts and durations span many powers of ten.
    @inline(__always) public static func logarithm(_ x: Double) -> Float {
        Float(x < 0 ? -log1p(-x) : log1p(x))
    }

    /// Some of the records, in the given order.
    public func selected(_ records: [Int]) -> RecordColumns {
        RecordColumns(
            count: records.count, numbers: numbers.map { column in records.map { column[$0] } },
            categories: categories.map { column in records.map { column[$0] } })
    }

    public mutating func append(_ other: RecordColumns) {
        count += other.count
        for field in numbers.indices { numbers[field] += other.numbers[field] }
        for field in categories.indices { categories[field] += other.categories[field] }
    }
}

/// Some records of columns, with what the network and the tables both need of them.
struct RecordBlock {
    let columns: RecordColumns
    let records: Range<Int>
    /// The slots of each category, `[category][row]`.
    let slots: [[Int32]]
    /// One key for all categories of a record, `[row]`; see ``TupleRarity/key(_:_:)``.
    let tuples: [UInt64]

    init(_ columns: RecordColumns, _ records: Range<Int>, _ encoder: RecordEncoder) {
        (self.columns, self.records) = (columns, records)
        slots = zip(encoder.categories, columns.categories).map { $0.slots($1, records) }
        tuples = TupleRarity.keys(columns, records)
    }

    var count: Int { records.count }

    /// Divides records into blocks of at most `size`.
    static func ranges(_ count: Int, of size: Int) -> [Range<Int>] {
        stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
    }
}
