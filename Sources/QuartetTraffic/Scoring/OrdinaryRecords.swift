internal import Synchronization

/// A sample of a log's ordinary records, those with a score below the median of normal records: what an alert is set beside.
///
/// Each record has a priority, a hash of its file and line number; those with the lowest are the sample, which is uniform,
/// of fixed size, and the same whichever thread comes first (bottom-k sampling, Cohen & Kaplan 2007).
struct OrdinaryRecords: Sendable {
    struct Record: Sendable {
        var priority: UInt64
        var file: String
        var lineNumber: Int
        var identifier: String?
        var position: RecordDistance.Position
    }

    static let most = 1000

    /// Between one and two times as many as are wanted: those beyond go when there are so many.
    private(set) var records: [Record] = []
    /// Records with at least this priority are not wanted.
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

    /// The nearest, in words: where they stand, and what they have where the record has something else.
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

/// What the threads that judge know of the sample: a bound that only falls, so that an old one costs work and no more.
final class OrdinaryBound: Sendable {
    private let bound = Atomic<UInt64>(.max)

    var value: UInt64 {
        get { bound.load(ordering: .relaxed) }
        set { bound.store(newValue, ordering: .relaxed) }
    }

    /// The records of a block that may belong to the sample.
    func candidates(
        _ batch: RecordBatch, _ columns: RecordColumns, _ totals: [Float], below median: Float,
        _ distance: RecordDistance
    ) -> [OrdinaryRecords.Record] {
        let (bound, file) = (value, RecordBatch.hash(batch.source))
        var chosen: [(priority: UInt64, record: Int)] = []
        for record in 0..<batch.count {
            let priority = KeyTable.combined(file, UInt64(truncatingIfNeeded: batch.lineNumber(record)))
            if priority < bound, totals[record] < median { chosen.append((priority, record)) }
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
