internal import Synchronization

/// Flags the records of one or several logs: the place to begin reading this module.
///
/// How a line of a log becomes an alert, and where:
/// 1. `Logs/` cuts files, pipes and captures into blocks of whole lines; ``LogReader`` recognises the format.
/// 2. `Formats/` and `Records/`: each line becomes a record of a ``RecordBatch``, as the catalog describes its fields.
/// 3. `Encoding/`: ``ColumnReader`` chooses the columns that a detector sees.
/// 4. `Scoring/`: `AnomalyScore` states the idea of the module. Four kinds of evidence are each compared with normal
///    records, which gives a surprise; the score adds the cubes of the four surprises.
/// 5. ``Calibration`` turns the false-alarm rate that the user accepts into a threshold on the score.
/// 6. `Alerts/`: ``AlertJudge`` finds the records above the threshold and explains them, on every core;
///    ``AlertSession`` applies the allow-list and groups the alerts, in the order of the log.
///
/// Used by one task; only ``judge`` is shared with others.
public final class FlagPipeline {
    /// What happens to the records of the next block.
    public enum State {
        /// The model knows another network: the first records wait here until they can set its threshold.
        case awaitingThreshold([RecordBatch])
        /// Records are judged as they come.
        case running(AlertSession)
    }

    /// What happens, in order.
    public enum Event {
        /// The threshold is being set by this many records, the first of the log.
        case calibrating(records: Int)
        /// There is a threshold; records that waited for it are judged next.
        case began(AlertSession)
        case judged(AlertSession.Step)
    }

    public struct Options {
        /// Alerts that are not shown.
        public var allowed = AllowList()
        /// Whether the log has no end.
        public var isFollowed = false
        /// Whether the nearest ordinary records are found for every alert, or only for those that a group shows.
        public var describesAllAlerts = false

        public init() {}
    }

    public private(set) var state = State.awaitingThreshold([])
    /// For threads that judge blocks before ``add(_:_:)``.
    public let judge = SharedJudge()
    private let model: TrafficModel
    private let marks: FeedbackFile
    private let options: Options
    private let falseAlarmRate: (TrafficModel) throws -> Double
    private let onEvent: (Event) throws -> Void

    /// Records that set the threshold of a model that knows another network.
    public static let calibrationRecords = 20_000

    /// - Parameters:
    ///   - marks: records that the user marked as normal.
    ///   - falseAlarmRate: the share of normal records that may be flagged, by the calibrated model.
    ///   - onEvent: called in the order of the log; what it throws ends the call that led to the event.
    /// - Throws: what `falseAlarmRate` and `onEvent` throw, and ``FeedbackError``.
    public init(
        _ model: TrafficModel, marks: FeedbackFile, options: Options = Options(),
        falseAlarmRate: @escaping (TrafficModel) throws -> Double,
        onEvent: @escaping (Event) throws -> Void
    ) throws {
        self.model = model
        self.marks = marks
        self.options = options
        self.falseAlarmRate = falseAlarmRate
        self.onEvent = onEvent
        if !model.summary.isDemonstration { try start(model) }
    }

    /// Whether everything that was added has been judged.
    public var isRunning: Bool { if case .running = state { true } else { false } }

    /// Records that were added.
    public var records: Int {
        switch state {
        case .awaitingThreshold(let waiting): waiting.reduce(0) { $0 + $1.count }
        case .running(let session): session.records
        }
    }

    /// Takes the next block.
    ///
    /// - Parameter verdict: of ``judge``; nil when nobody has judged the block yet.
    public func add(_ batch: RecordBatch, _ verdict: AlertJudge.Verdict? = nil) throws {
        switch state {
        case .running(let session):
            try onEvent(.judged(session.add(batch, verdict ?? session.judge.judge(batch))))
        case .awaitingThreshold(let waiting):
            state = .awaitingThreshold(waiting + [batch])
            if records >= Self.calibrationRecords { try calibrate() }
        }
    }

    /// The end of the log: records that still wait set the threshold and are judged. When the log was followed they are
    /// read again after a restart instead.
    public func finish() throws { if !isRunning, !options.isFollowed { try calibrate() } }

    /// Flags the records of a log that grows, until it is stopped.
    ///
    /// - Parameter deliver: returns when everything that was reported has arrived: only then is the position kept.
    public func follow(_ log: FollowedLog, deliver: () throws -> Void) throws {
        while let batch = try log.nextBatch() {
            try add(batch)
            try deliver()
            if isRunning { try log.commit() }
        }
    }

    private func calibrate() throws {
        guard case .awaitingThreshold(let waiting) = state else { return }
        var sample = RecordSample()
        for batch in waiting { try sample.append(batch) }
        let calibrated = try model.calibrated(
            on: sample, from: "the log's first \(sample.count) records")
        try onEvent(.calibrating(records: sample.count))
        try start(calibrated)
        for batch in waiting { try add(batch) }
    }

    private func start(_ model: TrafficModel) throws {
        let session = AlertSession(
            model, rate: try falseAlarmRate(model), allowed: options.allowed,
            feedback: try Feedback(marks, for: model), isFollowed: options.isFollowed,
            describesAllAlerts: options.describesAllAlerts)
        state = .running(session)
        judge.begin(session.judge)
        try onEvent(.began(session))
    }
}

/// The judge of a pipeline, for the threads that work for it.
public final class SharedJudge: Sendable {
    private let judge = Mutex<AlertJudge?>(nil)

    fileprivate func begin(_ judge: AlertJudge) { self.judge.withLock { $0 = judge } }

    /// The result for a block of records; nil as long as there is no threshold.
    public func verdict(on batch: RecordBatch) throws -> AlertJudge.Verdict? {
        try judge.withLock { $0 }?.judge(batch)
    }
}
