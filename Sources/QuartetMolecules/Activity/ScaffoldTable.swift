internal import QuartetEngine

/// The scaffolds of a series (Bemis & Murcko, J. Med. Chem. 1996, 39, 2887; without stereo), and how good their members are.
public struct ScaffoldTable: Sendable {
    public struct Entry: Sendable {
        /// Empty for molecules without a ring.
        public let scaffold: Scaffold
        /// Indices of the members in order.
        public let members: [Int]
        /// The most active member; nil where nothing was measured.
        public let best: Int?
        /// Of the members that were measured.
        public let meanActivity: Double?
    }

    /// The most frequent first; of equals, the one that occurs first.
    public let entries: [Entry]

    public init(of series: Series, progress: ShareDone? = nil) {
        let members = series.members
        let scaffolds = parallelMap(members.count, progress: progress) {
            members[$0].molecule.scaffold(withStereo: false)
        }
        var order: [Scaffold] = []
        var groups: [Scaffold: [Int]] = [:]
        for (index, scaffold) in scaffolds.enumerated() {
            if groups[scaffold] == nil { order.append(scaffold) }
            groups[scaffold, default: []].append(index)
        }
        entries = order.map { scaffold in
            let indices = groups[scaffold] ?? []
            let measured = indices.compactMap { members[$0].activity }
            return Entry(
                scaffold: scaffold, members: indices, best: series.best(of: indices),
                meanActivity: measured.isEmpty ? nil : measured.reduce(0, +) / Double(measured.count))
        }.sorted { ($1.members.count, $0.members[0]) < ($0.members.count, $1.members[0]) }
    }
}
