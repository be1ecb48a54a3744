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
}
