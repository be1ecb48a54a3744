extension TrafficModel {
    /// The records of a block above a threshold, as alerts.
    ///
    /// - Parameter threshold: see ``Calibration/threshold(falseAlarmRate:)``.
    public func alerts(_ batch: RecordBatch, above threshold: Float) throws(TrafficModelError) -> [Alert] {
        try AlertJudge(self, threshold: threshold).judge(batch).alerts
    }

    /// The flagged records of a block, as alerts.
    ///
    /// - Parameters:
    ///   - flagged: their places in the block.
    ///   - scores: one for each of them.
    ///   - columns: of the flagged records only.
    func alerts(_ batch: RecordBatch, _ flagged: [Int], scores: [Float], _ columns: RecordColumns) -> [Alert]
    {
        let breakdown = detector.breakdown(of: columns)
        return flagged.indices.map { place in
            let record = flagged[place]
            let texts = batch.texts(of: record)
            let explanation = Explanation(
                model: self, columns: columns, breakdown: breakdown, record: place, texts: texts)
            return alert(
                batch, record: record, texts, score: scores[place], reasons: explanation.reasons())
        }
    }

    private func alert(
        _ batch: RecordBatch, record: Int, _ texts: [String?], score: Float, reasons: [Alert.Reason]
    ) -> Alert {
        let schema = batch.schema
        func text(_ role: FieldRole) -> String? { schema.field(role).flatMap { texts[$0] } }
        func port(_ role: FieldRole) -> Int? {
            schema.field(role).flatMap { Int(exactly: batch.number($0, of: record)) }
        }
        let time = schema.field(.start).map { batch.number($0, of: record) }
        var alert = Alert(
            at: .init(file: batch.source, number: batch.lineNumber(record), text: batch.line(record)),
            from: .init(text(.source), port: port(.sourcePort)),
            to: .init(text(.destination), port: port(.destinationPort)), score: Double(score),
            oneIn: calibration.oneIn(score), deviation: deviation(reasons.first, schema), reasons: reasons)
        alert.time = time.flatMap { $0.isFinite ? $0 : nil }
        alert.transport = text(.transport)
        alert.service = text(.service)
        alert.domain = text(.domain).map(Self.domain)
        alert.identifier = text(.identifier)
        alert.record = RecordValues(batch, record, texts)
        return alert
    }

    /// The value of HTTP's Host header without its port.
    package static func domain(_ host: String) -> String {
        guard let colon = host.lastIndex(of: ":"), host[..<colon].allSatisfy({ $0 != ":" }),
            UInt16(host[host.index(after: colon)...]) != nil
        else { return host }
        return String(host[..<colon])
    }

    /// The kind of deviation of the strongest reason.
    private func deviation(_ reason: Alert.Reason?, _ schema: RecordSchema) -> Alert.Deviation {
        guard let reason else { return .value }
        guard let field = schema.field(named: reason.field) else { return .service }
        switch schema.fields[field].role {
        case .state: return .failure
        case .bytesOut, .bytesIn, .packetsOut, .packetsIn, .duration: return .volume
        case .service, .transport, .destinationPort, .source, .destination, .sourcePort: return .service
        default: return .value
        }
    }
}
