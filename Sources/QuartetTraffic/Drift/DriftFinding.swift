/// Whether a model still fits the traffic, and what to do if it does not.
public struct DriftFinding: Sendable, Codable, Equatable {
    /// What to do.
    public enum Verdict: String, Sendable, Codable, CaseIterable {
        /// The alarm rate lies within half to twice the guaranteed rate, or there are too few records to judge it, and
        /// no field has drifted.
        case holds
        /// The guarantee is broken or a field has drifted, but training knew the values: a new threshold from newer
        /// normal records is enough.
        case calibrate
        /// The share of records with values, or combinations of values, that training never saw has grown by five
        /// percentage points, or at least half of the fields have drifted: the detector must be trained on the new
        /// traffic.
        case train
    }

    public let verdict: Verdict
    public let alarms: AlarmWatch.Finding
    /// All fields, the largest drift first; empty if the model does not contain their distributions.
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

    /// The fields with the largest drift. Fields without drift are not among them.
    public func strongest(_ most: Int = 5) -> [FieldDrift] {
        let drifted = fields.filter { $0.isDrifted || $0.isUnknown }
        // Where the guarantee is broken, smaller changes may be the reason.
        let moved = drifted.isEmpty && alarms.isBroken ? fields.filter { $0.stabilityIndex > 0.1 } : drifted
        return Array(moved.prefix(most))
    }

    /// The finding in lines; empty if the model fits.
    public var message: [String] {
        guard verdict != .holds else { return [] }
        var lines: [String] = []
        let rate =
            alarms.isJudged
            ? "the false-alarm rate still holds"
            : "there are too few records to tell whether the false-alarm rate still holds"
        let hasMoved = alarms.isBroken || fields.contains(where: \.isDrifted)
        if alarms.isBroken {
            lines.append(
                "The false-alarm rate does not hold: \(FieldDrift.percent(alarms.rate)) of \(alarms.records) records "
                    + "were flagged, \(FieldDrift.percent(alarms.guaranteed)) were requested.")
        } else if hasMoved {
            lines.append(
                "The traffic differs from the records that the model was calibrated on; \(rate)."
            )
        } else {
            lines.append(
                "Part of this traffic is outside the training distribution; \(rate)."
            )
        }
        let moved = strongest()
        if !moved.isEmpty {
            lines.append(
                hasMoved ? "Largest changes since the calibration:" : "Not in the training data:")
            lines += moved.map { "  " + $0.summary }
        }
        lines.append(advice)
        return lines
    }

    private var advice: String {
        let look = alarms.isBroken && alarms.rate > alarms.guaranteed
        let before = look ? "Look at the alerts first: they may be an attack. If not: " : ""
        switch verdict {
        case .holds: return "No action is needed."
        case .calibrate:
            return before
                + "`quartet traffic calibrate` sets a new threshold from newer logs of normal traffic."
        case .train:
            return before
                + "`quartet traffic train` on newer logs of normal traffic: this traffic was not in the training data."
        }
    }
}
