internal import Foundation

/// Alerts with the names of the Elastic Common Schema 8.11, which Elasticsearch and OpenSearch index without a mapping.
extension AlertFormat {
    static func ecs(_ alert: Alert, model: String, version: String) throws -> String {
        var event: [String: Any] = [
            "kind": "alert", "category": ["network"], "type": ["info"], "module": "quartet",
            "dataset": "quartet.traffic", "risk_score": riskScore(alert.oneIn), "original": alert.line,
        ]
        event["id"] = alert.identifier
        let sentence = sentence(alert)
        var document: [String: Any] = [
            "ecs": ["version": "8.11.0"], "event": event,
            "rule": [
                "id": alert.deviation.rawValue, "name": alert.deviation.title, "ruleset": model,
                "version": version, "description": sentence,
            ],
            "message": sentence, "log": ["file": ["path": alert.file]],
            // What the schema has no names for stands under the program's own.
            "quartet": ["score": alert.score, "one_in": alert.oneIn, "line_number": alert.lineNumber],
        ]
        if !alert.nearest.isEmpty {
            document["quartet"] = [
                "score": alert.score, "one_in": alert.oneIn, "line_number": alert.lineNumber,
                "nearest": alert.nearest,
            ]
        }
        document["@timestamp"] = alert.time.map(timestamp)
        document["source"] = end(alert.source, alert.sourcePort)
        document["destination"] = end(alert.destination, alert.destinationPort, domain: alert.domain)
        var network: [String: Any] = [:]
        network["transport"] = alert.transport?.lowercased()
        network["protocol"] = alert.service?.lowercased()
        if !network.isEmpty { document["network"] = network }
        return try line(document)
    }

    static func ecs(_ summary: ReportSummary) throws -> String {
        var own: [String: Any] = [
            "threshold": summary.threshold, "false_alarm_rate": summary.falseAlarmRate,
            "records": [
                "seen": summary.recordsSeen, "flagged": summary.flagged, "suppressed": summary.suppressed,
                "lowered": summary.lowered,
                "rejected": summary.rejected,
            ],
        ]
        if !summary.warnings.isEmpty { own["warnings"] = summary.warnings }
        return try line([
            "ecs": ["version": "8.11.0"],
            "event": [
                "kind": "metric", "category": ["network"], "type": ["info"], "module": "quartet",
                "dataset": "quartet.traffic",
            ],
            "rule": ["ruleset": summary.model, "version": summary.modelVersion],
            "message":
                "\(summary.recordsSeen) records seen, \(summary.flagged) flagged, "
                + "\(summary.suppressed) suppressed, \(summary.rejected) rejected", "quartet": own,
        ])
    }

    /// 0...100: ten for every power of ten by which the record is rarer among normal ones.
    private static func riskScore(_ oneIn: Double) -> Double {
        min(100, (100 * log10(oneIn)).rounded() / 10)
    }

    /// `ip` is refused by an index unless it is an address; `address` takes names too.
    private static func end(_ address: String?, _ port: Int?, domain: String? = nil) -> [String: Any]? {
        var fields: [String: Any] = [:]
        fields["address"] = address
        if let address, InternetAddress(address) != nil { fields["ip"] = address }
        fields["domain"] = domain
        fields["port"] = port
        return fields.isEmpty ? nil : fields
    }

    private static func line(_ document: [String: Any]) throws -> String {
        let data = try JSONSerialization.data(
            withJSONObject: document, options: [.sortedKeys, .withoutEscapingSlashes])
        return SafeText.json(String(decoding: data, as: UTF8.self))
    }
}
