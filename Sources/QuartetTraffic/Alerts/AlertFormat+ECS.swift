internal import Foundation
internal import QuartetReports

/// Alerts in the Elastic Common Schema 8.11, which Elasticsearch and OpenSearch index without a mapping.
extension AlertFormat {
    private struct OwnAlert: Encodable {
        let score: Double
        let oneIn: Double
        let lineNumber: Int
        let nearest: [String]?

        enum CodingKeys: String, CodingKey {
            case score, nearest
            case oneIn = "one_in"
            case lineNumber = "line_number"
        }
    }

    private struct OwnSummary: Encodable {
        struct Records: Encodable {
            let seen: Int
            let flagged: Int
            let suppressed: Int
            let lowered: Int
            let rejected: Int
        }

        let threshold: Double
        let falseAlarmRate: Double
        let records: Records
        let warnings: [String]?

        enum CodingKeys: String, CodingKey {
            case threshold, records, warnings
            case falseAlarmRate = "false_alarm_rate"
        }
    }

    static func ecs(_ alert: Alert, model: String, version: String) throws -> String {
        typealias Document = ECSDocument<OwnAlert>
        let sentence = sentence(alert)
        var event = Document.Event(kind: "alert")
        event.id = alert.identifier
        event.riskScore = riskScore(alert.oneIn)
        event.original = alert.line
        var rule = Document.Rule(ruleset: model, version: version)
        rule.id = alert.deviation.rawValue
        rule.name = alert.deviation.title
        rule.description = sentence
        let own = OwnAlert(
            score: alert.score, oneIn: alert.oneIn, lineNumber: alert.lineNumber,
            nearest: alert.nearest.isEmpty ? nil : alert.nearest)
        var document = Document(event: event, rule: rule, message: sentence, quartet: own)
        document.timestamp = alert.time.map(timestamp)
        document.log = .init(file: .init(path: alert.file))
        document.source = .init(alert.source, alert.sourcePort)
        document.destination = .init(alert.destination, alert.destinationPort, domain: alert.domain)
        document.network = .init(
            transport: alert.transport?.lowercased(), protocol: alert.service?.lowercased())
        return try encoded(document)
    }

    static func ecs(_ summary: ReportSummary) throws -> String {
        typealias Document = ECSDocument<OwnSummary>
        let own = OwnSummary(
            threshold: summary.threshold, falseAlarmRate: summary.falseAlarmRate,
            records: .init(
                seen: summary.recordsSeen, flagged: summary.flagged, suppressed: summary.suppressed,
                lowered: summary.lowered, rejected: summary.rejected),
            warnings: summary.warnings.isEmpty ? nil : summary.warnings)
        let document = Document(
            event: .init(kind: "metric"),
            rule: .init(ruleset: summary.model, version: summary.modelVersion),
            message: "\(NumberText.counted(summary.recordsSeen, "record")) seen, \(summary.flagged) flagged, "
                + "\(summary.suppressed) suppressed, \(summary.rejected) rejected", quartet: own)
        return try encoded(document)
    }

    /// 0...100: ten for every power of ten by which the record is rarer among normal ones.
    private static func riskScore(_ oneIn: Double) -> Double {
        min(100, (100 * log10(oneIn)).rounded() / 10)
    }
}
