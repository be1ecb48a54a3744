/// Molecules that are studied together, with what was measured of them.
public struct Series: Sendable {
    public struct Member: Sendable {
        public let molecule: Molecule
        /// Canonical, with stereo.
        public let smiles: String
        /// The row of the file that it was read from.
        public let row: MoleculeRow
        /// Such as a pIC50; nil where none was measured.
        public let activity: Double?
        /// Rows that were merged into this member, its own among them.
        public let rowCount: Int

        public init(molecule: Molecule, row: MoleculeRow, activity: Double?, rowCount: Int = 1) {
            (self.molecule, smiles) = (molecule, molecule.smiles())
            (self.row, self.activity, self.rowCount) = (row, activity, rowCount)
        }
    }

    /// Members that a series may have: what compares all with all takes time that grows with the square.
    public static let limit = 20_000

    public let members: [Member]
    /// Whether a small value is a good one, as for an IC50.
    public let lowIsGood: Bool

    /// - Throws: ``SeriesError`` for more than ``limit`` members.
    public init(_ members: [Member], lowIsGood: Bool = false) throws(SeriesError) {
        if members.count > Self.limit { throw .tooManyMembers(members.count) }
        self.init(unchecked: members, lowIsGood: lowIsGood)
    }

    private init(unchecked members: [Member], lowIsGood: Bool) {
        (self.members, self.lowIsGood) = (members, lowIsGood)
    }

    /// Each structure once, at the place of its first row: its activity is the median of those that were measured.
    public func merged() -> Series {
        var places: [String: Int] = [:]
        var groups: [[Member]] = []
        for member in members {
            if let place = places[member.smiles] {
                groups[place].append(member)
            } else {
                places[member.smiles] = groups.count
                groups.append([member])
            }
        }
        return Series(
            unchecked: groups.map { group in
                group.count == 1
                    ? group[0]
                    : Member(
                        molecule: group[0].molecule, row: group[0].row,
                        activity: Self.median(group.compactMap(\.activity)),
                        rowCount: group.reduce(0) { $0 + $1.rowCount })
            }, lowIsGood: lowIsGood)
    }

    /// The member with the best activity; nil if none was measured.
    public var mostActive: Int? { best(of: members.indices) }

    /// The member with the best activity of some; the first of equals, nil if none was measured.
    func best(of indices: some Sequence<Int>) -> Int? {
        var best: (index: Int, value: Double)?
        for index in indices {
            guard let activity = members[index].activity else { continue }
            let value = lowIsGood ? -activity : activity
            if let best, best.value >= value { continue }
            best = (index, value)
        }
        return best?.index
    }

    private static func median(_ values: [Double]) -> Double? {
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }
}
