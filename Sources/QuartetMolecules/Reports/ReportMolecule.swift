/// A molecule of a report with all that is known about it.
public struct ReportMolecule: Sendable {
    /// "Q00017", or the number of its row.
    public var id: String
    public var name: String
    public var molecule: Molecule
    /// Canonical SMILES.
    public var smiles: String
    /// By the names of ``MoleculeProperty``, and what screens and models added.
    public var values: [String: Double]
    /// The ends of the 95 % interval of values that have one.
    public var intervals: [String: [Double]] = [:]
    public var alerts: [ScoreRecord.Alert] = []
    /// The verdict of each screen that it went through.
    public var verdicts: [String: Bool] = [:]
    /// Rules that it failed, by how much.
    public var reasons: [String] = []
    public var warnings: [String] = []
    public var docking: DockingRecord?
    public var mark: Mark?
    public var origin: Candidate.Origin?

    public init(id: String, name: String, molecule: Molecule, values: [String: Double] = [:]) {
        (self.id, self.name, self.molecule, self.values) = (id, name, molecule, values)
        smiles = molecule.smiles()
    }

    public func value(_ property: MoleculeProperty) -> Double? { values[property.rawValue] }

    /// Atoms of its alerts.
    public var markedAtoms: Set<Int> { Set(alerts.flatMap(\.atoms)) }

    /// Screens that it does not pass, by name.
    var failedScreens: [String] { verdicts.filter { !$0.value }.keys.sorted() }

    /// Kept ones first, dropped ones last.
    var rank: Int {
        switch mark?.decision {
        case .keep: 0
        case .drop: 2
        default: 1
        }
    }

    /// The better of two in a report: by the chemist's mark, then by the affinity, then by QED.
    static func isBefore(_ a: ReportMolecule, _ b: ReportMolecule) -> Bool {
        if a.rank != b.rank { return a.rank < b.rank }
        let affinities = (a.docking?.affinity ?? .infinity, b.docking?.affinity ?? .infinity)
        if affinities.0 != affinities.1 { return affinities.0 < affinities.1 }
        let likeness = (a.value(.qed) ?? -1, b.value(.qed) ?? -1)
        return likeness.0 != likeness.1 ? likeness.0 > likeness.1 : a.id < b.id
    }
}

extension Project {
    /// All candidates with what is recorded about them. Each must have its properties.
    public func reportMolecules() throws -> [ReportMolecule] {
        var molecules: [ReportMolecule] = []
        var places: [String: Int] = [:]
        for candidate in candidates.all {
            // What was added could be read; a later version may see it otherwise.
            guard let molecule = try? Molecule(smiles: candidate.smiles) else { continue }
            places[candidate.id] = molecules.count
            var entry = ReportMolecule(
                id: candidate.id, name: candidate.name ?? "", molecule: molecule)
            entry.origin = candidate.origin
            molecules.append(entry)
        }
        let newest = Dictionary(scores.entries.map { ("\($0.candidate) \($0.source)", $0) }) { $1 }
        for record in newest.values.sorted(by: { ($0.candidate, $0.source) < ($1.candidate, $1.source) }) {
            guard let place = places[record.candidate] else { continue }
            molecules[place].add(record)
        }
        for record in docking.entries {
            guard let place = places[record.candidate] else { continue }
            // The best of several receptors and exhaustivenesses; a failure only where there is nothing else.
            let known = molecules[place].docking
            let isBetter = (record.affinity ?? .infinity) < (known?.affinity ?? .infinity)
            if known == nil || isBetter { molecules[place].docking = record }
        }
        for (id, mark) in decisions {
            if let place = places[id] { molecules[place].mark = mark }
        }
        return molecules
    }
}

extension ReportMolecule {
    /// Adds what a source found.
    public mutating func add(_ record: ScoreRecord) {
        values.merge(record.values) { $1 }
        intervals.merge(record.intervals ?? [:]) { $1 }
        alerts += (record.alerts ?? []).filter { !alerts.contains($0) }
        if let isPassed = record.isPassed { verdicts[record.source] = isPassed }
        reasons += record.reasons ?? []
        warnings += record.warnings ?? []
    }
}
