/// A finding as it grows. It has numbers only, since a scan updates it a thousand times; its text is made when it is
/// read.
struct WindowGroup: Sendable {
    /// A statistic above the threshold, with its most surprising value.
    struct Evidence: Sendable {
        var statistic: WindowStatistic
        var surprise: Double
        /// The source's hour at that time.
        var window: SourceWindow
    }

    let family: WindowStatistic.Family
    let day: Int
    let record: Int
    private(set) var latestRecord: Int
    private(set) var evidence: [Evidence]
    private var start: Double
    private var end: Double
    private var count: Int
    /// Records of the hours before the current one.
    private var earlier = 0
    private var hour: Int

    init(_ evidence: Evidence, day: Int, record: Int) {
        let window = evidence.window
        (family, self.day, self.record, latestRecord) = (evidence.statistic.family, day, record, record)
        (start, end, count, hour) = (window.start, window.end, Int(window.records), window.hour)
        self.evidence = [evidence]
        begin(evidence)
    }

    mutating func grow(_ more: Evidence, record: Int?) {
        if let index = evidence.firstIndex(where: { $0.statistic == more.statistic }) {
            if more.surprise >= evidence[index].surprise { evidence[index] = more }
        } else {
            evidence.append(more)
        }
        latestRecord = record ?? latestRecord
        begin(more)
        extend(to: more.window)
    }

    /// A rhythm or a transfer may have begun before the current hour.
    private mutating func begin(_ evidence: Evidence) {
        let began = evidence.window.detail(evidence.statistic).start
        start = min(start, evidence.window.start)
        if began < start { start = began }
    }

    /// Counts the records of an hour once.
    mutating func extend(to window: SourceWindow) {
        if window.hour != hour { (earlier, hour) = (count, window.hour) }
        count = earlier + Int(window.records)
        end = max(end, window.end)
    }

    /// The finding with its text.
    func finding(_ baseline: WindowBaseline) -> WindowFinding {
        let sorted = evidence.sorted {
            ($0.surprise, $1.statistic.rawValue) > ($1.surprise, $0.statistic.rawValue)
        }
        let reasons = sorted.map { evidence in
            let (statistic, window) = (evidence.statistic, evidence.window)
            let detail = window.detail(statistic)
            return Alert.Reason(
                field: statistic.field, title: statistic.title,
                observed: statistic.description(
                    value: Double(window.best[statistic.rawValue]), detail: detail, window: window),
                expected: baseline.expectation(
                    statistic, value: Double(window.best[statistic.rawValue]), isInternal: window.isInternal,
                    source: window.source, destination: detail.destination,
                    port: Int(detail.port)),
                surprise: evidence.surprise)
        }
        let first = sorted[0]
        let detail = first.window.detail(first.statistic)
        // Failed connections to many destinations or ports are a scan.
        let isScan = evidence.contains { $0.statistic.deviation == .scan }
        return WindowFinding(
            source: first.window.source, deviation: isScan ? .scan : first.statistic.deviation,
            family: family,
            statistic: first.statistic, value: Double(first.window.best[first.statistic.rawValue]),
            destination: detail.destination, destinationPort: Int(detail.port), start: start, end: end,
            day: day,
            count: detail.records > 0 ? Int(detail.records) : count, record: record,
            latestRecord: latestRecord, observed: reasons[0].observed,
            expected: reasons[0].expected, surprise: first.surprise,
            oneIn: baseline.oneIn(
                first.statistic, surprise: first.surprise, isInternal: first.window.isInternal),
            reasons: reasons)
    }
}
