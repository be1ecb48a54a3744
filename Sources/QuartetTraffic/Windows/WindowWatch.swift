internal import Foundation

/// Follows the sources of a log over time, and turns what is unlike normal traffic into alerts.
public struct WindowWatch: Sendable {
    private let reader: ConnectionReader
    private var windows: SourceWindows
    private var record = 0
    /// By the finding's source, family and day: who it is, and the record that showed it.
    private var origins: [Origin.Key: Origin] = [:]
    /// Their keys, the oldest from `oldest` on: it gives way to a new one.
    private var order: [Origin.Key] = []
    private var oldest = 0

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

    /// - Parameter isTold: whether what begins with these records is wanted now, and not only in ``groups(limit:)``.
    /// - Returns: what began; it grows in ``groups(limit:)`` afterwards.
    @discardableResult public mutating func add(_ batch: RecordBatch, isTold: Bool) -> [AlertGroup] {
        var begun: [AlertGroup] = []
        for index in 0..<batch.count {
            if let found = windows.take(reader.event(batch, index), record: record) {
                let window = found.evidence[0].window
                let key = Origin.Key(source: window.source, family: found.family, day: found.day)
                let destination = window.detail(found.evidence[0].statistic).destination
                makeRoom(for: key)
                origins[key] = Origin(
                    source: reader.sourceText(batch, index),
                    destination: destination == 0 ? nil : reader.destinationText(batch, index),
                    identifier: batch.schema.field(.identifier).flatMap { batch.text($0, of: index) },
                    file: batch.source, lineNumber: batch.lineNumber(index), line: batch.line(index))
                if isTold, let group = windows.words(found).flatMap(group) { begun.append(group) }
            }
            record += 1
        }
        return begun
    }

    private mutating func makeRoom(for key: Origin.Key) {
        if origins[key] != nil { return }
        if order.count < Self.mostOrigins { return order.append(key) }
        origins[order[oldest]] = nil
        order[oldest] = key
        oldest = (oldest + 1) % Self.mostOrigins
    }

    /// Findings that gave way to newer ones.
    var forgotten: Int { windows.counts.forgottenFindings }

    /// What was found so far: one alert for each source, kind of behaviour and day, the most surprising of each kind
    /// first in turn.
    public mutating func groups(limit: Int) -> [AlertGroup] {
        windows.closeAll()
        return windows.findings(limit: limit).compactMap { group($0) }
    }

    private func group(_ finding: WindowFinding) -> AlertGroup? {
        let key = Origin.Key(source: finding.source, family: finding.family, day: finding.day)
        guard let origin = origins[key] else { return nil }
        var alert = Alert(
            at: .init(file: origin.file, number: origin.lineNumber, text: origin.line),
            from: .init(origin.source),
            to: .init(
                origin.destination,
                port: finding.destinationPort >= 0 ? finding.destinationPort : nil),
            score: finding.surprise, oneIn: finding.oneIn, deviation: finding.deviation,
            reasons: finding.reasons)
        alert.time = finding.end
        alert.identifier = origin.identifier
        return AlertGroup(
            source: origin.source, deviation: finding.deviation, count: finding.count,
            firstSeen: finding.start, lastSeen: finding.end, surprise: finding.surprise,
            kind: .behaviour(finding.family.rawValue), examples: [alert])
    }
}
