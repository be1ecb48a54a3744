internal import Foundation

/// One run of a detector over a log: what was flagged, what the allow-list took out, and the groups of the rest. Memory
/// is bounded whatever the log's length. Used by one task.
public final class AlertSession {
    public let model: TrafficModel
    public let judge: AlertJudge
    /// The share of normal records that may be flagged.
    public let rate: Double
    public private(set) var allowed: AllowList
    public private(set) var watch: GuaranteeWatch
    public private(set) var groups = AlertGroups()
    public private(set) var timeline = ScoreTimeline()
    public private(set) var records = 0
    /// Above the threshold, suppressed ones among them.
    public private(set) var flagged = 0
    /// Below the threshold because they are similar to records that were marked as normal.
    public private(set) var lowered = 0
    /// Behaviours of sources over hours that the allow-list does not suppress.
    private var behaviours = 0
    private var forgottenBehaviours = 0
    private var windows: WindowWatch?
    private var ordinary = OrdinaryRecords()
    private let isFollowed: Bool
    private let describesAllAlerts: Bool
    /// Alarms that were counted towards the false-alarm rate.
    private var alarms = 0

    /// - Parameters:
    ///   - rate: the share of normal records that may be flagged.
    ///   - allowed: alerts that are not shown.
    ///   - feedback: records that were marked as normal.
    ///   - isFollowed: whether the log has no end. Then groups are reported when they begin.
    ///   - describesAllAlerts: whether the nearest ordinary records are found for every alert, or only for the groups'
    ///     examples.
    public init(
        _ model: TrafficModel, rate: Double, allowed: AllowList = AllowList(), feedback: Feedback? = nil,
        isFollowed: Bool = false, describesAllAlerts: Bool = false
    ) {
        (self.model, self.rate, self.allowed) = (model, rate, allowed)
        (self.isFollowed, self.describesAllAlerts) = (isFollowed, describesAllAlerts)
        judge = AlertJudge(model, rate: rate, feedback: feedback)
        watch = GuaranteeWatch(model, falseAlarmRate: rate)
        windows = WindowWatch(model)
    }

    /// The result of a block of records.
    public struct Step: Sendable {
        /// The flagged records that the allow-list does not suppress.
        public var alerts: [Alert] = []
        /// Groups that began, of records and of behaviours over time, as they are now.
        public var begun: [AlertGroup] = []
        /// Lines about the false-alarm rate and drift; only for a log that is followed.
        public var warnings: [String] = []
    }

    /// Adds a block of records.
    public func add(_ batch: RecordBatch) throws(TrafficModelError) -> Step {
        add(batch, try judge.judge(batch))
    }

    /// Adds a block of records.
    ///
    /// - Parameter verdict: the result of ``judge`` for it, perhaps from another thread.
    public func add(_ batch: RecordBatch, _ verdict: AlertJudge.Verdict) -> Step {
        var step = Step()
        records += batch.count
        flagged += verdict.alerts.count
        lowered += verdict.lowered
        ordinary.add(verdict.ordinary)
        judge.bound.value = ordinary.bound
        for (alert, position) in zip(verdict.alerts, verdict.positions) where allowed.suppress(alert) == nil {
            var alert = alert
            if describesAllAlerts || groups.keeps(alert) {
                alert.nearest = ordinary.nearest(position, judge.distance)
            }
            step.alerts.append(alert)
            timeline.add(alert)
            if groups.add(alert), let group = groups.group(of: alert) { step.begun.append(group) }
        }
        let behaviours = windows?.add(batch, isReported: isFollowed) ?? []
        step.begun += behaviours.filter { !isAllowed($0) }
        let hidden = verdict.alerts.count - step.alerts.count + verdict.lowered
        step.warnings = watch(batch, shown: step.alerts.count, hidden: hidden)
        return step
    }

    /// Hidden alerts count as alarms only until the requested rate is reached: an allow-list with a scanner must not
    /// make the rate look too high, and one with half of the false alarms must not make the model look blind.
    private func watch(_ batch: RecordBatch, shown: Int, hidden: Int) -> [String] {
        let room = Int(max(0, rate * Double(records) - Double(alarms + shown)))
        let counted = shown + min(hidden, room)
        alarms += counted
        if isFollowed { return watch.follow(batch, alarms: counted) }
        watch.add(batch, alarms: counted)
        return []
    }

    private func isAllowed(_ behaviour: AlertGroup) -> Bool {
        behaviour.examples.contains { allowed.rule(for: $0) != nil }
    }

    // MARK: The end

    /// Groups that were dropped to bound memory; with those of behaviours once they are closed.
    public var forgotten: Int { groups.forgotten + forgottenBehaviours }

    /// The behaviours of sources over time. Those that the allow-list suppresses are counted instead. To be called
    /// once, when the log has ended.
    ///
    /// - Parameter limit: how many are returned at most; all of them are counted.
    public func closeBehaviours(limit: Int) -> [AlertGroup] {
        var shown: [AlertGroup] = []
        behaviours = 0
        for group in windows?.groups(limit: Self.mostBehaviours) ?? [] {
            guard let example = group.examples.first, allowed.suppress(example) == nil else { continue }
            behaviours += 1
            if shown.count < limit { shown.append(group) }
        }
        forgottenBehaviours = windows?.forgotten ?? forgottenBehaviours
        windows = nil
        for alert in shown.flatMap(\.examples) { timeline.add(alert) }
        return shown
    }

    private static let mostBehaviours = 4096

    /// The summary of the run for a report.
    ///
    /// - Parameters:
    ///   - name: the model's.
    ///   - requested: the user's budget as it was given, such as "20/day"; nil for a rate.
    ///   - rejected: lines that could not be read.
    public func summary(model name: String, requested: String?, rejected: Int, warnings: [String])
        -> ReportSummary
    {
        var summary = ReportSummary(
            model: name, modelVersion: model.summary.version, calibratedOn: model.summary.calibrationSource,
            threshold: Double(judge.threshold), falseAlarmRate: rate, requested: requested)
        (summary.recordsSeen, summary.flagged, summary.rejected) = (records, flagged, rejected)
        (summary.lowered, summary.behaviours) = (lowered, behaviours)
        summary.add(allowed)
        summary.warnings += warnings
        return summary
    }
}
