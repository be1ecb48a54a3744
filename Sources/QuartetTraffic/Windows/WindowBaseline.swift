import Foundation

/// What sources of normal logs do in an hour: the tail of each statistic for sources of ours and of others, and what
/// each source itself did at most.
public struct WindowBaseline: Sendable, Codable, Equatable {
    /// Fewer values than this are no tail of their own: ours and the others are taken together.
    static let fewest = 20
    /// A source (with its destination) that did so much of a value before is judged mildly.
    static let likeBefore = 0.8

    /// By `statistic * 2 + (ours ? 1 : 0)`.
    public private(set) var tails: [WindowTail]
    /// Sources seen.
    public private(set) var sources: Int
    /// Records that were learnt from.
    public private(set) var records: Int
    /// The largest value by ``WindowStatistic/historyKey(source:destination:port:)``.
    private(set) var history: [UInt64: Float]

    init(tails: [WindowTail], sources: Int, records: Int, history: [UInt64: Float]) {
        (self.tails, self.sources, self.records, self.history) = (tails, sources, records, history)
    }

    func tail(_ statistic: WindowStatistic, isOurs: Bool) -> WindowTail {
        tails[statistic.rawValue * 2 + (isOurs ? 1 : 0)]
    }

    /// How unlikely a value is for a normal source, in nats. Where no normal source ever showed the statistic it is one
    /// in (sources + 1); for a source that did as much before, a quarter, and 3 at most.
    public func surprise(
        _ statistic: WindowStatistic, value: Double, isOurs: Bool, source: UInt64, destination: UInt64 = 0,
        port: Int = -1
    ) -> Double {
        if !(value > 0) { return 0 }
        let tail = tail(statistic, isOurs: isOurs)
        let surprise = tail.count == 0 ? log(Double(sources + 1)) : tail.surprise(value)
        let key = statistic.historyKey(source: source, destination: destination, port: port)
        if let before = history[key], Double(before) >= value * WindowBaseline.likeBefore {
            return min(surprise / 4, 3)
        }
        return surprise
    }

    /// A tail says no more than so much about what lies farther out than all that it was measured on.
    func oneIn(_ statistic: WindowStatistic, surprise: Double, isOurs: Bool) -> Double {
        min(exp(surprise), 100 * Double(max(tail(statistic, isOurs: isOurs).count, sources, 1)))
    }

    /// The value of each statistic from which a surprise can reach a threshold, by ``WindowStatistic``.
    func triggers(_ threshold: Double, isOurs: Bool) -> SIMD8<Float> {
        var triggers = SIMD8<Float>(repeating: .infinity)
        for statistic in WindowStatistic.allCases {
            let tail = tail(statistic, isOurs: isOurs)
            if tail.count > 0 {
                triggers[statistic.rawValue] = tail.trigger(surprise: threshold)
            } else if log(Double(sources + 1)) >= threshold {
                triggers[statistic.rawValue] = .leastNonzeroMagnitude
            }
        }
        return triggers
    }

    /// What is normal, for a reader, beside a value that is not.
    func expectation(
        _ statistic: WindowStatistic, value: Double, isOurs: Bool, source: UInt64, destination: UInt64,
        port: Int
    ) -> String {
        let tail = tail(statistic, isOurs: isOurs)
        guard tail.count > 0 else { return "none of \(sources) normal sources" }
        let high = tail.start > 0 ? tail.start : Double(tail.values.last!)
        // Of a value inside the range of normal ones it is said how seldom it is, of another where they end.
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

    private enum CodingKeys: String, CodingKey { case tails, sources, records, keys, largest }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        tails = try values.decode([WindowTail].self, forKey: .tails)
        sources = try values.decode(Int.self, forKey: .sources)
        records = try values.decode(Int.self, forKey: .records)
        let keys = try values.decode([UInt64].self, forKey: .keys)
        let largest = try values.decode([Float].self, forKey: .largest)
        let expected = WindowStatistic.allCases.count * 2
        guard tails.count == expected, keys.count == largest.count, sources >= 0,
            tails.allSatisfy(\.isSound)
        else {
            throw DecodingError.dataCorruptedError(
                forKey: .tails, in: values,
                debugDescription:
                    "a baseline of windows has \(expected) tails and as many values as keys; found "
                    + "\(tails.count) tails, \(keys.count) keys and \(largest.count) values")
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
