/// Decides which records of a labelled log are normal.
public struct NormalRecords: Sendable {
    /// The label's field.
    public let field: Int
    private let isNumeric: Bool
    private let keys: Set<UInt64>
    private let numbers: Set<Double>

    /// - Parameters:
    ///   - column: the name of the label's field; nil for the format's own label.
    ///   - values: the labels of normal records.
    public init(_ schema: RecordSchema, column: String?, values: [String]) throws(TrafficModelError) {
        let found =
            column.map { name in
                schema.fields.firstIndex { $0.name.lowercased() == name.lowercased() }
            } ?? schema.field(.label) ?? schema.fields.firstIndex { $0.kind == .label }
        guard let found else {
            throw .noSuchColumn(name: column ?? "label", known: schema.fields.map(\.name))
        }
        self.init(field: found, isNumeric: schema.fields[found].kind.isNumeric, values)
    }

    private init(field: Int, isNumeric: Bool, _ values: [String]) {
        (self.field, self.isNumeric) = (field, isNumeric)
        keys = Set(values.map { RecordBatch.hash($0) })
        numbers = Set(values.compactMap(Double.init))
    }

    /// Records with other labels in the same column.
    func withLabels(_ values: [String]) -> NormalRecords {
        NormalRecords(field: field, isNumeric: isNumeric, values)
    }

    public func contains(_ batch: RecordBatch, _ record: Int) -> Bool {
        isNumeric
            ? numbers.contains(batch.number(field, of: record)) : keys.contains(batch.key(field, of: record))
    }
}
