/// Counts the values of passing records, to compare them with those that the model was calibrated on. Memory is
/// constant; of a stream every sixteenth record is counted.
public struct DriftWatch: Sendable {
    private let reader: ColumnReader
    private let encoder: RecordEncoder
    private let known: FieldDistributions
    private let bins: FieldBins
    private var counts: [[Double]]
    private var stride = 1
    private var offered = 0

    /// From this record on a stream is sampled. Before it all records count, so that short logs are judged, too.
    private static let allOf = 16_384
    private static let oneOf = 16

    /// - Returns: nil for a model without distributions of its fields.
    public init?(_ model: TrafficModel) {
        guard let known = model.distributions else { return nil }
        (reader, encoder, self.known) = (model.reader, model.detector.parts.encoder, known)
        bins = FieldBins(model.detector.parts, known)
        counts = bins.none
    }

    /// Records that were counted; after sampling begins, sampled records only.
    public var records: Int { Int(counts.first?.reduce(0, +) ?? 0) }

    /// Counts all of the records.
    public mutating func add(_ columns: RecordColumns) {
        bins.count(columns, 0..<columns.count, into: &counts)
    }

    /// Counts a stream's records, or a sample of them.
    public mutating func add(sampling batch: RecordBatch) {
        if stride == 1 {
            add(reader.columns(batch))
            offered += batch.count
            guard offered >= Self.allOf else { return }
            // As if the stream had been sampled from its beginning.
            counts = counts.map { $0.map { $0 / Double(Self.oneOf) } }
            stride = Self.oneOf
            return
        }
        let width = batch.schema.fields.count
        var cells: [UInt64] = []
        cells.reserveCapacity((batch.count / stride + 1) * width)
        batch.withCells { all in
            // One of every sixteen at a changing place: a log may repeat itself every sixteen lines.
            for block in offered / stride...(offered + batch.count) / stride {
                let place = Int(KeyTable.mixed(UInt64(block)) & UInt64(stride - 1))
                let record = block * stride + place - offered
                guard record >= 0, record < batch.count else { continue }
                cells.append(
                    contentsOf: UnsafeBufferPointer(rebasing: all[record * width..<(record + 1) * width]))
            }
        }
        offered += batch.count
        let sample = RecordBatch(
            schema: batch.schema, count: width > 0 ? cells.count / width : 0, cells: cells, bytes: [],
            lines: [], lineNumbers: [], source: batch.source)
        add(reader.columns(sample))
    }

    /// Resets all counts.
    public mutating func restart() { (counts, stride, offered) = (bins.none, 1, 0) }

    /// All fields, the largest drift first.
    public var fields: [FieldDrift] {
        guard records > 0 else { return [] }
        return counts.indices.map { index in
            let field = known.fields[index]
            let comparison = DistributionComparison(
                before: field.counts.map(Double.init), now: counts[index], dispersion: field.dispersion)
            return FieldDrift(
                Self.described(index, reader), comparison, of: counts.count,
                bins: FieldDrift.Bin.bins(of: index, field, now: counts[index], reader, encoder),
                usuallyUnknown: field.usuallyUnknown, dispersion: field.dispersion,
                records: Double(counts[index].reduce(0, +)))
        }.sorted { ($0.stabilityIndex, $1.field) > ($1.stabilityIndex, $0.field) }
    }

    private static func described(_ index: Int, _ reader: ColumnReader) -> Field {
        index < reader.numbers.count + reader.categoryCount
            ? reader.field(index)
            : Field(name: "combination", title: "combination of categories", kind: .category)
    }
}
