/// Records collected from logs, without their lines, up to a limit: of a longer log every second record, every fourth and
/// so on.
public struct RecordSample {
    public private(set) var batch: RecordBatch?
    /// The texts of values of categories.
    package private(set) var names: [UInt64: String] = [:]
    /// The number of records that were offered.
    public private(set) var offered = 0
    private let limit: Int
    private var stride = 1

    private static let mostNames = 4096

    public init(limit: Int = 1_000_000) { self.limit = limit }

    public var count: Int { batch?.count ?? 0 }
    /// One in this many records was taken.
    public var oneOf: Int { stride }

    /// Adds the selected records.
    ///
    /// - Throws: ``TrafficModelError`` for records of another schema.
    public mutating func append(_ other: RecordBatch, where isWanted: (Int) -> Bool = { _ in true })
        throws(TrafficModelError)
    {
        var own =
            batch
            ?? RecordBatch(
                schema: other.schema, count: 0, cells: [], bytes: [], lines: [], lineNumbers: [],
                source: other.source)
        guard own.schema.fields.map(\.name) == other.schema.fields.map(\.name) else {
            throw .otherFields(file: other.source)
        }
        batch = nil
        let width = other.schema.fields.count
        let categories = other.schema.fields.indices.filter { other.schema.fields[$0].kind == .category }
        for record in 0..<other.count where isWanted(record) {
            offered += 1
            guard offered % stride == 0 else { continue }
            own.cells += other.cells[record * width..<(record + 1) * width]
            own.count += 1
            let unnamed = categories.filter { field in
                let key = other.key(field, of: record)
                return key != 0 && names[key] == nil
            }
            if unnamed.isEmpty || names.count >= Self.mostNames { continue }
            let texts = other.texts(of: record)
            for field in unnamed where names.count < Self.mostNames {
                let key = other.key(field, of: record)
                if names[key] == nil { names[key] = texts[field] }
            }
        }
        if own.count > limit { thin(&own) }
        batch = own
    }

    /// Makes a field a label, which no detector judges.
    public mutating func exclude(_ field: Int) {
        guard let own = batch, own.schema.fields.indices.contains(field) else { return }
        var schema = own.schema
        (schema.fields[field].kind, schema.fields[field].isJudged) = (.label, false)
        batch = RecordBatch(
            schema: schema, count: own.count, cells: own.cells, bytes: [], lines: [], lineNumbers: [],
            source: own.source)
    }

    /// Names of label columns with more than one value: records with different labels are not all normal.
    public var mixedLabels: [String] {
        guard let batch else { return [] }
        return batch.schema.fields.indices.filter { field in
            guard batch.schema.fields[field].kind == .label else { return false }
            var found: UInt64 = 0
            for record in 0..<batch.count {
                let key = batch.key(field, of: record)
                if found != 0, key != 0, key != found { return true }
                if key != 0 { found = key }
            }
            return false
        }.map { batch.schema.fields[$0].name }
    }

    private mutating func thin(_ batch: inout RecordBatch) {
        let width = batch.schema.fields.count
        let kept = Swift.stride(from: 1, to: batch.count, by: 2)
        batch.cells = kept.flatMap { batch.cells[$0 * width..<($0 + 1) * width] }
        batch.count = batch.cells.count / width
        stride *= 2
    }
}

extension RecordBatch {
    /// Selects records, without their lines.
    func selected(_ records: some Sequence<Int>) -> RecordBatch {
        let width = schema.fields.count
        let chosen = records.flatMap { cells[$0 * width..<($0 + 1) * width] }
        return RecordBatch(
            schema: schema, count: width > 0 ? chosen.count / width : 0, cells: chosen, bytes: [], lines: [],
            lineNumbers: [], source: source)
    }
}
