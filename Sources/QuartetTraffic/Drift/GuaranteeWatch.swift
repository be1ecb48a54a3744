internal import Foundation

/// Watches a stream of records: whether the false-alarm guarantee holds, and which fields have drifted. It only
/// reports; the model does not change.
///
/// A stream is judged by the last day of log time, counted from the first record of that day. A problem is reported
/// when it first appears, and then at most once a day of log time.
public struct GuaranteeWatch: Sendable {
    private let model: TrafficModel
    private let rate: Double
    private var alarms: AlarmWatch
    private var drift: DriftWatch?
    private var dayBegan: Double?
    private var lastReport: Double?
    private var hasReported = false
    private var sinceCheck = 0

    private static let day = 86_400.0
    /// Records between two checks.
    private static let interval = 1000

    public init(_ model: TrafficModel, falseAlarmRate rate: Double) {
        (self.model, self.rate) = (model, rate)
        alarms = AlarmWatch(model.calibration, falseAlarmRate: rate)
        drift = DriftWatch(model)
    }

    /// - Parameter alarms: how many of the records were flagged.
    public mutating func add(_ batch: RecordBatch, alarms count: Int) {
        alarms.add(records: batch.count, alarms: count)
        drift?.add(sampling: batch)
        sinceCheck += batch.count
    }

    /// The finding for the records so far.
    public var finding: DriftFinding { DriftFinding(alarms.finding, drift?.fields ?? []) }

    /// As ``add(_:alarms:)`` in a stream that does not end.
    ///
    /// - Returns: new problems, in lines; usually none.
    public mutating func follow(_ batch: RecordBatch, alarms count: Int) -> [String] {
        let time = batch.middleTime
        if let time {
            // A clock that jumps in either direction starts a new day.
            if let began = dayBegan, abs(time - began) >= Self.day { restart(at: time) }
            if dayBegan == nil { dayBegan = time }
        }
        add(batch, alarms: count)
        guard sinceCheck >= Self.interval else { return [] }
        sinceCheck = 0
        if hasReported {
            guard let time, let lastReport, abs(time - lastReport) >= Self.day else { return [] }
        }
        // Fewer records are not a sample of a day.
        guard alarms.finding.records >= AlarmWatch.fewestRecords else { return [] }
        let message = finding.message
        if !message.isEmpty {
            hasReported = true
            lastReport = time
        }
        return message
    }

    private mutating func restart(at time: Double) {
        alarms = AlarmWatch(model.calibration, falseAlarmRate: rate)
        drift?.restart()
        dayBegan = time
    }
}
