/// What a model cannot do, for its user.
extension TrafficModel {
    /// Why the model cannot watch what sources do over time; nil where it does.
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
            : "\(schema.format) logs do not say \(lacking.joined(separator: " and "))"
        return
            "Records are judged one by one: \(reason), so scans, beacons and slow exfiltration, whose single records look ordinary, are not looked for."
    }

    /// Why nothing can be flagged at a rate, and what to do; nil where that is not so.
    ///
    /// Scores end where no held-back record was as strange. Where more of the calibration's records than the rate allows
    /// lie there, such as a kind of connection that began after the training, the threshold is the highest score itself.
    public func blindness(falseAlarmRate rate: Double) -> String? {
        guard calibration.isBlind(falseAlarmRate: rate) else { return nil }
        return
            "Nothing can be flagged at \(FieldDrift.percent(rate)): more of the records that set the threshold share the "
            + "highest score, because training knew nothing like them. `quartet traffic train` on logs that hold such "
            + "records, with --calibrate on later ones, mends it."
    }
}
