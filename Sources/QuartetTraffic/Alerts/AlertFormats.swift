internal import Foundation

/// Alerts as other programs read them, one line each.
public enum AlertFormat: String, Sendable, CaseIterable {
    /// This program's own keys, see ``Alert``.
    case json
    /// JSON with the names of the Elastic Common Schema 8.
    case ecs
    /// A row of comma-separated values (RFC 4180).
    case csv
    /// ArcSight's Common Event Format 0.
    case cef

    /// The first line, where the format has one.
    public var header: String? {
        guard self == .csv else { return nil }
        return "time,source,source_port,destination,destination_port,transport,service,identifier,deviation,"
            + "score,one_in,reasons,file,line"
    }

    public func line(_ alert: Alert, model: String, version: String) throws -> String {
        switch self {
        case .json:
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(alert), as: UTF8.self)
        case .ecs: return try Self.ecs(alert, model: model, version: version)
        case .csv: return Self.csv(alert)
        case .cef: return Self.cef(alert, version: version)
        }
    }

    // MARK: Elastic Common Schema

    private static func ecs(_ alert: Alert, model: String, version: String) throws -> String {
        func end(_ address: String?, _ port: Int?) -> [String: Any]? {
            var fields: [String: Any] = [:]
            fields["address"] = address
            if let address, AddressClass(key: AddressClass.key(address)) != .name { fields["ip"] = address }
            fields["port"] = port
            return fields.isEmpty ? nil : fields
        }
        var event: [String: Any] = [
            "kind": "alert", "category": ["network"], "type": ["info"], "module": "quartet",
            "dataset": "quartet.traffic", "risk_score": min(100, 10 * log10(max(alert.oneIn, 1))),
            "original": alert.line,
        ]
        event["id"] = alert.identifier
        var document: [String: Any] = [
            "ecs": ["version": "8.11.0"], "event": event,
            "rule": [
                "name": alert.deviation.title, "ruleset": model, "version": version,
                "description": sentence(alert),
            ],
            "message": sentence(alert), "log": ["file": ["path": alert.file], "offset": alert.lineNumber],
        ]
        document["@timestamp"] = alert.time.map(timestamp)
        document["source"] = end(alert.source, alert.sourcePort)
        document["destination"] = end(alert.destination, alert.destinationPort)
        var network: [String: Any] = [:]
        network["transport"] = alert.transport?.lowercased()
        network["protocol"] = alert.service?.lowercased()
        if !network.isEmpty { document["network"] = network }
        let data = try JSONSerialization.data(
            withJSONObject: document, options: [.sortedKeys, .withoutEscapingSlashes])
        return String(decoding: data, as: UTF8.self)
    }

    // MARK: Comma-separated values

    private static func csv(_ alert: Alert) -> String {
        let fields: [String?] = [
            alert.time.map(timestamp), alert.source, alert.sourcePort.map(String.init), alert.destination,
            alert.destinationPort.map(String.init), alert.transport, alert.service, alert.identifier,
            alert.deviation.rawValue, String(format: "%.4g", alert.score),
            String(format: "%.4g", alert.oneIn),
            sentence(alert), alert.file, String(alert.lineNumber),
        ]
        return fields.map { quoted($0 ?? "") }.joined(separator: ",")
    }

    /// Log lines are written by strangers: a cell that a spreadsheet would take for a formula gets an apostrophe.
    private static func quoted(_ text: String) -> String {
        var cell = visible(text)
        if let first = cell.first, "=+-@".contains(first), Double(cell) == nil { cell = "'" + cell }
        guard cell.contains(where: { ",\"".contains($0) }) else { return cell }
        return "\"" + cell.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    }

    // MARK: Common Event Format

    private static func cef(_ alert: Alert, version: String) -> String {
        let severity = Int(min(10, max(1, log10(max(alert.oneIn, 1)) * 1.5)).rounded())
        func head(_ text: String) -> String {
            visible(text).replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(
                of: "|", with: "\\|")
        }
        func value(_ text: String) -> String {
            visible(text).replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(
                of: "=", with: "\\=")
        }
        var extensions: [(String, String?)] = [
            ("rt", alert.time.map { String(Int64(max(min($0, 1e15), -1e15) * 1000)) }), ("src", alert.source),
            ("spt", alert.sourcePort.map(String.init)), ("dst", alert.destination),
            ("dpt", alert.destinationPort.map(String.init)), ("proto", alert.transport),
            ("app", alert.service), ("externalId", alert.identifier), ("fname", alert.file),
            ("msg", sentence(alert)),
        ]
        extensions.append(("cn1", String(format: "%.0f", alert.oneIn)))
        extensions.append(("cn1Label", "oneIn"))
        let text = extensions.compactMap { name, text in text.map { "\(name)=\(value($0))" } }
            .joined(separator: " ")
        return "CEF:0|Quartet|traffic|\(head(version))|\(alert.deviation.rawValue)|"
            + "\(head(alert.deviation.title))|\(severity)|\(text)"
    }

    // MARK: Words

    /// The reasons in one line.
    static func sentence(_ alert: Alert) -> String {
        alert.reasons.map { "\($0.title): \($0.observed), expected \($0.expected)" }.joined(separator: "; ")
    }

    /// ISO 8601 in UTC, to the millisecond.
    public static func timestamp(_ time: Double) -> String {
        guard abs(time) < 2.5e11 else { return String(format: "%.0f s", time) }
        let formatter = ISO8601DateFormatter()
        formatter.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
        return formatter.string(from: Date(timeIntervalSince1970: time))
    }

    /// Text of a log for a terminal or a file of lines: control characters are shown, not obeyed.
    public static func visible(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        return text.unicodeScalars.map { isControl($0) ? String(format: "\\u{%x}", $0.value) : String($0) }
            .joined()
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
