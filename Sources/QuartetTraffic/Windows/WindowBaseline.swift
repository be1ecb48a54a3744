import Foundation
public import QuartetModels

/// How sources of normal logs behave in an hour: the tail of each statistic for internal and external sources, and the
/// largest values of individual sources.
public struct WindowBaseline: Sendable, Codable, Equatable, Validatable {
    /// Where internal or external sources have fewer values, both share one tail.
    static let fewest = 20
    /// A source (with its destination) that reached this share of a value before gets a smaller surprise.
    static let likeBefore = 0.8

    /// By `statistic * 2 + (isInternal ? 1 : 0)`.
    public private(set) var tails: [WindowTail]
    /// Sources seen.
    public private(set) var sources: Int
    /// Records in the training data.
    public private(set) var records: Int
    /// The largest value by ``WindowStatistic/historyKey(source:destination:port:)``.
    private(set) var history: [UInt64: Float]

    init(tails: [WindowTail], sources: Int, records: Int, history: [UInt64: Float]) {
        (self.tails, self.sources, self.records, self.history) = (tails, sources, records, history)
    }

    func tail(_ statistic: WindowStatistic, isInternal: Bool) -> WindowTail {
        tails[statistic.rawValue * 2 + (isInternal ? 1 : 0)]
    }

    /// How unlikely a value is for a normal source, in nats. A statistic that no normal source ever showed has
    /// probability 1 / (sources + 1). For a source that did as much before, a quarter of that, at most 3.
    public func surprise(
        _ statistic: WindowStatistic, value: Double, isInternal: Bool, source: UInt64,
        destination: UInt64 = 0,
        port: Int = -1
    ) -> Double {
        if !(value > 0) { return 0 }
        let tail = tail(statistic, isInternal: isInternal)
        let surprise = tail.count == 0 ? log(Double(sources + 1)) : tail.surprise(value)
        let key = statistic.historyKey(source: source, destination: destination, port: port)
        if let before = history[key], Double(before) >= value * WindowBaseline.likeBefore {
            return min(surprise / 4, 3)
        }
        return surprise
    }

    /// The surprise as "1 in N". N is bounded: a tail cannot be extrapolated further than a hundred times its data.
    func oneIn(_ statistic: WindowStatistic, surprise: Double, isInternal: Bool) -> Double {
        min(exp(surprise), 100 * Double(max(tail(statistic, isInternal: isInternal).count, sources, 1)))
    }

    /// The smallest value of each statistic whose surprise can reach a threshold, by ``WindowStatistic``.
    func triggers(_ threshold: Double, isInternal: Bool) -> SIMD8<Float> {
        var triggers = SIMD8<Float>(repeating: .infinity)
        for statistic in WindowStatistic.allCases {
            let tail = tail(statistic, isInternal: isInternal)
            if tail.count > 0 {
                triggers[statistic.rawValue] = tail.trigger(surprise: threshold)
            } else if log(Double(sources + 1)) >= threshold {
                triggers[statistic.rawValue] = .leastNonzeroMagnitude
            }
        }
        return triggers
    }

    /// The range of normal values for a reader, beside a value that is not normal.
    func expectation(
        _ statistic: WindowStatistic, value: Double, isInternal: Bool, source: UInt64, destination: UInt64,
        port: Int
    ) -> String {
        let tail = tail(statistic, isInternal: isInternal)
        guard tail.count > 0 else { return "none of \(sources) normal sources" }
        let high = tail.start > 0 ? tail.start : Double(tail.values.last!)
        // For a value inside the normal range: how rare it is. For another: where the range ends.
        let isInside = value <= high
        let reached = isInside ? tail.reaching(value) : tail.excesses
        let share = Double(reached) / Double(tail.count) * 100
        var words = isInside ? "less" : statistic.expectation(value: high)
        if isInside || share < 50 {
            words += " for all but \(WindowStatistic.number(share)) % of normal sources"
        }
        let key = statistic.historyKey(source: source, destination: destination, port: port)
        if let before = history[key] {
            words += "; here \(statistic.expectation(value: Double(before))) before"
        }
        return words
    }

    public func validate() throws(InvalidConfiguration) {
        let expected = WindowStatistic.allCases.count * 2
        try check("number of tails", tails.count, in: expected...expected)
        try check("tails", tails)
        try check("sources", sources, in: 0...1 << 40)
        try check("records", records, in: 0...1 << 40)
    }

    private enum CodingKeys: String, CodingKey { case tails, sources, records, keys, largest }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        tails = try values.decode([WindowTail].self, forKey: .tails)
        sources = try values.decode(Int.self, forKey: .sources)
        records = try values.decode(Int.self, forKey: .records)
        let keys = try values.decode([UInt64].self, forKey: .keys)
        let largest = try values.decode([Float].self, forKey: .largest)
        guard keys.count == largest.count else {
            throw DecodingError.dataCorruptedError(
                forKey: .largest, in: values,
                debugDescription: "found \(keys.count) keys and \(largest.count) values")
        }
        history = Dictionary(zip(keys, largest)) { max($0, $1) }
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(tails, forKey: .tails)
        try values.encode(sources, forKey: .sources)
        try values.encode(records, forKey: .records)
        let keys = history.keys.sorted()
        try values.encode(keys, forKey: .keys)
        try values.encode(keys.map { history[$0]! }, forKey: .largest)
    }
}
