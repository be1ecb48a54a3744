/// The rarity of flagged records over time, in bounded memory: when there are too many, the weaker of every two
/// neighbours in time is dropped, so that peaks stay.
public struct ScoreTimeline: Sendable {
    public struct Moment: Sendable, Equatable {
        /// Seconds since 1970; the record's number in the order of the log if it has no times.
        public var time: Double
        public var oneIn: Double
        public var deviation: Alert.Deviation
    }

    public private(set) var moments: [Moment] = []
    /// Whether ``Moment/time`` is a time. The first alert decides; alerts of the other kind are counted but not kept.
    public private(set) var hasTimes = true
    /// All alerts that were added.
    public private(set) var count = 0

    static let most = 4000

    public init() {}

    public mutating func add(_ alert: Alert) {
        let time = alert.time.flatMap { $0.isFinite ? $0 : nil }
        if count == 0 { hasTimes = time != nil }
        count += 1
        guard hasTimes == (time != nil) else { return }
        moments.append(
            Moment(time: time ?? Double(count), oneIn: max(1, alert.oneIn), deviation: alert.deviation))
        if moments.count >= Self.most { thin() }
    }

    private mutating func thin() {
        // Each deviation separately, so that a flood of one does not thin out the others.
        var kept: [Moment] = []
        for deviation in Alert.Deviation.allCases {
            let own = moments.filter { $0.deviation == deviation }.sorted { $0.time < $1.time }
            guard own.count > Self.most / (4 * Alert.Deviation.allCases.count) else {
                kept += own
                continue
            }
            for index in stride(from: 0, to: own.count, by: 2) {
                let other = min(index + 1, own.count - 1)
                kept.append(own[index].oneIn >= own[other].oneIn ? own[index] : own[other])
            }
        }
        moments = kept
    }
}
