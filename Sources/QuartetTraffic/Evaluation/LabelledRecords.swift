/// Records of a labelled log, in a model's columns, each normal or anomalous.
public struct LabelledRecords {
    public private(set) var columns: RecordColumns
    public private(set) var isAnomaly: [Bool] = []
    private let model: TrafficModel

    public init(for model: TrafficModel) {
        self.model = model
        columns = RecordColumns(
            count: 0, numbers: model.reader.numbers.map { _ in [] },
            categories: (0..<model.reader.categoryCount).map { _ in [] })
    }

    /// - Throws: ``EvaluationError/labelIsJudged(column:)`` if the model knows the label.
    public func requireUnjudged(_ label: Int, of schema: RecordSchema) throws(EvaluationError) {
        let name = schema.fields[label].name
        let judged = model.reader.numberFields + model.reader.categoryFields
        if judged.contains(name) { throw .labelIsJudged(column: name) }
    }

    /// Adds a block of records: those that are not normal are anomalies, unless they are excluded.
    public mutating func append(
        _ batch: RecordBatch, normal: NormalRecords, excluded: NormalRecords? = nil
    ) throws {
        let kept = (0..<batch.count).filter { !(excluded?.contains(batch, $0) ?? false) }
        columns.append(try model.columns(batch).selected(kept))
        isAnomaly += kept.map { !normal.contains(batch, $0) }
    }
}
