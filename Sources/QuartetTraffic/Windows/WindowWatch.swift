internal import Foundation

/// Follows the sources of a log over time and turns behaviour that deviates from normal traffic into alerts.
public struct WindowWatch: Sendable {
    private let reader: ConnectionReader
    private var windows: SourceWindows
    private var record = 0
    /// By the finding's source, family and day: the source, and the record that completed the finding.
    private var origins: [Origin.Key: Origin] = [:]
    /// Their keys in a ring. The one at `oldest` is replaced next.
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

    /// - Returns: nil for a model or a log without sources or times.
    public init?(_ model: TrafficModel) {
        guard let baseline = model.windows, let reader = ConnectionReader(model.reader.schema) else {
            return nil
        }
        self.reader = reader
        windows = SourceWindows(baseline: baseline)
    }

    /// - Parameter isReported: whether new findings are returned now, and not only by ``groups(limit:)``.
    /// - Returns: behaviours that these records completed. They go on growing in ``groups(limit:)``.
    @discardableResult public mutating func add(_ batch: RecordBatch, isReported: Bool) -> [AlertGroup] {
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
                if isReported, let group = windows.finding(found).flatMap(group) { begun.append(group) }
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

    /// Findings that were replaced by newer ones.
    var forgotten: Int { windows.counts.forgottenFindings }

    /// The findings so far: one alert for each source, kind of behaviour and day. The kinds take turns, each with its
    /// most surprising finding first.
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
