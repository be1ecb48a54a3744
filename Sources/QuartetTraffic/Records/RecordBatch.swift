internal import QuartetFiles

/// A few thousand records of one log: a cell of 64 bits for each field of each record, and the lines of the records.
///
/// A cell is a number (the bits of a `Double`; NaN where missing) or a hash of the value's bytes (0 where missing),
/// depending on the field's kind; the hash of an address contains its ``AddressClass``. Blocks share no table of texts, so
/// they are parsed independently in bounded memory; a report reads the few texts that it shows from the lines again.
public struct RecordBatch: Sendable {
    public let schema: RecordSchema
    public internal(set) var count: Int
    /// `[record * fields + field]`.
    var cells: [UInt64]
    /// The bytes of the lines.
    var bytes: [UInt8]
    /// The range of each record's line in `bytes`.
    var lines: [Range<Int>]
    /// Counted from 1 in the file.
    var lineNumbers: [Int]
    /// The name of the log.
    public let source: String
    /// How a line is parsed; nil for records without lines.
    let layout: LineLayout?

    init(
        schema: RecordSchema, count: Int, cells: [UInt64], bytes: [UInt8], lines: [Range<Int>],
        lineNumbers: [Int], source: String, layout: LineLayout? = nil
    ) {
        (self.schema, self.count, self.cells, self.bytes) = (schema, count, cells, bytes)
        (self.lines, self.lineNumbers, self.source, self.layout) = (lines, lineNumbers, source, layout)
    }

    public func number(_ field: Int, of record: Int) -> Double {
        Double(bitPattern: cells[record * schema.fields.count + field])
    }

    public func key(_ field: Int, of record: Int) -> UInt64 { cells[record * schema.fields.count + field] }

    /// All cells, `[record * fields + field]`, for loops over many records.
    public func withCells<Result>(_ body: (UnsafeBufferPointer<UInt64>) throws -> Result) rethrows -> Result {
        try cells.withUnsafeBufferPointer(body)
    }

    /// The line of the log; invalid UTF-8 becomes U+FFFD.
    public func line(_ record: Int) -> String { String(decoding: bytes[lines[record]], as: UTF8.self) }

    public func lineNumber(_ record: Int) -> Int { lineNumbers[record] }

    /// The text of a field in the log; nil where it is missing. Parses the line again: for reports.
    public func text(_ field: Int, of record: Int) -> String? {
        layout?.text(field, in: bytes[lines[record]])
    }

    /// The texts of all fields of a record, in one pass over its line; nil where they are missing.
    func texts(of record: Int) -> [String?] {
        let count = schema.fields.count
        return layout?.texts(count, in: bytes[lines[record]]) ?? Array(repeating: nil, count: count)
    }

    /// A hash of a value's bytes (multiply and fold by words, then mixed); 0 only for an empty value.
    @inline(__always) static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        if bytes.isEmpty { return 0 }
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325 &+ UInt64(bytes.count)
        var index = 0
        let base = UnsafeRawPointer(bytes.baseAddress!)
        while index + 8 <= bytes.count {
            hash =
                (hash ^ base.loadUnaligned(fromByteOffset: index, as: UInt64.self)) &* 0x9E37_79B9_7F4A_7C15
            hash ^= hash >> 32
            index += 8
        }
        while index < bytes.count {
            hash = (hash ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01B3
            index += 1
        }
        hash = hash.mixed
        return hash == 0 ? 1 : hash
    }

    /// The cell of a word; that of an address is ``AddressClass/key(_:)``.
    public static func hash(_ text: String) -> UInt64 {
        var text = text
        return text.withUTF8 { hash($0) }
    }
}
