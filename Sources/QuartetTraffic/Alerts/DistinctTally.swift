/// Counts different values exactly up to a limit, in bounded memory; beyond it says "at least".
public struct DistinctTally: Sendable, Codable, Equatable {
    /// Different values that were seen; a lower bound if ``isExact`` is false.
    public private(set) var count = 0
    public private(set) var isExact = true
    /// Hashes of the values; gone when the limit is reached.
    private var seen: Set<UInt64>? = []

    static let limit = 1024

    public init() {}

    // Only the count is kept outside: the values are many, and no report shows them.
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
            // One of them no longer knows its values: they may be the same.
            (count, isExact, seen) = (max(count, other.count), false, nil)
        }
    }

    /// "12" or "1024 or more".
    public var text: String { isExact ? String(count) : "\(count) or more" }

    /// "1 port", "1024 or more ports".
    func text(of noun: String) -> String { "\(text) \(noun)\(count == 1 ? "" : "s")" }

    /// The values that were counted do not matter, only how many.
    public static func == (one: DistinctTally, other: DistinctTally) -> Bool {
        one.count == other.count && one.isExact == other.isExact
    }
}
