/// How a log differs from the records that a model was calibrated on.
public struct DriftReport: Sendable, Encodable {
    public let model: String
    public let version: String
    public let calibratedOn: String
    public let calibrationRecords: Int
    public let verdict: DriftFinding.Verdict
    public let records: Int
    public let alarms: Int
    public let alarmRate: Double
    public let promised: Double
    /// See ``AlarmWatch/finding``: standard deviations from the promise.
    public let deviation: Double
    public let promiseIsBroken: Bool
    /// Whether there are enough records to say so.
    public let promiseIsJudged: Bool
    /// All fields, the farthest from what they were first.
    public let fields: [FieldDrift]
    public let overTime: [AlarmTimeline.Stretch]
    /// The same in lines.
    public let words: [String]
    let strongest: [FieldDrift]

    private enum CodingKeys: CodingKey {
        case model, version, calibratedOn, calibrationRecords, verdict, records, alarms, alarmRate, promised
        case deviation, promiseIsBroken, promiseIsJudged, fields, overTime, words
    }

    /// Gathers a report from a log's records, block by block, in memory of a fixed size.
    public struct Measurement {
        private let model: TrafficModel
        private let threshold: Float
        private var watch: AlarmWatch
        private var drift: DriftWatch?
        private var timeline = AlarmTimeline()

        public init(_ model: TrafficModel, falseAlarmRate rate: Double) {
            self.model = model
            threshold = model.calibration.threshold(falseAlarmRate: rate)
            watch = AlarmWatch(model.calibration, falseAlarmRate: rate)
            drift = DriftWatch(model)
        }

        /// - Parameter isWanted: whether a record of the block counts.
        public mutating func add(_ batch: RecordBatch, where isWanted: ((Int) -> Bool)? = nil)
            throws(TrafficModelError)
        {
            var columns = try model.columns(batch)
            var times = batch.times
            if let isWanted {
                let kept = (0..<batch.count).filter(isWanted)
                columns = columns.selected(kept)
                times = times.map { times in kept.map { times[$0] } }
            }
            let isAlarm = model.detector.anomalyScores(of: columns).map { $0 > threshold }
            watch.add(records: columns.count, alarms: isAlarm.count { $0 })
            drift?.add(columns)
            timeline.add(isAlarm, times: times)
        }

        public var records: Int { watch.finding.records }

        /// - Parameter name: the model's.
        public func report(_ name: String) -> DriftReport {
            let finding = DriftFinding(watch.finding, drift?.fields ?? [])
            return DriftReport(name, model, finding, timeline)
        }
    }

    private init(
        _ name: String, _ model: TrafficModel, _ finding: DriftFinding, _ timeline: AlarmTimeline
    ) {
        let alarms = finding.alarms
        (self.model, version, calibratedOn) = (name, model.summary.version, model.summary.calibratedOn)
        calibrationRecords = model.calibration.count
        (verdict, records, self.alarms) = (finding.verdict, alarms.records, alarms.alarms)
        (alarmRate, promised, deviation) = (alarms.rate, alarms.promised, alarms.deviation)
        (promiseIsBroken, promiseIsJudged) = (alarms.isBroken, alarms.isJudged)
        (fields, overTime, words) = (finding.fields, timeline.stretches, finding.words)
        strongest = finding.strongest()
    }
}
