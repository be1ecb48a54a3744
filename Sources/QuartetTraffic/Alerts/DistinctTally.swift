/// Counts distinct values exactly up to a limit, in bounded memory. Beyond the limit the count is a lower bound.
public struct DistinctTally: Sendable, Codable, Equatable {
    /// Distinct values; a lower bound if ``isExact`` is false.
    public private(set) var count = 0
    public private(set) var isExact = true
    /// Hashes of the values; nil once the limit is reached.
    private var seen: Set<UInt64>? = []

    static let limit = 1024

    public init() {}

    // Only the count is encoded: there can be many values, and no report shows them.
    private enum CodingKeys: String, CodingKey { case count, isExact }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        count = try values.decode(Int.self, forKey: .count)
        isExact = try values.decode(Bool.self, forKey: .isExact)
        seen = nil
    }

    mutating func add(_ value: some Hashable) {
        guard seen != nil else { return }
        var hasher = Hasher()
        hasher.combine(value)
        seen?.insert(UInt64(bitPattern: Int64(hasher.finalize())))
        count = seen?.count ?? count
        if count >= Self.limit { (isExact, seen) = (false, nil) }
    }

    mutating func add(_ other: DistinctTally) {
        if let mine = seen, let others = other.seen {
            let all = mine.union(others)
            count = all.count
            seen = all
            if count >= Self.limit { (isExact, seen) = (false, nil) }
        } else {
            // One of them has dropped its values: they may be the same as the other's.
            (count, isExact, seen) = (max(count, other.count), false, nil)
        }
    }

    /// "12" or "1024 or more".
    public var text: String { isExact ? String(count) : "\(count) or more" }

    /// "1 port", "1024 or more ports".
    func text(of noun: String) -> String { "\(text) \(noun)\(count == 1 ? "" : "s")" }

    /// Compares how many values were counted, not which.
    public static func == (one: DistinctTally, other: DistinctTally) -> Bool {
        one.count == other.count && one.isExact == other.isExact
    }
}
