internal import QuartetReports

/// The poses: affinities, and what the ligands touch.
struct DockingBlocks {
    private let molecules: [ReportMolecule]

    private static let shown = 30

    init(_ molecules: [ReportMolecule]) {
        self.molecules = molecules.filter { $0.docking?.affinity != nil }
            .sorted { ($0.docking?.affinity ?? 0) < ($1.docking?.affinity ?? 0) }
    }

    var blocks: [HTMLBlock] {
        if molecules.isEmpty { return [] }
        let rows: [[HTMLTable.Cell]] = molecules.prefix(Self.shown).compactMap { molecule in
            molecule.docking.map { docking in
                let bonds = (docking.hydrogenBonds ?? []).map {
                    "\($0.residue) (\($0.ligandGives ? "gives" : "takes"), "
                        + "\(NumberText.decimal($0.distance, 1)) Å)"
                }
                return [
                    .init(molecule.id, .heading), .init(docking.receptor, .whole),
                    .init(
                        docking.affinity.map { NumberText.decimal($0, 1) } ?? "", .number),
                    .init(
                        docking.ligandEfficiency.map { NumberText.decimal($0, 2) } ?? "",
                        .number),
                    .init(bonds.joined(separator: ", "), limit: 300),
                    .init((docking.residues ?? []).joined(separator: " "), limit: 400),
                ]
            }
        }
        var blocks: [HTMLBlock] = [
            .table(
                HTMLTable(
                    headings: [
                        "Molecule", "Receptor", "Affinity (kcal/mol)", "Ligand efficiency",
                        "Hydrogen bonds of the ligand", "Residues within 4 Å",
                    ], rows: rows))
        ]
        if molecules.count > Self.shown {
            blocks.append(.note("The best \(Self.shown) of \(NumberText.grouped(molecules.count))."))
        }
        return blocks
    }
}
