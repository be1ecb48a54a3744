internal import QuartetFiles

/// Parts molecules into training and test so that no scaffold is in both: what a model knows about new chemistry, not about
/// neighbours of what it has seen.
///
/// Groups are the molecules of one Murcko scaffold without stereo; an acyclic molecule is a group of its own, by its
/// structure without stereo. The groups, sorted by SMILES, are shuffled by the seed; the test part is filled with whole
/// groups up to the share, and a group that would overfill it is skipped.
public struct ScaffoldSplit: Sendable, Equatable {
    /// Indices in rising order.
    public let training: [Int]
    public let test: [Int]

    /// The group that a molecule belongs to.
    public static func group(of molecule: Molecule) -> String {
        let scaffold = molecule.scaffold(withStereo: false)
        return scaffold.isEmpty ? molecule.smiles(withStereo: false) : scaffold.smiles
    }

    /// - Parameter groups: one for each molecule.
    public init(groups: [String], seed: UInt64, testShare: Double = 0.2) {
        let limit = Int(Double(groups.count) * testShare)
        var isTest = [Bool](repeating: false, count: groups.count)
        var filled = 0
        for members in Self.shuffled(
            groups, members: Array(groups.indices), seed: seed, stream: "scaffold split")
        where filled + members.count <= limit {
            for member in members { isTest[member] = true }
            filled += members.count
        }
        training = groups.indices.filter { !isTest[$0] }
        test = groups.indices.filter { isTest[$0] }
    }

    /// Whole groups in an order that depends on the seed alone, not on the version of Swift.
    static func shuffled(_ groups: [String], members: [Int], seed: UInt64, stream: String) -> [[Int]] {
        let byGroup = Dictionary(grouping: members) { groups[$0] }
        // By bytes: the same order everywhere.
        let names = byGroup.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        var random = PhiloxGenerator(seed: seed, stream: stream)
        return random.sample(names.count, of: names).map { byGroup[$0] ?? [] }
    }

    /// A fold for each member, so that whole groups are together and the folds are about equally large.
    ///
    /// A group that is larger than a fold is in none, as it is never in the test part of a split: the members of no fold
    /// are always learnt from. Where that would leave less than a third of the members in folds, as in a series of one
    /// scaffold, large groups are parted into single molecules instead.
    static func folds(_ count: Int, groups: [String], members: [Int], seed: UInt64) -> [Int?] {
        let shuffled = shuffled(groups, members: members, seed: seed, stream: "inner folds")
        let limit = max(members.count / count, 1)
        var parts = shuffled.filter { $0.count <= limit }
        if 3 * parts.reduce(0, { $0 + $1.count }) < members.count {
            var random = PhiloxGenerator(seed: seed, stream: "inner molecules")
            let rest = shuffled.filter { $0.count > limit }.flatMap(\.self)
            parts += random.sample(rest.count, of: rest).map { [$0] }
        }
        let largestFirst = parts.enumerated().sorted {
            ($1.element.count, $0.offset) < ($0.element.count, $1.offset)
        }.map(\.element)
        var sizes = [Int](repeating: 0, count: count)
        var fold: [Int: Int] = [:]
        for part in largestFirst {
            let smallest = sizes.indices.min { (sizes[$0], $0) < (sizes[$1], $1) } ?? 0
            for member in part { fold[member] = smallest }
            sizes[smallest] += part.count
        }
        return members.map { fold[$0] }
    }
}

/// Parts molecules by the day of their first measurement: the model is asked about what was made later.
public struct TimeSplit: Sendable, Equatable {
    public let training: [Int]
    public let test: [Int]

    /// Whole days from the last one back, up to the share; nil if that leaves no test part.
    /// - Parameter dates: one for each molecule; those without are in neither part.
    public init?(dates: [Int?], testShare: Double = 0.2) {
        let dated = dates.indices.filter { dates[$0] != nil }
        let limit = Int(Double(dated.count) * testShare)
        let byDay = Dictionary(grouping: dated) { dates[$0] ?? 0 }
        var test: Set<Int> = []
        for day in byDay.keys.sorted(by: >) {
            let members = byDay[day] ?? []
            if test.count + members.count > limit { break }
            test.formUnion(members)
        }
        if test.isEmpty { return nil }
        self.test = test.sorted()
        training = dated.filter { !test.contains($0) }
    }
}
