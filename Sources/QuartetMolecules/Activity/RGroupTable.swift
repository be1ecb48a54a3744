internal import CRDKit

/// What stands at each place of a common core: the R-group decomposition of RDKit.
public struct RGroupTable: Sendable {
    public struct Row: Sendable, Equatable {
        /// Index of the molecule.
        public let index: Int
        /// The core as SMILES; `[*:1]` is the place of R1.
        public let core: String
        /// A SMILES for each label, `*` for the end at the core; `*[H]` is hydrogen. A ring between two places stands at
        /// both, and its ends keep their numbers.
        public let groups: [String]
    }

    public let core: SeriesCore
    /// "R1", "R2", …: places where some molecule has more than hydrogen.
    public let labels: [String]
    /// Molecules that have the core, in order.
    public let rows: [Row]
    /// Whether the core was laid over the molecules so that the groups at one place are alike. It is not where a core with
    /// much symmetry can be laid in too many ways.
    public let isAligned: Bool

    /// - Throws: ``SeriesError`` if no molecule has the core.
    public init(of molecules: [Molecule], on core: SeriesCore) throws(SeriesError) {
        if molecules.count > Series.limit { throw .tooManyMembers(molecules.count) }
        var isAligned: Int32 = 1
        var error: UnsafeMutablePointer<CChar>?
        let handles = molecules.map { Optional($0.handle) }
        let text = withExtendedLifetime(molecules) {
            ownedText(
                rd_r_groups(
                    core.pattern.handle, handles, Int32(handles.count), &isAligned, &error))
        }
        guard let text else { throw .failed(ownedText(error) ?? "R-groups") }
        let lines = text.split(separator: "\n").map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        guard let heading = lines.first, let coreColumn = heading.firstIndex(of: "Core") else {
            throw .coreWithoutMolecule(core.text)
        }
        let columns = heading.indices.filter { $0 != coreColumn }.sorted {
            Self.number(heading[$0]) < Self.number(heading[$1])
        }
        var groups = GroupNames()
        self.core = core
        self.isAligned = isAligned != 0
        labels = columns.map { heading[$0] }
        rows = lines.dropFirst().compactMap { cells in
            guard let index = Int(cells[0]), cells.count == heading.count + 1 else { return nil }
            return Row(
                index: index, core: cells[coreColumn + 1],
                groups: columns.map { groups.name(of: cells[$0 + 1], at: Self.number(heading[$0])) })
        }
    }

    private static func number(_ label: String) -> Int { Int(label.drop { !$0.isNumber }) ?? 0 }
}

/// Canonical SMILES of groups without the number of their own end, which the column says. Most groups occur often.
private struct GroupNames {
    private var names: [String: String] = [:]

    mutating func name(of group: String, at label: Int) -> String {
        let plain = group.replacing("[*:\(label)]", with: "*")
        if let name = names[plain] { return name }
        let name = (try? Molecule(smiles: plain))?.smiles() ?? plain
        names[plain] = name
        return name
    }
}
