/// How a log differs from the records that a model was calibrated on. The JSON keys of its properties are older than
/// some of their names.
public struct DriftReport: Sendable, Encodable {
    public let model: String
    public let version: String
    public let calibratedOn: String
    public let calibrationRecords: Int
    public let verdict: DriftFinding.Verdict
    public let records: Int
    public let alarms: Int
    public let alarmRate: Double
    /// The share of normal records that may be flagged.
    public let guaranteedRate: Double
    /// Standard deviations between the guaranteed and the observed number of alarms; see ``AlarmWatch/finding``.
    public let deviation: Double
    public let isGuaranteeBroken: Bool
    /// Whether there are enough records for a judgement.
    public let isGuaranteeJudged: Bool
    /// All fields, the largest drift first.
    public let fields: [FieldDrift]
    public let overTime: [AlarmTimeline.Stretch]
    /// The finding in lines.
    public let message: [String]
    let strongest: [FieldDrift]

    private enum CodingKeys: String, CodingKey {
        case model, version, calibratedOn, calibrationRecords, verdict, records, alarms, alarmRate
        case deviation, fields, overTime
        case guaranteedRate = "promised"
        case isGuaranteeBroken = "promiseIsBroken"
        case isGuaranteeJudged = "promiseIsJudged"
        case message = "words"
    }

    /// Gathers a report from a log's records, block by block, in constant memory.
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
        self.model = name
        version = model.summary.version
        calibratedOn = model.summary.calibrationSource
        calibrationRecords = model.calibration.count
        verdict = finding.verdict
        records = alarms.records
        self.alarms = alarms.alarms
        alarmRate = alarms.rate
        guaranteedRate = alarms.guaranteed
        deviation = alarms.deviation
        isGuaranteeBroken = alarms.isBroken
        isGuaranteeJudged = alarms.isJudged
        fields = finding.fields
        overTime = timeline.stretches
        message = finding.message
        strongest = finding.strongest()
    }
}
