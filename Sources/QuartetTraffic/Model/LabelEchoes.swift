/// Looks for columns of few values that tell almost every label of a log: another label under an unknown name, which
/// would give the answer away.
///
/// A column counts if the commoner class of each of its values (missing is one, too) is right for all but 0.1 % of the
/// records of the rarer class. A log says nothing about this with fewer than 100 records of either class.
public struct LabelEchoes: Sendable {
    private struct Classes { var normal = 0, other = 0 }

    private let normal: NormalRecords
    /// By field; those that have too many values are dropped.
    private var counts: [Int: [UInt64: Classes]]
    private let schema: RecordSchema
    private var all = Classes()

    /// A label has fewer values than this.
    private static let mostValues = 64
    private static let fewestRecords = 100
    private static let mostWrong = 0.001

    /// - Parameter isExamined: which columns may be labels.
    private init(_ normal: NormalRecords, _ schema: RecordSchema, where isExamined: (Field) -> Bool) {
        (self.normal, self.schema) = (normal, schema)
        let fields = schema.fields.indices.filter { $0 != normal.field && isExamined(schema.fields[$0]) }
        counts = Dictionary(uniqueKeysWithValues: fields.map { ($0, [:]) })
    }

    /// Among the columns that a detector would judge, but for those with a role, such as service or state: they may well
    /// tell an attack.
    public init(_ normal: NormalRecords, training schema: RecordSchema) {
        self.init(normal, schema) { $0.isJudged && $0.role == nil }
    }

    /// Among the columns that a model judges.
    public init(_ normal: NormalRecords, _ schema: RecordSchema, judgedBy model: TrafficModel) {
        let judged = Set(model.reader.numberFields + model.reader.categoryFields)
        self.init(normal, schema) { judged.contains($0.name) }
    }

    public mutating func add(_ batch: RecordBatch) {
        let isNormal = (0..<batch.count).map { normal.contains(batch, $0) }
        let count = isNormal.count { $0 }
        all.normal += count
        all.other += batch.count - count
        for field in Array(counts.keys) {
            // Taken out, so that it is changed in place.
            guard var values = counts.removeValue(forKey: field) else { continue }
            for record in 0..<batch.count where values.count <= Self.mostValues {
                let key = batch.key(field, of: record)
                if isNormal[record] {
                    values[key, default: Classes()].normal += 1
                } else {
                    values[key, default: Classes()].other += 1
                }
            }
            if values.count <= Self.mostValues { counts[field] = values }
        }
    }

    /// The fields that tell the label, in the order of the log.
    public var fields: [Int] {
        let rarer = min(all.normal, all.other)
        if rarer < Self.fewestRecords { return [] }
        return counts.filter { _, values in
            let wrong = values.values.reduce(0) { $0 + min($1.normal, $1.other) }
            return Double(wrong) <= Self.mostWrong * Double(rarer)
        }.keys.sorted()
    }

    /// Their names.
    public var names: [String] { fields.map { schema.fields[$0].name } }
}
