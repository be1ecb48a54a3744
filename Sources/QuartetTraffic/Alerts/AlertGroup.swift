internal import Foundation

/// Alerts that belong together: one source, one kind of deviation, one stretch of time.
public struct AlertGroup: Sendable, Codable, Equatable {
    /// What makes two groups comparable: single records, or one of the behaviours over time.
    public enum Kind: Sendable, Codable, Hashable {
        case records
        case behaviour(Int)
    }

    public var source: String?
    public var deviation: Alert.Deviation
    /// Records of the group.
    public var count: Int
    /// Seconds since 1970.
    public var firstSeen: Double?
    public var lastSeen: Double?
    /// Of the most surprising record or behaviour, in nats.
    public var surprise: Double
    public var kind: Kind
    /// The most surprising first, at most three.
    public var examples: [Alert]

    public init(
        source: String?, deviation: Alert.Deviation, count: Int, firstSeen: Double?, lastSeen: Double?,
        surprise: Double, kind: Kind, examples: [Alert]
    ) {
        (self.source, self.deviation, self.count) = (source, deviation, count)
        (self.firstSeen, self.lastSeen, self.surprise) = (firstSeen, lastSeen, surprise)
        (self.kind, self.examples) = (kind, examples)
    }

    static let mostExamples = 3

    mutating func add(_ alert: Alert, surprise: Double) {
        count += 1
        if let time = alert.time {
            firstSeen = min(firstSeen ?? time, time)
            lastSeen = max(lastSeen ?? time, time)
        }
        self.surprise = max(self.surprise, surprise)
        if let last = examples.last, examples.count == Self.mostExamples, last.score >= alert.score { return }
        examples.append(alert)
        examples.sort { $0.score > $1.score }
        if examples.count > Self.mostExamples { examples.removeLast() }
    }
}

/// Groups flagged records as they come: by source, deviation and stretches of time without an hour's pause, in bounded
/// memory.
public struct AlertGroups: Sendable {
    private struct Key: Hashable {
        let source: String
        let deviation: Alert.Deviation
    }

    private var open: [Key: AlertGroup] = [:]
    private var closed: [AlertGroup] = []
    /// Groups that were forgotten because there were so many.
    public private(set) var forgotten = 0

    /// Seconds without an alert after which a new group begins.
    public static let pause = 3600.0
    private static let most = 2048

    public init() {}

    /// - Returns: whether a new group began.
    @discardableResult public mutating func add(_ alert: Alert) -> Bool {
        let key = Key(source: alert.source ?? "", deviation: alert.deviation)
        let surprise = log(max(alert.oneIn, 1))
        if var group = open[key] {
            if let time = alert.time, let last = group.lastSeen, time - last > Self.pause {
                closed.append(group)
                if closed.count > Self.most { thin() }
            } else {
                group.add(alert, surprise: surprise)
                open[key] = group
                return false
            }
        } else if open.count >= Self.most,
            let weakest = open.min(by: { $0.value.surprise < $1.value.surprise })
        {
            open[weakest.key] = nil
            forgotten += 1
        }
        open[key] = AlertGroup(
            source: alert.source, deviation: alert.deviation, count: 1, firstSeen: alert.time,
            lastSeen: alert.time, surprise: surprise, kind: .records, examples: [alert])
        return true
    }

    /// The group that an alert went to last.
    public func group(of alert: Alert) -> AlertGroup? {
        open[Key(source: alert.source ?? "", deviation: alert.deviation)]
    }

    private mutating func thin() {
        closed.sort { $0.surprise > $1.surprise }
        forgotten += closed.count - Self.most / 2
        closed.removeLast(closed.count - Self.most / 2)
    }

    /// The groups of records and behaviours, in the order of a report: the most surprising of each kind in turn, so that a
    /// flood of one kind does not bury the others.
    public func ranked(with behaviours: [AlertGroup] = [], limit: Int = 20) -> [AlertGroup] {
        var turns: [AlertGroup.Kind: Int] = [:]
        let all = (closed + open.values + behaviours).sorted { Self.precedes($0, $1) }
        let placed = all.map { group in
            turns[group.kind, default: 0] += 1
            return (turn: turns[group.kind] ?? 0, group: group)
        }
        return placed.sorted { $0.turn != $1.turn ? $0.turn < $1.turn : Self.precedes($0.group, $1.group) }
            .prefix(max(limit, 0)).map(\.group)
    }

    private static func precedes(_ one: AlertGroup, _ other: AlertGroup) -> Bool {
        if one.surprise != other.surprise { return one.surprise > other.surprise }
        if one.count != other.count { return one.count > other.count }
        return (one.source ?? "", one.deviation.rawValue, one.firstSeen ?? 0)
            < (other.source ?? "", other.deviation.rawValue, other.firstSeen ?? 0)
    }
}
