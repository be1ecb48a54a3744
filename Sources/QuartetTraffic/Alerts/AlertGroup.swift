internal import Foundation

/// Alerts that belong together: one source, one kind of deviation, one stretch of time.
public struct AlertGroup: Sendable, Codable, Equatable {
    /// Groups of one kind are comparable: those of single records, or those of one family of behaviours over time.
    public enum Kind: Sendable, Codable, Hashable {
        case records
        case behaviour(Int)
    }

    /// A field's contribution to the scores of a group.
    public struct Driver: Sendable, Codable, Equatable {
        public var field: String
        public var title: String
        /// Summed over the records, in nats.
        public var surprise: Double

        public init(field: String, title: String, surprise: Double) {
            self.field = field
            self.title = title
            self.surprise = surprise
        }
    }

    public var source: String?
    public var deviation: Alert.Deviation
    /// Records of the group.
    public var count: Int
    /// Seconds since 1970.
    public var firstSeen: Double?
    public var lastSeen: Double?
    /// The surprise of the most surprising record or behaviour, in nats.
    public var surprise: Double
    public var kind: Kind
    /// The most surprising first, at most three.
    public var examples: [Alert]
    /// Distinct destinations and ports of the records.
    public private(set) var destinations = DistinctTally()
    public private(set) var ports = DistinctTally()
    /// The strongest first.
    public private(set) var drivers: [Driver] = []

    public init(
        source: String?, deviation: Alert.Deviation, count: Int, firstSeen: Double?, lastSeen: Double?,
        surprise: Double, kind: Kind, examples: [Alert]
    ) {
        self.source = source
        self.deviation = deviation
        self.count = count
        self.firstSeen = firstSeen
        self.lastSeen = lastSeen
        self.surprise = surprise
        self.kind = kind
        self.examples = examples
        for alert in examples { note(alert) }
    }

    /// A group of one record.
    init(_ alert: Alert) {
        let time = alert.time.flatMap { $0.isFinite ? $0 : nil }
        self.init(
            source: alert.source, deviation: alert.deviation, count: 1, firstSeen: time, lastSeen: time,
            surprise: Self.surprise(alert), kind: .records, examples: [alert])
    }

    static let mostExamples = 3
    /// The most fields whose contributions are summed; logs have fewer.
    private static let mostDrivers = 64

    static func surprise(_ alert: Alert) -> Double { alert.oneIn >= 1 ? log(alert.oneIn) : 0 }

    mutating func add(_ alert: Alert) {
        count += 1
        if let time = alert.time, time.isFinite {
            firstSeen = min(firstSeen ?? time, time)
            lastSeen = max(lastSeen ?? time, time)
        }
        surprise = max(surprise, Self.surprise(alert))
        note(alert)
        keep([alert])
    }

    /// Merges a later or earlier stretch of the same behaviour.
    mutating func add(_ other: AlertGroup) {
        count += other.count
        firstSeen = [firstSeen, other.firstSeen].compactMap(\.self).min()
        lastSeen = [lastSeen, other.lastSeen].compactMap(\.self).max()
        surprise = max(surprise, other.surprise)
        destinations.add(other.destinations)
        ports.add(other.ports)
        for driver in other.drivers { add(driver) }
        keep(other.examples)
    }

    private mutating func note(_ alert: Alert) {
        if let destination = alert.destination { destinations.add(destination) }
        if let port = alert.destinationPort { ports.add(port) }
        for reason in alert.reasons where reason.surprise.isFinite {
            add(Driver(field: reason.field, title: reason.title, surprise: reason.surprise))
        }
        drivers.sort { $0.surprise != $1.surprise ? $0.surprise > $1.surprise : $0.field < $1.field }
    }

    private mutating func add(_ driver: Driver) {
        if let index = drivers.firstIndex(where: { $0.field == driver.field }) {
            drivers[index].surprise += driver.surprise
        } else if drivers.count < Self.mostDrivers {
            drivers.append(driver)
        }
    }

    private mutating func keep(_ alerts: [Alert]) {
        for alert in alerts {
            if let last = examples.last, examples.count >= Self.mostExamples, last.score >= alert.score {
                continue
            }
            // After those with the same score: the first that was seen stays.
            examples.insert(
                alert, at: examples.firstIndex { $0.score < alert.score } ?? examples.count)
            if examples.count > Self.mostExamples { examples.removeLast() }
        }
    }
}
