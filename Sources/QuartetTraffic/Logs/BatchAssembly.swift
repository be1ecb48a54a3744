/// A batch of records while its lines are parsed.
struct BatchAssembly {
    /// What became of a line.
    enum Outcome {
        case kept
        /// A record that the format's filters exclude.
        case excluded
        case failed(LineFailure)
    }

    private let block: LineBlock
    private let format: LogFormat
    private var layout: LineLayout?
    /// A record in which every field is missing.
    private let template: [UInt64]
    private let limit: Int
    private var cells: [UInt64] = []
    private var lines: [Range<Int>] = []
    private var numbers: [Int] = []

    /// Cells of a batch, at most: a line of a few bytes can be a record of many fields.
    private static let mostCells = 1 << 22

    init(_ block: LineBlock, _ format: LogFormat, _ layout: LineLayout?) {
        (self.block, self.format, self.layout) = (block, format, layout)
        template = format.schema.fields.map { $0.kind.isNumeric ? Double.nan.bitPattern : 0 }
        limit = max(1, min(block.lineCount, Self.mostCells / max(template.count, 1)))
        cells.reserveCapacity(limit * template.count)
        lines.reserveCapacity(limit)
        numbers.reserveCapacity(limit)
    }

    var count: Int { lines.count }
    var isFull: Bool { lines.count == limit }

    /// Whether the batch ends at a header because it has records of the layout before; an empty batch takes the new one.
    mutating func isComplete(before next: LineLayout?) -> Bool {
        if count > 0 { return true }
        layout = next
        return false
    }

    @inline(__always) mutating func append(
        _ line: BlockLines.Line, _ text: UnsafeBufferPointer<UInt8>
    ) -> Outcome {
        if block.hasZeros, text.contains(0) { return .failed(.empty) }
        guard let layout else { return .failed(.columns(0)) }
        let (format, first) = (format, cells.count)
        cells.append(contentsOf: template)
        let outcome = cells.withUnsafeMutableBufferPointer { cells -> Outcome in
            guard let record = cells.baseAddress.map({ $0 + first }) else { return .kept }
            if let failure = layout.read(text, into: record) { return .failed(failure) }
            return format.keeps(record) ? .kept : .excluded
        }
        if case .kept = outcome {
            lines.append(line.content)
            numbers.append(line.number)
        } else {
            cells.removeLast(template.count)
        }
        return outcome
    }

    func finished(source: String) -> RecordBatch {
        RecordBatch(
            schema: format.schema, count: count, cells: cells, bytes: block.bytes, lines: lines,
            lineNumbers: numbers, source: source, layout: layout)
    }
}
