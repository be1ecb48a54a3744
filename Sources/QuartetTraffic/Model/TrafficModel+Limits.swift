/// The limits of a model, in messages for its user.
extension TrafficModel {
    /// Why the model cannot judge the behaviour of sources over time; nil where it can.
    public var withoutWindows: String? {
        if windows != nil { return nil }
        let schema = reader.schema
        let lacking = [
            schema.field(.source) == nil ? "the source of a connection" : nil,
            schema.field(.start) == nil ? "its time" : nil,
        ].compactMap { $0 }
        let reason =
            lacking.isEmpty
            ? "the model was trained without sources"
            : "\(schema.format) logs do not contain \(lacking.joined(separator: " and "))"
        return
            "Records are judged one by one, because \(reason). Scans, beacons and slow exfiltration, whose single records look ordinary, are not detected."
    }

    /// Why nothing can be flagged at a rate, and what to do; nil if records can be flagged.
    ///
    /// The score has a maximum, beyond the most surprising validation record. If more calibration records than the rate
    /// allows have that score, such as a kind of connection that began after the training, the threshold is the maximum
    /// itself.
    public func blindness(falseAlarmRate rate: Double) -> String? {
        guard calibration.isBlind(falseAlarmRate: rate) else { return nil }
        return
            "Nothing can be flagged at \(FieldDrift.percent(rate)): more of the records that set the threshold have the "
            + "highest score, because such records were not in the training data. Use `quartet traffic train` on logs that "
            + "contain them, with --calibrate and later logs."
    }
}
