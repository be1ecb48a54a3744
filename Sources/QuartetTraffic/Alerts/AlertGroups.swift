/// Groups flagged records as they arrive, in bounded memory: by source, deviation, and stretches of time without an
/// hour's pause.
public struct AlertGroups: Sendable {
    private struct Key: Hashable {
        let source: String?
        let deviation: Alert.Deviation
    }

    /// For each key its separate stretches of time, the one that grew last at the end.
    private var groups: [Key: [AlertGroup]] = [:]
    private var size = 0
    /// Groups that were dropped to bound memory, and the records in them.
    public private(set) var forgotten = 0
    public private(set) var forgottenRecords = 0

    /// Seconds without an alert after which a new group begins.
    public static let pause = 3600.0
    /// The most groups that are kept.
    public static let most = 2048

    public init() {}

    /// - Returns: whether a new group began.
    @discardableResult public mutating func add(_ alert: Alert) -> Bool {
        let key = Key(source: alert.source, deviation: alert.deviation)
        var stretches = groups[key] ?? []
        // Emptied while its value changes, so that the array is not copied.
        groups[key] = []
        let before = stretches.count
        let touched = stretches.indices.filter { Self.touch(stretches[$0], alert.time) }
        if let first = touched.first {
            var group = stretches[first]
            for index in touched.dropFirst() { group.add(stretches[index]) }
            for index in touched.reversed() { stretches.remove(at: index) }
            group.add(alert)
            stretches.append(group)
        } else {
            stretches.append(AlertGroup(alert))
        }
        size += stretches.count - before
        groups[key] = stretches
        if size > Self.most { thin() }
        return touched.isEmpty
    }

    /// The group to which an alert was added last.
    public func group(of alert: Alert) -> AlertGroup? {
        groups[Key(source: alert.source, deviation: alert.deviation)]?.last
    }

    /// The groups of records and behaviours in the order of a report. The kinds take turns, each with its most
    /// surprising group first, so that a flood of one kind does not bury the others. Among the groups of records, the
    /// deviations take turns as well.
    ///
    /// - Parameter limit: how many at most.
    public func ranked(with behaviours: [AlertGroup] = [], limit: Int = 20) -> [AlertGroup] {
        let records = Self.inTurn(groups.values.joined(), of: \.deviation)
        let all = Self.inTurn(behaviours.sorted(by: Self.precedes) + records, of: \.kind, isSorted: true)
        return Array(all.prefix(max(limit, 0)))
    }

    /// Whether an alert would be an example of its group.
    func keeps(_ alert: Alert) -> Bool {
        let stretches = groups[Key(source: alert.source, deviation: alert.deviation)] ?? []
        guard let group = stretches.last(where: { Self.touch($0, alert.time) }) else { return true }
        return group.examples.count < AlertGroup.mostExamples
            || group.examples.contains { $0.score < alert.score }
    }

    /// How many groups there are now.
    public var count: Int { size }

    private static func touch(_ group: AlertGroup, _ time: Double?) -> Bool {
        guard let time, time.isFinite else { return group.firstSeen == nil }
        guard let first = group.firstSeen, let last = group.lastSeen else { return false }
        return time >= first - pause && time <= last + pause
    }

    /// Keeps the first half in the order of a report, in which every kind of deviation keeps its most surprising groups.
    private mutating func thin() {
        let ranked = ranked(limit: .max)
        for group in ranked.dropFirst(Self.most / 2) {
            forgotten += 1
            forgottenRecords += group.count
        }
        groups = [:]
        size = Self.most / 2
        // In order of time, so that the latest stretch of a key comes last.
        for group in ranked.prefix(Self.most / 2).sorted(by: { ($0.lastSeen ?? 0) < ($1.lastSeen ?? 0) }) {
            groups[Key(source: group.source, deviation: group.deviation), default: []].append(group)
        }
    }

    /// The first of each class, then the second of each, and so on.
    private static func inTurn<Class: Hashable>(
        _ groups: some Sequence<AlertGroup>, of classOf: (AlertGroup) -> Class, isSorted: Bool = false
    ) -> [AlertGroup] {
        var turns: [Class: Int] = [:]
        let placed = (isSorted ? Array(groups) : groups.sorted(by: precedes)).map { group in
            turns[classOf(group), default: 0] += 1
            return (turn: turns[classOf(group)] ?? 0, group: group)
        }
        return placed.sorted { one, other in
            one.turn != other.turn ? one.turn < other.turn : precedes(one.group, other.group)
        }.map(\.group)
    }

    private static func precedes(_ one: AlertGroup, _ other: AlertGroup) -> Bool {
        if one.surprise != other.surprise { return one.surprise > other.surprise }
        // "1 in N" has an upper bound, scores do not.
        let scores = (one.examples.first?.score ?? 0, other.examples.first?.score ?? 0)
        if scores.0 != scores.1 { return scores.0 > scores.1 }
        if one.count != other.count { return one.count > other.count }
        return (one.source ?? "", one.deviation.rawValue, one.firstSeen ?? 0)
            < (other.source ?? "", other.deviation.rawValue, other.firstSeen ?? 0)
    }
}
