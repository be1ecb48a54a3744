/// The findings of a stream, in bounded memory: when there are too many, those that have been quiet longest are dropped.
struct WindowFindings: Sendable {
    private var table: RecentTable
    private var groups: [WindowGroup?]

    /// Findings that were dropped. If their behaviour continues they are found again.
    var forgotten: Int { table.evictions }

    init(capacity: Int) {
        table = RecentTable(capacity: capacity)
        groups = Array(repeating: nil, count: table.capacity)
    }

    /// All findings that are kept, in no particular order.
    func all(_ baseline: WindowBaseline) -> [WindowFinding] { groups.compactMap { $0?.finding(baseline) } }

    /// Records a statistic above the threshold.
    ///
    /// - Parameter record: nil at the end of an hour, when findings only grow.
    /// - Returns: the finding if it is new.
    mutating func note(
        _ statistic: WindowStatistic, surprise: Double, window: SourceWindow, record: Int?
    ) -> WindowGroup? {
        let key = WindowFindings.key(window, statistic.family)
        let evidence = WindowGroup.Evidence(statistic: statistic, surprise: surprise, window: window)
        guard let record else {
            // A finding that was dropped stays so.
            if let place = table.find(key) { groups[place]?.grow(evidence, record: nil) }
            return nil
        }
        let place = table.place(of: key)
        if place.isNew || groups[place.index] == nil {
            let group = WindowGroup(evidence, day: WindowFindings.day(hour: window.hour), record: record)
            groups[place.index] = group
            return group
        }
        groups[place.index]?.grow(evidence, record: record)
        return nil
    }

    /// Counts the records of an hour after its last finding.
    mutating func close(_ window: SourceWindow) {
        for family in WindowStatistic.Family.allCases where window.found & (1 << family.rawValue) != 0 {
            if let place = table.find(WindowFindings.key(window, family)) {
                groups[place]?.extend(to: window)
            }
        }
    }

    private static func day(hour: Int) -> Int { hour >= 0 ? hour / 24 : (hour - 23) / 24 }

    private static func key(_ window: SourceWindow, _ family: WindowStatistic.Family) -> UInt64 {
        let day = UInt64(bitPattern: Int64(day(hour: window.hour)))
        return RecentTable.mix(window.source, day &* 4 &+ UInt64(family.rawValue))
    }
}
