internal import QuartetEngine

/// Pairs of molecules that differ at one place, sorted by what is changed there (Hussain & Rea, J. Chem. Inf. Model. 2010,
/// 50, 339).
///
/// Molecules are cut at one bond. Two with the same constant part are a pair; hydrogen counts as a variable part, too. Each
/// pair of molecules occurs once, with its smallest change. The constant part is at least as large as the variable ones.
public struct MatchedPairs: Sendable {
    public struct Pair: Sendable, Equatable {
        /// Index of the member with the transformation's `from`.
        public let first: Int
        public let second: Int
        /// What both share; `*` is where the change is.
        public let constant: String
        /// Activity of the second less that of the first.
        public let change: Double
    }

    public struct Transformation: Sendable, Equatable {
        /// The smaller part; of equals, the one that comes first in the alphabet.
        public let from: String
        public let to: String
        /// In the order of the members.
        public let pairs: [Pair]
        public let meanChange: Double
        /// Of the changes, with n - 1; nil for one pair.
        public let standardDeviation: Double?

        init(from: String, to: String, pairs: [Pair]) {
            (self.from, self.to, self.pairs) = (from, to, pairs)
            let count = Double(pairs.count)
            let mean = pairs.reduce(0) { $0 + $1.change } / count
            meanChange = mean
            let squares = pairs.reduce(0) { $0 + ($1.change - mean) * ($1.change - mean) }
            standardDeviation = pairs.count < 2 ? nil : (squares / (count - 1)).squareRoot()
        }

        /// Pairs in which the activity rises.
        public var riseCount: Int { pairs.count { $0.change > 0 } }
    }

    /// Heavy atoms that a change may have on either side, if nothing else is asked for.
    public static let usualAtomLimit = 13
    /// Pairs that are compared at most.
    public static let pairLimit = 5_000_000

    /// The most frequent first; of equals, the one with the larger mean change either way.
    public let transformations: [Transformation]

    /// The changes that have some number of pairs, in an order.
    public func changes(atLeast count: Int, _ order: ChangeOrder) -> [Transformation] {
        let frequent = transformations.filter { $0.pairs.count >= count }
        switch order {
        case .count: return frequent
        case .change:
            // Of equals, those with more pairs come first.
            return frequent.enumerated().sorted {
                (abs($1.element.meanChange), $0.offset) < (abs($0.element.meanChange), $1.offset)
            }.map(\.element)
        }
    }

    /// - Parameters:
    ///   - series: members without an activity are left out. Merge repeats before: of molecules with several rows each
    ///     counts.
    ///   - atomLimit: heavy atoms of a variable part.
    /// - Throws: ``SeriesError`` for more than ``pairLimit`` pairs.
    public init(
        of series: Series, atomLimit: Int = Self.usualAtomLimit, progress: ShareDone? = nil
    ) throws {
        let measured = series.members.indices.filter { series.members[$0].activity != nil }
        let cuts = parallelMap(measured.count, progress: progress) {
            series.members[measured[$0]].molecule.singleCuts(limit: atomLimit)
        }
        let places = Places(series, measured, cuts)
        var groups: [ChangedParts: [Pair]] = [:]
        for found in try places.smallestChanges() {
            let activities = [found.first, found.second].map { series.members[$0].activity ?? 0 }
            groups[found.parts, default: []].append(
                Pair(
                    first: found.first, second: found.second, constant: found.constant,
                    change: activities[1] - activities[0]))
        }
        transformations = groups.map { parts, pairs in
            Transformation(
                from: parts.from, to: parts.to,
                pairs: pairs.sorted { ($0.first, $0.second) < ($1.first, $1.second) })
        }.sorted {
            ($1.pairs.count, abs($1.meanChange), $0.from, $0.to)
                < ($0.pairs.count, abs($0.meanChange), $1.from, $1.to)
        }
    }
}

/// How changes are sorted.
public enum ChangeOrder: String, Sendable, CaseIterable {
    /// The most frequent first.
    case count
    /// The largest mean change first, up or down.
    case change
}

private struct ChangedParts: Hashable {
    let from: String
    let to: String
}

/// What stands on each constant part.
private struct Places {
    /// A variable part and the member that has it.
    struct Entry: Hashable {
        let member: Int
        let variable: String
        let atoms: Int
    }

    struct Change {
        let first: Int
        let second: Int
        let parts: ChangedParts
        let constant: String
        let constantAtoms: Int
    }

    /// Two members, the smaller index first.
    private struct Members: Hashable {
        let one: Int
        let other: Int
    }

    private var entries: [String: Set<Entry>] = [:]
    private var sizes: [String: Int] = [:]

    init(_ series: Series, _ measured: [Int], _ cuts: [[SingleCut]]) {
        let members = Dictionary(measured.map { (series.members[$0].smiles, [$0]) }, uniquingKeysWith: +)
        for (member, cuts) in zip(measured, cuts) {
            for cut in cuts {
                if sizes.updateValue(cut.constantAtoms, forKey: cut.constant) == nil {
                    for bare in members[cut.withHydrogen] ?? [] {
                        entries[cut.constant, default: []].insert(
                            Entry(member: bare, variable: "*[H]", atoms: 0))
                    }
                }
                entries[cut.constant, default: []].insert(
                    Entry(member: member, variable: cut.variable, atoms: cut.variableAtoms))
            }
        }
    }

    /// Of each pair of members the change with the largest constant part.
    func smallestChanges() throws(SeriesError) -> [Change] {
        let shared = entries.filter { $0.value.count > 1 }
        let count = shared.values.reduce(0) { $0 + $1.count * ($1.count - 1) / 2 }
        if count > MatchedPairs.pairLimit {
            throw .tooManyPairs(count, limit: MatchedPairs.pairLimit)
        }
        var smallest: [Members: Change] = [:]
        for (constant, set) in shared {
            let sorted = set.sorted {
                ($0.atoms, $0.variable, $0.member) < ($1.atoms, $1.variable, $1.member)
            }
            for (place, first) in sorted.enumerated() {
                for second in sorted[(place + 1)...]
                where second.variable != first.variable && second.member != first.member {
                    let change = Change(
                        first: first.member, second: second.member,
                        parts: ChangedParts(from: first.variable, to: second.variable), constant: constant,
                        constantAtoms: sizes[constant] ?? 0)
                    let key = Members(
                        one: min(first.member, second.member), other: max(first.member, second.member))
                    if let other = smallest[key], !Self.isSmaller(change, than: other) { continue }
                    smallest[key] = change
                }
            }
        }
        return Array(smallest.values)
    }

    /// Of changes of one size the same is taken, whatever the order in which they are met.
    private static func isSmaller(_ one: Change, than other: Change) -> Bool {
        (other.constantAtoms, one.parts.from, one.parts.to, one.constant)
            < (one.constantAtoms, other.parts.from, other.parts.to, other.constant)
    }
}
