internal import Glibc

/// Columns between separators, quoted or not.
struct SeparatedLayout: Sendable {
    struct Column: Sendable {
        /// -1 for a column that is skipped.
        var field: Int
        var kind: CellKind
        var scale: Double
    }

    let separator: UInt8
    let columns: [Column]
    let missing: MissingWords
    /// Whether three spaces separate the last columns instead, as in some labelled Zeek logs.
    let hasSpacedTail: Bool

    init(
        separator: UInt8, fields: [Int], format: LogFormat, missing: [String]? = nil,
        hasSpacedTail: Bool = false
    ) {
        self.separator = separator
        self.hasSpacedTail = hasSpacedTail
        self.missing = MissingWords(missing ?? format.missing)
        columns = fields.map { field in
            field < 0
                ? Column(field: -1, kind: .hash, scale: 1)
                : Column(field: field, kind: format.kinds[field], scale: format.schema.fields[field].scale)
        }
    }

    /// The place of a cell in a line, without the spaces around it and without its quotes.
    struct Cell {
        var range: Range<Int>
        var isQuoted: Bool
        /// Where the next cell begins; past the line's end after the last one.
        var next: Int
    }

    @inline(__always) func cell(in line: UnsafeBufferPointer<UInt8>, from start: Int) -> Cell? {
        let base = UnsafeRawPointer(line.baseAddress!)
        var end = line.count
        if start < line.count, line[start] == 34, separator != 9 { return quoted(line, from: start) }
        if let found = memchr(base + start, Int32(separator), line.count - start) {
            end = UnsafeRawPointer(found) - base
        } else if hasSpacedTail {
            return spaced(line, from: start)
        }
        return Cell(range: trimmed(line, start, end), isQuoted: false, next: end + 1)
    }

    @inline(__always) private func trimmed(_ line: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int)
        -> Range<Int>
    {
        var (first, last) = (start, end)
        while first < last, line[first] == 32 { first += 1 }
        while last > first, line[last - 1] == 32 { last -= 1 }
        return first..<last
    }

    @inline(never) private func quoted(_ line: UnsafeBufferPointer<UInt8>, from start: Int) -> Cell? {
        var index = start + 1
        while index < line.count {
            if line[index] == 34 {
                // Two quotes are one inside the text (RFC 4180).
                if index + 1 < line.count, line[index + 1] == 34 {
                    index += 2
                    continue
                }
                let range = trimmed(line, start + 1, index)
                index += 1
                while index < line.count, line[index] != separator { index += 1 }
                return Cell(range: range, isQuoted: true, next: index + 1)
            }
            index += 1
        }
        return nil
    }

    @inline(never) private func spaced(_ line: UnsafeBufferPointer<UInt8>, from start: Int) -> Cell {
        var index = start
        while index + 2 < line.count {
            if line[index] == 32, line[index + 1] == 32, line[index + 2] == 32 {
                return Cell(range: trimmed(line, start, index), isQuoted: false, next: index + 3)
            }
            index += 1
        }
        return Cell(range: trimmed(line, start, line.count), isQuoted: false, next: line.count + 1)
    }

    /// Reads a line into `record`, in which every field is missing before.
    @inline(__always) func read(
        _ line: UnsafeBufferPointer<UInt8>, into record: UnsafeMutablePointer<UInt64>
    ) -> LineFailure? {
        var start = 0
        for (index, column) in columns.enumerated() {
            guard start <= line.count else { return .fewerColumns(index) }
            guard let cell = cell(in: line, from: start) else { return .openQuote }
            start = cell.next
            if column.field < 0 { continue }
            let bytes = UnsafeBufferPointer(rebasing: line[cell.range])
            if missing.contains(bytes) { continue }
            guard let value = CellReader.cell(bytes, column.kind, scale: column.scale) else {
                // Ports are sometimes names or other codes; such a port counts as missing.
                if column.kind == .port { continue }
                return .badCell(field: column.field, cell.range)
            }
            record[column.field] = value
        }
        // A single separator at the end of the line does not begin a column.
        if start < line.count { return .columns(count(line)) }
        return nil
    }

    private func count(_ line: UnsafeBufferPointer<UInt8>) -> Int {
        var (start, count) = (0, 0)
        while start <= line.count, let cell = cell(in: line, from: start) {
            (start, count) = (cell.next, count + 1)
        }
        return count
    }

    /// The texts of all cells of a line.
    func texts(_ line: UnsafeBufferPointer<UInt8>) -> [String] {
        var texts: [String] = []
        var start = 0
        while start <= line.count, !line.isEmpty, let cell = cell(in: line, from: start) {
            texts.append(text(cell, line))
            start = cell.next
        }
        return texts
    }

    private func text(_ cell: Cell, _ line: UnsafeBufferPointer<UInt8>) -> String {
        let text = String(decoding: line[cell.range], as: UTF8.self)
        return cell.isQuoted && text.contains("\"\"")
            ? text.split(separator: "\"\"", omittingEmptySubsequences: false).joined(separator: "\"") : text
    }

    /// Calls `take` with each field that has a value in a line, and how to get its text.
    func eachText(in line: UnsafeBufferPointer<UInt8>, _ take: (Int, () -> String) -> Void) {
        var start = 0
        for column in columns {
            guard start <= line.count, !line.isEmpty, let cell = cell(in: line, from: start) else { return }
            start = cell.next
            guard column.field >= 0 else { continue }
            if missing.contains(UnsafeBufferPointer(rebasing: line[cell.range])) { continue }
            take(column.field) { text(cell, line) }
        }
    }
}
