internal import Foundation
internal import QuartetFiles
internal import QuartetReports

/// Alerts as other programs read them, one line each.
public enum AlertFormat: String, Sendable, CaseIterable {
    /// This program's own format: the keys of ``Alert``, and `model` and `modelVersion`.
    case json
    /// JSON with the names of the Elastic Common Schema 8.
    case ecs
    /// A row of comma-separated values (RFC 4180).
    case csv
    /// ArcSight's Common Event Format 0.
    case cef

    /// The first line, where the format has one.
    public var header: String? { self == .csv ? Self.columns.joined(separator: ",") : nil }

    /// What a line ends with.
    public var lineEnd: String { self == .csv ? "\r\n" : "\n" }

    /// - Parameters:
    ///   - model: its name.
    ///   - version: the model's.
    /// - Returns: a line without its end. Text of the log can neither end the line nor control a terminal.
    public func line(_ alert: Alert, model: String, version: String) throws -> String {
        let alert = Self.bounded(alert)
        switch self {
        case .json:
            return try Self.encoded(OwnLine(alert: alert, model: model, modelVersion: version))
        case .ecs: return try Self.ecs(alert, model: model, version: version)
        case .csv: return Self.csv(alert, model: model, version: version)
        case .cef: return Self.cef(alert, model: model, version: version)
        }
    }

    /// The summary of a run as the format's last line; nil for CSV, whose rows are all alerts.
    ///
    /// JSON: an object with the one key `summary`. ECS: an event of the kind `metric`. CEF: an event of the class
    /// `summary`.
    public func line(_ summary: ReportSummary) throws -> String? {
        switch self {
        case .json: try Self.encoded(["summary": Self.bounded(summary)])
        case .ecs: try Self.ecs(Self.bounded(summary))
        case .csv: nil
        case .cef: Self.cef(Self.bounded(summary))
        }
    }

    // MARK: JSON

    /// An alert's keys and the model's on one level.
    private struct OwnLine: Encodable {
        let alert: Alert
        let model: String
        let modelVersion: String

        private enum CodingKeys: String, CodingKey { case model, modelVersion }

        func encode(to encoder: any Encoder) throws {
            try alert.encode(to: encoder)
            var values = encoder.container(keyedBy: CodingKeys.self)
            try values.encode(model, forKey: .model)
            try values.encode(modelVersion, forKey: .modelVersion)
        }
    }

    /// One line of JSON with its keys in order.
    static func encoded(_ value: some Encodable) throws -> String {
        SafeText.json(try JSONEncoder.sorted.text(value))
    }

    /// Numbers that JSON can represent: one in 1e15 for a score that no normal record reaches.
    private static func bounded(_ alert: Alert) -> Alert {
        var alert = alert
        alert.time = alert.time.flatMap { $0.isFinite ? $0 : nil }
        alert.score = bounded(alert.score)
        alert.oneIn = max(1, bounded(alert.oneIn))
        for index in alert.reasons.indices {
            alert.reasons[index].surprise = bounded(alert.reasons[index].surprise)
        }
        return alert
    }

    private static func bounded(_ summary: ReportSummary) -> ReportSummary {
        var summary = summary
        summary.threshold = bounded(summary.threshold)
        summary.falseAlarmRate = bounded(summary.falseAlarmRate)
        return summary
    }

    private static func bounded(_ number: Double) -> Double {
        number.isNaN ? 0 : min(max(number, -1e15), 1e15)
    }

    // MARK: Comma-separated values

    private static let columns = [
        "time", "source", "source_port", "destination", "destination_port", "transport", "service",
        "identifier", "deviation", "score", "one_in", "reasons", "file", "line", "model", "model_version",
    ]

    private static func csv(_ alert: Alert, model: String, version: String) -> String {
        let fields: [String?] = [
            alert.time.map(timestamp), alert.source, alert.sourcePort.map(String.init), alert.destination,
            alert.destinationPort.map(String.init), alert.transport, alert.service, alert.identifier,
            alert.deviation.rawValue, String(format: "%.4g", alert.score),
            String(format: "%.4g", alert.oneIn), sentence(alert), alert.file, String(alert.lineNumber), model,
            version,
        ]
        return fields.map { SafeText.csv($0 ?? "") }.joined(separator: ",")
    }

    // MARK: Text

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
}
