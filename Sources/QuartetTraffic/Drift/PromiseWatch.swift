internal import Foundation

/// Watches a stream of records: whether the promised false-alarm rate holds, and which fields have moved. It only says what
/// it sees; nothing is learned from it.
///
/// A stream is judged by the last day of log time, counted from the first record of that day; it says what is wrong when
/// it is first so, and then at most once a day of log time.
public struct PromiseWatch: Sendable {
    private let model: TrafficModel
    private let rate: Double
    private var alarms: AlarmWatch
    private var drift: DriftWatch?
    private var dayBegan: Double?
    private var lastSaid: Double?
    private var hasSpoken = false
    private var sinceLook = 0

    private static let day = 86_400.0
    /// Records between two looks.
    private static let between = 1000

    public init(_ model: TrafficModel, falseAlarmRate rate: Double) {
        (self.model, self.rate) = (model, rate)
        alarms = AlarmWatch(model.calibration, falseAlarmRate: rate)
        drift = DriftWatch(model)
    }

    /// - Parameter alarms: how many of the records were flagged.
    public mutating func add(_ batch: RecordBatch, alarms count: Int) {
        alarms.add(records: batch.count, alarms: count)
        drift?.add(sampling: batch)
        sinceLook += batch.count
    }

    /// What the records so far say.
    public var finding: DriftFinding { DriftFinding(alarms.finding, drift?.fields ?? []) }

    /// As ``add(_:alarms:)`` in a stream that does not end: what is new to say, else nothing.
    public mutating func follow(_ batch: RecordBatch, alarms count: Int) -> [String] {
        let time = batch.middleTime
        if let time {
            // A clock that jumps begins a new day, in either direction.
            if let began = dayBegan, abs(time - began) >= Self.day { restart(at: time) }
            if dayBegan == nil { dayBegan = time }
        }
        add(batch, alarms: count)
        guard sinceLook >= Self.between else { return [] }
        sinceLook = 0
        if hasSpoken {
            guard let time, let lastSaid, abs(time - lastSaid) >= Self.day else { return [] }
        }
        // Fewer records are no day's sample.
        guard alarms.finding.records >= AlarmWatch.fewestRecords else { return [] }
        let words = finding.words
        if !words.isEmpty { (hasSpoken, lastSaid) = (true, time) }
        return words
    }

    private mutating func restart(at time: Double) {
        alarms = AlarmWatch(model.calibration, falseAlarmRate: rate)
        drift?.restart()
        dayBegan = time
    }
}
