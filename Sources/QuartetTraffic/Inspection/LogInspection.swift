/// A summary of a log, field by field, gathered in one pass and in constant memory.
public struct LogInspection {
    /// The summary of one field.
    public struct FieldSummary: Sendable, Encodable {
        public struct Value: Sendable, Encodable {
            public let value: String
            public let count: Int
        }

        /// At the shares 5 %, 25 %, 50 %, 75 % and 95 % of the numbers.
        public struct Range: Sendable, Encodable {
            public let least: Double
            public let quantiles: [Double]
            public let most: Double
        }

        public let name: String
        public let title: String
        public let kind: FieldKind
        public let role: FieldRole?
        public let unit: String?
        /// The share of records without a value.
        public let missing: Double
        /// Distinct values; an estimate (1.6 % standard error) unless ``isExact``.
        public let distinct: Int
        /// Whether ``distinct`` and ``frequent`` are exact counts.
        public let isExact: Bool
        /// For numbers, in the field's unit.
        public let range: Range?
        /// The most frequent values; empty for identifiers and times.
        public let frequent: [Value]
    }

    private struct Gathered {
        var missing = 0
        var distinct = DistinctCounter()
        var values = ValueCounter()
        var numbers = NumberSample()
    }

    public let schema: RecordSchema
    public private(set) var records = 0
    /// The first and the last time, in seconds since 1970.
    public private(set) var span: ClosedRange<Double>?
    private var gathered: [Gathered]
    private let timeField: Int?

    public init(_ schema: RecordSchema) {
        self.schema = schema
        gathered = Array(repeating: Gathered(), count: schema.fields.count)
        timeField = schema.field(.start) ?? schema.fields.firstIndex { $0.kind == .time }
    }

    /// Records a day over the log's span; nil without times, or for less than a minute.
    public var recordsPerDay: Double? {
        guard let span, span.upperBound - span.lowerBound >= 60 else { return nil }
        return Double(records) * 86_400 / (span.upperBound - span.lowerBound)
    }

    public mutating func add(_ batch: RecordBatch) {
        records += batch.count
        var wanted: [Spelling] = []
        for field in schema.fields.indices { wanted += add(batch, field) }
        spell(wanted, batch)
        guard let timeField else { return }
        for record in 0..<batch.count {
            let time = batch.number(timeField, of: record)
            guard time.isFinite else { continue }
            span = min(span?.lowerBound ?? time, time)...max(span?.upperBound ?? time, time)
        }
    }

    /// A value of a field, and a record from whose line its spelling is read.
    private struct Spelling {
        let field: Int
        let value: UInt64
        let record: Int
    }

    /// Each line is read once for all of its fields.
    private mutating func spell(_ wanted: [Spelling], _ batch: RecordBatch) {
        for (record, spellings) in Dictionary(grouping: wanted, by: \.record) {
            let texts = batch.texts(of: record)
            for spelling in spellings {
                gathered[spelling.field].values.spell(spelling.value, texts[spelling.field] ?? "")
            }
        }
    }

    /// - Returns: the values whose spelling is not known yet.
    private mutating func add(_ batch: RecordBatch, _ field: Int) -> [Spelling] {
        let kind = schema.fields[field].kind
        var (counts, firsts): ([UInt64: Int], [UInt64: Int]) = ([:], [:])
        // Moved out and back, so that the loop changes a local variable.
        var summary = gathered[field]
        gathered[field] = Gathered()
        for record in 0..<batch.count {
            let cell = batch.key(field, of: record)
            if kind.isNumeric {
                let number = Double(bitPattern: cell)
                if number.isNaN {
                    summary.missing += 1
                    continue
                }
                if number.isFinite { summary.numbers.add(number) }
            } else if cell == 0 {
                summary.missing += 1
                continue
            }
            summary.distinct.add(cell)
            if kind == .identifier || kind == .time { continue }
            if counts.updateValue((counts[cell] ?? 0) + 1, forKey: cell) == nil { firsts[cell] = record }
        }
        let new = summary.values.add(counts)
        gathered[field] = summary
        return new.compactMap { value in
            firsts[value].map { Spelling(field: field, value: value, record: $0) }
        }
    }

    /// The fields in the order of the log.
    public func fields(frequent number: Int = 10) -> [FieldSummary] {
        zip(schema.fields, gathered).map { field, gathered in
            let hasValues = field.kind != .identifier && field.kind != .time
            let isExact = hasValues && gathered.values.isExact
            let numbers = gathered.numbers
            let range =
                field.kind.isNumeric && numbers.count > 0
                ? FieldSummary.Range(
                    least: numbers.least, quantiles: numbers.quantiles([0.05, 0.25, 0.5, 0.75, 0.95]),
                    most: numbers.most) : nil
            return FieldSummary(
                name: field.name, title: field.title, kind: field.kind, role: field.role, unit: field.unit,
                missing: records > 0 ? Double(gathered.missing) / Double(records) : 0,
                distinct: isExact
                    ? gathered.values.counts.count
                    : min(gathered.distinct.estimate, records - gathered.missing),
                isExact: isExact, range: range,
                frequent: gathered.values.top(number).map { .init(value: $0.text, count: $0.count) })
        }
    }
}
