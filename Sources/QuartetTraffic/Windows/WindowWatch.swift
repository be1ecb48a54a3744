internal import Foundation

/// Follows the sources of a log over time, and turns what is unlike normal traffic into alerts.
public struct WindowWatch: Sendable {
    private let reader: ConnectionReader
    private var windows: SourceWindows
    private var record = 0
    /// By the finding's source, family and day: who it is, and the record that showed it.
    private var origins: [Origin.Key: Origin] = [:]

    private struct Origin: Sendable {
        struct Key: Hashable, Sendable {
            let source: UInt64
            let family: WindowStatistic.Family
            let day: Int
        }
        var source: String?
        var destination: String?
        var identifier: String?
        var file: String
        var lineNumber: Int
        var line: String
    }

    private static let mostOrigins = 8192

    /// nil for a model or a log without sources or times.
    public init?(_ model: TrafficModel) {
        guard let baseline = model.windows, let reader = ConnectionReader(model.reader.schema) else {
            return nil
        }
        self.reader = reader
        windows = SourceWindows(baseline: baseline)
    }

    /// - Returns: what began with these records; it grows in ``groups(limit:)`` afterwards.
    @discardableResult public mutating func add(_ batch: RecordBatch) -> [AlertGroup] {
        var begun: [AlertGroup] = []
        for index in 0..<batch.count {
            if let finding = windows.add(reader.event(batch, index), record: record),
                origins.count < Self.mostOrigins
            {
                let key = Origin.Key(source: finding.source, family: finding.family, day: finding.day)
                origins[key] = Origin(
                    source: reader.sourceText(batch, index),
                    destination: finding.destination == 0 ? nil : reader.destinationText(batch, index),
                    identifier: batch.schema.field(.identifier).flatMap { batch.text($0, of: index) },
                    file: batch.source, lineNumber: batch.lineNumber(index), line: batch.line(index))
                if let group = group(finding) { begun.append(group) }
            }
            record += 1
        }
        return begun
    }

    /// What was found so far: one alert for each source, kind of behaviour and day, the most surprising of each kind
    /// first in turn.
    public mutating func groups(limit: Int) -> [AlertGroup] {
        windows.closeAll()
        return windows.findings(limit: limit).compactMap { group($0) }
    }

    private func group(_ finding: WindowFinding) -> AlertGroup? {
        let key = Origin.Key(source: finding.source, family: finding.family, day: finding.day)
        guard let origin = origins[key] else { return nil }
        let alert = Alert(
            time: finding.end, source: origin.source, destination: origin.destination,
            destinationPort: finding.destinationPort >= 0 ? finding.destinationPort : nil,
            identifier: origin.identifier, file: origin.file, lineNumber: origin.lineNumber,
            line: origin.line, score: finding.surprise, oneIn: exp(finding.surprise),
            deviation: finding.deviation, reasons: finding.reasons)
        return AlertGroup(
            source: origin.source, deviation: finding.deviation, count: finding.count,
            firstSeen: finding.start, lastSeen: finding.end, surprise: finding.surprise,
            kind: .behaviour(finding.family.rawValue), examples: [alert])
    }
}
