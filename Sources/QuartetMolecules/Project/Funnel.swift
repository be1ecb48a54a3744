/// How many molecules entered a run and where the others were left out: every molecule is counted once.
public struct Funnel: Codable, Sendable, Equatable {
    /// A filter and how many molecules it left out for each reason.
    public struct Filter: Codable, Sendable, Equatable {
        public let name: String
        public fileprivate(set) var reasons: [String: Int] = [:]

        fileprivate init(_ name: String) { self.name = name }
    }

    /// In their order: "valid", "unique", "novel", "screen".
    public private(set) var filters: [Filter]
    /// All molecules that entered.
    public private(set) var entered = 0

    /// Different reasons that a filter counts; more are counted together.
    private static let mostReasons = 2000
    private static let others = "other reasons"
    /// Counts beyond it are none: sums stay far from overflow.
    private static let largestCount = 1 << 40

    public init(filters: [String]) { self.filters = filters.map(Filter.init) }

    public init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        filters = try members.decode([Filter].self, forKey: .filters)
        entered = try members.decode(Int.self, forKey: .entered)
        let counts = filters.flatMap(\.reasons.values) + [entered]
        guard counts.allSatisfy({ (0...Self.largestCount).contains($0) }) else {
            throw DecodingError.dataCorruptedError(
                forKey: .filters, in: members, debugDescription: "a count is negative or too large")
        }
    }

    /// Counts molecules that passed all filters.
    public mutating func pass(_ count: Int = 1) { entered += count }

    /// Counts a molecule that a filter left out.
    ///
    /// - Parameters:
    ///   - filter: one that is not there yet comes last.
    ///   - reason: without numbers that differ from molecule to molecule: the name of the rule.
    public mutating func leaveOut(at filter: String, because reason: String) {
        let index = place(of: filter)
        entered += 1
        let known = filters[index].reasons
        let isCounted = known[reason] != nil || known.count < Self.mostReasons
        filters[index].reasons[isCounted ? reason : Self.others, default: 0] += 1
    }

    /// The filter that leaves out what passed all others when enough molecules were found.
    public static let wanted = "wanted"

    /// Counts molecules that passed all filters as left out by one after all.
    public mutating func withdraw(_ count: Int, at filter: String, because reason: String) {
        if count > 0 { filters[place(of: filter)].reasons[reason, default: 0] += count }
    }

    /// Adds another run's counts; filters that this one lacks come last.
    public mutating func add(_ other: Funnel) {
        entered += other.entered
        for filter in other.filters {
            filters[place(of: filter.name)].reasons.merge(filter.reasons, uniquingKeysWith: +)
        }
    }

    private mutating func place(of filter: String) -> Int {
        if let index = filters.firstIndex(where: { $0.name == filter }) { return index }
        filters.append(Filter(filter))
        return filters.count - 1
    }

    /// A filter with what entered and left it.
    public struct Stage: Sendable, Equatable {
        public let filter: String
        public let entered: Int
        public let passed: Int
        /// The most common first.
        public let reasons: [Reason]
    }

    /// Why a filter left molecules out, and how many.
    public struct Reason: Sendable, Equatable {
        public let text: String
        public let count: Int
    }

    public var stages: [Stage] {
        var left = entered
        return filters.map { filter in
            let before = left
            left -= filter.reasons.values.reduce(0, +)
            let sorted = filter.reasons.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            return Stage(
                filter: filter.name, entered: before, passed: left,
                reasons: sorted.map { Reason(text: $0.key, count: $0.value) })
        }
    }

    /// Molecules that passed all filters.
    public var passed: Int { stages.last?.passed ?? entered }
}
