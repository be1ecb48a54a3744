import QuartetMolecules
import QuartetReports

/// A series, and what became of each row of its file.
struct ReadSeries {
    /// A row whose molecule counts, but not as a measured one.
    struct Unmeasured {
        let row: MoleculeRow
        let reason: String
    }

    /// Every row with a molecule.
    let rows: Series
    /// Each structure once, with the median of its values.
    let molecules: Series
    let refused: [RefusedRow]
    let unmeasured: [Unmeasured]
    /// What the values are, such as pIC50; nil where none are read.
    let quantity: String?
    /// The rows of each structure, by its SMILES.
    private let places: [String: [Int]]

    init(rows: Series, refused: [RefusedRow], unmeasured: [Unmeasured], quantity: String?) {
        (self.rows, self.refused, self.unmeasured, self.quantity) = (rows, refused, unmeasured, quantity)
        molecules = rows.merged()
        places = Dictionary(grouping: rows.members.indices) { rows.members[$0].smiles }
    }

    /// The rows of a molecule, the first one first.
    func rows(of molecule: Series.Member) -> [Series.Member] {
        (places[molecule.smiles] ?? []).map { rows.members[$0] }
    }

    private var repeats: [(row: MoleculeRow, of: MoleculeRow)] {
        molecules.members.flatMap { molecule in
            rows(of: molecule).dropFirst().map { (row: $0.row, of: molecule.row) }
        }.sorted { $0.row.number < $1.row.number }
    }

    /// How the rows add up to the molecules.
    var sum: String {
        let all = rows.members.count + refused.count
        let repeats = rows.members.count - molecules.members.count
        var text = NumberText.counted(all, "row")
        let lost = [(refused.count, "refused or set aside"), (repeats, "merged with an earlier row")]
            .filter { $0.0 > 0 }
        if !lost.isEmpty { text += ": " + lost.map { "\($0.0) \($0.1)" }.joined(separator: ", ") }
        text += "; \(NumberText.counted(molecules.members.count, "molecule"))"
        guard let quantity else { return text }
        return text + ", \(molecules.members.count { $0.activity != nil }) with a value (\(quantity))"
    }

    /// Lines of each kind that are told.
    private static let most = 20

    /// The sum, and the rows that were refused, merged or have no value. The first refused row has been named by reading.
    var account: [String] {
        [sum] + Self.shortened(refused.dropFirst().map(\.note))
            + Self.shortened(repeats.map { "\($0.row.place): the same molecule as \($0.of.place)" })
            + Self.shortened(unmeasured.map { "\($0.row.place): no value: \($0.reason)" })
    }

    private static func shortened(_ lines: [String]) -> [String] {
        lines.prefix(most).map { "  " + $0 }
            + (lines.count > most ? ["  … and \(lines.count - most) more"] : [])
    }
}

/// A row without a result.
typealias RefusedRow = MoleculeOutputRow<ClusterResult>

extension MoleculeOutputRow {
    /// The refusal for standard error.
    var note: String {
        guard case .failure(let error) = found else { return "" }
        return "\(row.place): \(error.reason)"
    }
}

extension MoleculeRow {
    /// The line and the name, for messages.
    fileprivate var place: String { "line \(line)" + (name.isEmpty ? "" : " (\(SafeText.visible(name)))") }
}
