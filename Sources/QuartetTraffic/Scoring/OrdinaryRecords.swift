internal import Synchronization

/// A sample of a log's ordinary records, those with a score below the median of normal records: alerts are compared with
/// them.
///
/// Each record has a priority, a hash of its file and line number; the records with the lowest priorities are the sample,
/// which is uniform, of fixed size, and independent of the order of the threads (bottom-k sampling, Cohen & Kaplan, 2007).
struct OrdinaryRecords: Sendable {
    struct Record: Sendable {
        var priority: UInt64
        var file: String
        var lineNumber: Int
        var identifier: String?
        var position: RecordDistance.Position
    }

    static let most = 1000

    /// Up to twice the size of the sample; then the surplus is removed.
    private(set) var records: [Record] = []
    /// Records with at least this priority are not in the sample.
    private(set) var bound = UInt64.max

    mutating func add(_ candidates: [Record]) {
        for record in candidates where record.priority < bound {
            records.append(record)
            guard records.count == 2 * Self.most else { continue }
            records.sort { $0.priority < $1.priority }
            records.removeLast(Self.most)
            bound = records[Self.most - 1].priority
        }
    }

    /// Describes the nearest records: their places in the log, and the fields in which they differ from the given one.
    func nearest(_ position: RecordDistance.Position, _ distance: RecordDistance, count: Int = 2) -> [String]
    {
        var best: [(distance: Float, index: Int)] = []
        for (index, record) in records.enumerated() {
            let limit = best.count < count ? .infinity : best[best.count - 1].distance
            let far = distance.distance(position, record.position, limit: limit)
            guard far < limit else { continue }
            best.insert((far, index), at: best.firstIndex { $0.distance > far } ?? best.count)
            if best.count > count { best.removeLast() }
        }
        return best.map { found in
            let record = records[found.index]
            let differences = distance.differences(position, record.position)
            let name = record.identifier.map { ", \($0)" } ?? ""
            return "\(record.file):\(record.lineNumber)\(name): "
                + (differences.isEmpty ? "no field differs" : "has " + differences.joined(separator: ", "))
        }
    }
}

/// The bound of the sample, shared by the threads that judge. It only decreases, so an outdated value costs work but is
/// never wrong.
final class OrdinaryBound: Sendable {
    private let bound = Atomic<UInt64>(.max)

    var value: UInt64 {
        get { bound.load(ordering: .relaxed) }
        set { bound.store(newValue, ordering: .relaxed) }
    }

    /// The records of a block that may belong to the sample.
    ///
    /// - Parameter median: of the scores of normal records.
    func candidates(
        _ batch: RecordBatch, _ columns: RecordColumns, _ scores: [Float], below median: Float,
        _ distance: RecordDistance
    ) -> [OrdinaryRecords.Record] {
        let (bound, file) = (value, RecordBatch.hash(batch.source))
        var chosen: [(priority: UInt64, record: Int)] = []
        for record in 0..<batch.count {
            let priority = KeyTable.combined(file, UInt64(truncatingIfNeeded: batch.lineNumber(record)))
            if priority < bound, scores[record] < median { chosen.append((priority, record)) }
        }
        if chosen.count > OrdinaryRecords.most {
            chosen.sort { $0.priority < $1.priority }
            chosen.removeLast(chosen.count - OrdinaryRecords.most)
        }
        let identifier = batch.schema.field(.identifier)
        return chosen.map { priority, record in
            OrdinaryRecords.Record(
                priority: priority, file: batch.source, lineNumber: batch.lineNumber(record),
                identifier: identifier.flatMap { batch.text($0, of: record) },
                position: distance.position(columns, record))
        }
    }
}
