public import QuartetModels

/// Turns columns into the rows that the autoencoder reads: the place on its scale for each number, 0 or 1 for each number
/// that can be missing, and a one-hot vector of slots for each category.
public struct RecordEncoder: Sendable, Codable, Validatable {
    let scales: [NumberScale]
    let categories: [CategoryScale]
    /// Numbers with a separate input for "missing".
    private let missing: [Int]

    /// - Parameters:
    ///   - columns: the training records.
    ///   - scale: how numbers are compared.
    init(_ columns: RecordColumns, scale: ScaleKind = .rank) {
        let scales = columns.numbers.map { NumberScale(scale, $0) }
        missing = scales.indices.filter { scales[$0].isSometimesMissing }
        self.scales = scales
        categories = columns.categories.map { CategoryScale($0) }
    }

    public func validate() throws(InvalidConfiguration) {
        try check("scales", scales)
        try check("categories", categories)
        for number in missing { try check("missing number", number, in: 0..<scales.count) }
    }

    var numberCount: Int { scales.count }
    var missingCount: Int { missing.count }
    var slotCounts: [Int] { categories.map(\.count) }
    /// The width of a row: numbers, "missing" inputs, then the slots of every category.
    public var width: Int { numberCount + missingCount + slotCounts.reduce(0, +) }

    /// Writes rows, `[block.count, width]`.
    func encode(_ block: RecordBlock, into rows: inout MutableSpan<Float>) {
        let (width, columns) = (width, block.columns)
        for index in 0..<(block.count * width) { rows[index] = 0 }
        for (field, scale) in scales.enumerated() {
            scale.place(columns.numbers[field], block.records, into: &rows, from: field, stride: width)
        }
        for (index, field) in missing.enumerated() {
            for (row, record) in block.records.enumerated() where !columns.numbers[field][record].isFinite {
                rows[row * width + numberCount + index] = 1
            }
        }
        var start = numberCount + missingCount
        for (scale, slots) in zip(categories, block.slots) {
            for row in slots.indices { rows[row * width + start + Int(slots[row])] = 1 }
            start += scale.count
        }
    }

    /// All records as rows.
    public func encoded(_ columns: RecordColumns) -> [Float] {
        encoded(RecordBlock(columns, 0..<columns.count, self))
    }

    /// The records of a block as rows.
    func encoded(_ block: RecordBlock) -> [Float] {
        var rows = [Float](repeating: 0, count: block.count * width)
        var span = rows.mutableSpan
        encode(block, into: &span)
        return rows
    }
}
