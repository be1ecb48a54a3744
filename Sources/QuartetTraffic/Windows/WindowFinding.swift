/// A source whose behaviour over time deviates from that of normal logs, although each of its records may look normal.
///
/// There is one for each source, family of statistics and day. It grows while the behaviour continues.
public struct WindowFinding: Sendable, Codable, Equatable {
    /// The cell of the source's address.
    public var source: UInt64
    /// ``Alert/Deviation/scan``, `beacon`, `exfiltration` or `failure`.
    public var deviation: Alert.Deviation
    public var family: WindowStatistic.Family
    /// The statistic with the largest surprise, and its value.
    public var statistic: WindowStatistic
    public var value: Double
    /// The cell of the destination, 0 where there are many, and the port, -1 where there are many.
    public var destination: UInt64
    public var destinationPort: Int
    /// Seconds since 1970: when the behaviour began, and its latest record.
    public var start: Double
    public var end: Double
    /// Days since 1970.
    public var day: Int
    /// Records of the source in the hours of the behaviour.
    public var count: Int
    /// The caller's indices of the record that completed the finding and of the last one that raised its surprise.
    public var record: Int
    public var latestRecord: Int
    public var observed: String
    public var expected: String
    /// `-log` of the tail probability on normal windows, in nats.
    public var surprise: Double
    /// "1 in N" normal source hours; N is at most a hundred times the number of hours in the training data.
    public var oneIn: Double
    /// The statistics above the threshold, each with its best value, the strongest first.
    public var reasons: [Alert.Reason]

    /// The first findings in the order of a report: the most surprising of each family, then the second of each, and so
    /// on. An exposed server is scanned all day, and its scans should not fill the page. Ties are broken by day, source
    /// and family, so that the order is stable.
    public static func ranked(_ findings: [WindowFinding], limit: Int = 20) -> [WindowFinding] {
        let sorted = findings.sorted { precedes($0, $1) }
        var turns = [Int](repeating: 0, count: WindowStatistic.Family.allCases.count)
        let placed = sorted.map { finding in
            turns[finding.family.rawValue] += 1
            return (turn: turns[finding.family.rawValue], finding: finding)
        }
        let order = placed.sorted {
            $0.turn != $1.turn ? $0.turn < $1.turn : precedes($0.finding, $1.finding)
        }
        return order.prefix(max(limit, 0)).map(\.finding)
    }

    private static func precedes(_ one: WindowFinding, _ other: WindowFinding) -> Bool {
        if one.surprise != other.surprise { return one.surprise > other.surprise }
        return (one.day, one.source, one.family.rawValue) < (other.day, other.source, other.family.rawValue)
    }
}
