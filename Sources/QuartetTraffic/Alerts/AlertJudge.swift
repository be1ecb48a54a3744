/// Finds and explains the records above a threshold: the part of the work that threads can share.
public struct AlertJudge: Sendable {
    public let model: TrafficModel
    public let threshold: Float
    public let feedback: Feedback?
    let distance: RecordDistance
    let bound = OrdinaryBound()
    private let median: Float

    /// - Parameters:
    ///   - rate: the share of normal records that may be flagged.
    ///   - feedback: records that were marked as normal.
    public init(_ model: TrafficModel, rate: Double, feedback: Feedback? = nil) {
        self.init(
            model, threshold: model.calibration.threshold(falseAlarmRate: rate), feedback: feedback)
    }

    /// - Parameter threshold: records with a higher score are flagged.
    public init(_ model: TrafficModel, threshold: Float, feedback: Feedback? = nil) {
        (self.model, self.threshold) = (model, threshold)
        self.feedback = feedback.flatMap { $0.isEmpty ? nil : $0 }
        distance = RecordDistance(model)
        median = model.calibration.median
    }

    /// The result for a block of records.
    public struct Verdict: Sendable {
        public internal(set) var alerts: [Alert] = []
        /// Records that are below the threshold because they are similar to marked ones.
        public internal(set) var lowered = 0
        /// One for each alert.
        var positions: [RecordDistance.Position] = []
        var ordinary: [OrdinaryRecords.Record] = []
    }

    /// - Throws: ``TrafficModelError/otherFormat(file:found:expected:)``.
    public func judge(_ batch: RecordBatch) throws(TrafficModelError) -> Verdict {
        let columns = try model.columns(batch)
        var scores = model.detector.anomalyScores(of: columns)
        var verdict = Verdict()
        var flagged = scores.indices.filter { scores[$0] > threshold }
        if let feedback {
            let before = flagged.count
            for record in flagged { scores[record] *= 1 - feedback.similarity(batch, columns, record) }
            flagged.removeAll { scores[$0] <= threshold }
            verdict.lowered = before - flagged.count
        }
        verdict.ordinary = bound.candidates(batch, columns, scores, below: median, distance)
        if flagged.isEmpty { return verdict }
        // Explanations are computed only for the few records that are flagged.
        let chosen = columns.selected(flagged)
        verdict.alerts = model.alerts(batch, flagged, scores: flagged.map { scores[$0] }, chosen)
        verdict.positions = flagged.indices.map { distance.position(chosen, $0) }
        return verdict
    }
}
