/// The alarm rate along a log of any length, in at most 120 stretches of equally many records.
public struct AlarmTimeline: Sendable, Codable, Equatable {
    /// Consecutive records.
    public struct Stretch: Sendable, Codable, Equatable {
        /// The first time in it, in seconds since 1970.
        public var time: Double?
        public var records = 0
        public var alarms = 0

        public var rate: Double { Double(alarms) / Double(max(records, 1)) }
    }

    public private(set) var stretches: [Stretch] = []
    /// Records of a stretch.
    private var size = 500

    private static let most = 120

    /// - Parameters:
    ///   - isAlarm: one for each record.
    ///   - times: one for each record; nil in a log without times.
    mutating func add(_ isAlarm: [Bool], times: [Double]?) {
        for (record, isAlarm) in isAlarm.enumerated() {
            if stretches.last.map({ $0.records >= size }) ?? true {
                if stretches.count == Self.most { merge() }
                stretches.append(Stretch())
            }
            let last = stretches.count - 1
            stretches[last].records += 1
            if isAlarm { stretches[last].alarms += 1 }
            if stretches[last].time == nil, let time = times?[record], time.isFinite {
                stretches[last].time = time
            }
        }
    }

    private mutating func merge() {
        stretches = stride(from: 0, to: stretches.count, by: 2).map { index in
            guard index + 1 < stretches.count else { return stretches[index] }
            let (a, b) = (stretches[index], stretches[index + 1])
            return Stretch(
                time: a.time ?? b.time, records: a.records + b.records, alarms: a.alarms + b.alarms)
        }
        size *= 2
    }
}
