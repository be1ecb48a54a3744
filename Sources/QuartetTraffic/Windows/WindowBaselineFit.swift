/// Learns a ``WindowBaseline`` from the records of normal logs in one pass and bounded memory.
public struct WindowBaselineFit: Sendable {
    /// The largest values of a statistic, by the key under which later values are compared with them.
    private struct Largest: Sendable {
        var table: RecentTable
        var keys: [UInt64]
        var values: [Float]
        var isInternal: [Bool]

        init(capacity: Int) {
            table = RecentTable(capacity: capacity)
            keys = Array(repeating: 0, count: table.capacity)
            values = Array(repeating: 0, count: table.capacity)
            isInternal = Array(repeating: false, count: table.capacity)
        }

        mutating func add(_ key: UInt64, _ value: Float, isInternal isKeyInternal: Bool) {
            let place = table.place(of: key)
            if place.isNew { values[place.index] = 0 }
            keys[place.index] = key
            isInternal[place.index] = isKeyInternal
            values[place.index] = max(values[place.index], value)
        }
    }

    public private(set) var windows: SourceWindows
    private var largest: [Largest]
    private let historyLimit: Int

    /// - Parameters:
    ///   - capacity: how many keys are kept for each statistic.
    ///   - historyLimit: how many of the largest values among these the baseline keeps with their keys.
    public init(limits: SourceWindows.Limits = .init(), capacity: Int = 131_072, historyLimit: Int = 16_384) {
        windows = SourceWindows(baseline: nil, threshold: 0, limits: limits, keepsClosed: true)
        largest = WindowStatistic.allCases.map { _ in Largest(capacity: capacity) }
        self.historyLimit = historyLimit
    }

    public mutating func add(_ event: ConnectionEvent) {
        _ = windows.add(event, record: 0)
        if windows.hasClosed { take() }
    }

    private mutating func take() {
        for window in windows.takeClosed() {
            for statistic in WindowStatistic.allCases where window.best[statistic.rawValue] > 0 {
                let detail = window.detail(statistic)
                let key = statistic.historyKey(
                    source: window.source, destination: detail.destination, port: Int(detail.port))
                largest[statistic.rawValue].add(
                    key, window.best[statistic.rawValue], isInternal: window.isInternal)
            }
        }
    }

    /// The baseline of all records so far. Hours that have not ended count as they are.
    public mutating func finish() -> WindowBaseline {
        windows.closeAll()
        take()
        var tails: [WindowTail] = []
        var history: [UInt64: Float] = [:]
        for kept in largest {
            let used = kept.values.indices.filter { kept.values[$0] > 0 }
            for isInternal in [false, true] {
                let own = used.filter { kept.isInternal[$0] == isInternal }
                tails.append(
                    WindowTail((own.count < WindowBaseline.fewest ? used : own).map { kept.values[$0] }))
            }
            let strongest = used.sorted {
                (kept.values[$0], kept.keys[$1]) > (kept.values[$1], kept.keys[$0])
            }
            for index in strongest.prefix(historyLimit) { history[kept.keys[index]] = kept.values[index] }
        }
        let sources = largest[WindowStatistic.hosts.rawValue].table.count
        return WindowBaseline(
            tails: tails, sources: sources, records: windows.counts.events, history: history)
    }
}
