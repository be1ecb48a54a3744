/// Extracts connection events from the records of any log that has sources and times.
struct ConnectionReader: Sendable {
    private let source, start: Int
    private let destination, destinationPort, state, bytesOut, bytesIn: Int?
    private let localSource, localDestination: Int?

    /// States of failed connections: Zeek's `conn_state`, a firewall's refusal, Suricata's one-sided flows, Argus's
    /// resets and unanswered requests.
    private static let failed = Set(
        [
            "S0", "REJ", "RSTOS0", "RSTRH", "RSTR0", "SH", "SHR", "REJECT", "new", "RST", "INT", "S_", "SR_A",
            "S_RA", "REQ",
        ].map { RecordBatch.hash($0) })

    /// - Returns: nil for a log without sources or times.
    init?(_ schema: RecordSchema) {
        guard let source = schema.field(.source), let start = schema.field(.start) else { return nil }
        (self.source, self.start) = (source, start)
        destination = schema.field(.destination)
        destinationPort = schema.field(.destinationPort)
        (state, bytesOut, bytesIn) = (schema.field(.state), schema.field(.bytesOut), schema.field(.bytesIn))
        (localSource, localDestination) = (
            schema.field(named: "local_orig"), schema.field(named: "local_resp")
        )
    }

    func event(_ batch: RecordBatch, _ record: Int) -> ConnectionEvent {
        func number(_ field: Int?) -> Double { field.map { batch.number($0, of: record) } ?? .nan }
        func isLocal(_ field: Int?) -> Bool? {
            let flag = number(field)
            return flag.isNaN ? nil : flag > 0
        }
        return ConnectionEvent(
            time: number(start), source: batch.key(source, of: record),
            destination: destination.map { batch.key($0, of: record) } ?? 0,
            destinationPort: Int(exactly: number(destinationPort)) ?? -1,
            isFailed: state.map { Self.failed.contains(batch.key($0, of: record)) } ?? false,
            bytesOut: number(bytesOut), bytesIn: number(bytesIn), isSourceInternal: isLocal(localSource),
            isDestinationInternal: isLocal(localDestination))
    }

    func sourceText(_ batch: RecordBatch, _ record: Int) -> String? { batch.text(source, of: record) }

    func destinationText(_ batch: RecordBatch, _ record: Int) -> String? {
        destination.flatMap { batch.text($0, of: record) }
    }
}

extension WindowBaseline {
    /// The baseline of normal records; nil for a log without sources or times.
    static func fitted(to batch: RecordBatch) -> WindowBaseline? {
        guard let reader = ConnectionReader(batch.schema) else { return nil }
        var fit = WindowBaselineFit()
        var isKnown = false
        for record in 0..<batch.count {
            let event = reader.event(batch, record)
            isKnown = isKnown || event.source != 0 && event.time.isFinite
            fit.add(event)
        }
        return isKnown ? fit.finish() : nil
    }
}
