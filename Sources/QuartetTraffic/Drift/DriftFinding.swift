/// Whether a model still knows the traffic that it sees, and what to do if not.
public struct DriftFinding: Sendable, Codable, Equatable {
    /// What to do.
    public enum Verdict: String, Sendable, Codable, CaseIterable {
        /// The alarm rate lies within half to twice what was promised, or is too short a sample to say, and no field has
        /// drifted.
        case holds
        /// The promise is broken or a field has drifted, but the values are ones that training knew: a threshold from newer
        /// normal records mends it.
        case calibrate
        /// Of a hundred records five more than at the time of the training have values, or combinations of them, that
        /// training never saw; or half of all fields or more have drifted: the detector must learn the new traffic.
        case train
    }

    public let verdict: Verdict
    public let alarms: AlarmWatch.Finding
    /// All fields, the farthest from what they were first; none where the model does not know how they were.
    public let fields: [FieldDrift]

    init(_ alarms: AlarmWatch.Finding, _ fields: [FieldDrift]) {
        (self.alarms, self.fields) = (alarms, fields)
        let drifted = fields.filter(\.isDrifted)
        if fields.contains(where: \.isUnknown) || !fields.isEmpty && 2 * drifted.count >= fields.count {
            verdict = .train
        } else {
            verdict = alarms.isBroken || !drifted.isEmpty ? .calibrate : .holds
        }
    }

    /// The fields that have moved most, as far as they have moved.
    public func strongest(_ most: Int = 5) -> [FieldDrift] {
        let drifted = fields.filter { $0.isDrifted || $0.isUnknown }
        // Where the promise is broken, smaller movements may be the reason.
        let moved = drifted.isEmpty && alarms.isBroken ? fields.filter { $0.stabilityIndex > 0.1 } : drifted
        return Array(moved.prefix(most))
    }

    /// What there is to say, in lines; none when all holds.
    public var words: [String] {
        guard verdict != .holds else { return [] }
        var lines: [String] = []
        let hasMoved = alarms.isBroken || fields.contains(where: \.isDrifted)
        if alarms.isBroken {
            lines.append(
                "The promise does not hold: \(FieldDrift.percent(alarms.rate)) of \(alarms.records) records were "
                    + "flagged, \(FieldDrift.percent(alarms.promised)) were asked for.")
        } else if hasMoved {
            lines.append(
                "The traffic is no longer what the model was calibrated on; its alarms keep the promise so far."
            )
        } else {
            lines.append(
                "Some of this traffic is unlike all that the model was trained on; its alarms keep the promise so far."
            )
        }
        let moved = strongest()
        if !moved.isEmpty {
            lines.append(
                hasMoved ? "What has moved most since the calibration:" : "What training did not know:")
            lines += moved.map { "  " + $0.words }
        }
        lines.append(advice)
        return lines
    }

    private var advice: String {
        let look = alarms.isBroken && alarms.rate > alarms.promised
        let before = look ? "Look at the alerts first: something may be going on. If not, " : ""
        switch verdict {
        case .holds: return "Nothing has to be done."
        case .calibrate:
            return before
                + "`quartet traffic calibrate` on newer logs in which nothing happened sets the threshold anew."
        case .train:
            return before
                + "`quartet traffic train` on newer logs in which nothing happened: training did not know this traffic."
        }
    }
}
