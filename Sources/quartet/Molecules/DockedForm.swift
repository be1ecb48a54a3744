import QuartetCommandLine
import QuartetFiles
import QuartetMolecules
import QuartetReports

/// What docking of a form of a molecule gave, for the table, for JSON and for the file of poses.
struct DockedForm: MoleculeResult {
    static let headings = [
        "form", "affinity (kcal/mol)", "ligand efficiency (kcal/mol per heavy atom)", "exhaustiveness",
        "rotatable bonds", "RMSD (Å)", "residues within 4 Å", "hydrogen bonds (Å)", "notes",
    ]

    private struct PoseReport: Encodable {
        let affinity: Double
        let rmsd: Double?
    }

    private struct HydrogenBond: Encodable {
        let residue: String
        let atom: Int
        let ligandGives: Bool
        let length: Double
    }

    private enum Key: String, CodingKey {
        case form, affinity, ligandEfficiency, exhaustiveness, torsions, rmsd, residues, hydrogenBonds, poses
        case notes
    }

    let docking: Docking
    let poses: [Pose]
    let contacts: Contacts
    /// In ångström from the reference, for each pose; empty without one.
    let deviations: [Double]
    let notes: [String]

    /// - Parameter reference: a ligand in its place; deviations are empty where it is another molecule.
    init(
        _ docking: Docking, in receptor: Receptor, reference: Conformer?, notes: [String]
    ) throws {
        let placed = try docking.placed()
        guard let best = placed.first else { throw CommandFailure(.failed, "no pose of \(docking.smiles)") }
        var notes = notes
        var deviations: [Double] = []
        if let reference {
            do {
                deviations = try placed.map { try $0.conformer.deviation(from: reference) }
            } catch {
                notes.append("no RMSD: \(error)")
            }
        }
        if docking.isFromRandomCoordinates { notes.append("shape from random coordinates") }
        self.docking = docking
        poses = placed
        contacts = try Contacts(of: best.conformer, in: receptor)
        self.deviations = deviations
        self.notes = notes
    }

    /// In kcal/mol for each heavy atom.
    var efficiency: Double { poses.first?.ligandEfficiency ?? 0 }

    private var hydrogenBonds: [String] {
        contacts.hydrogenBonds.map {
            "\($0.residue) \($0.ligandGives ? "takes from" : "gives to") atom \($0.atom) (\($0.distance.text(1)))"
        }
    }

    var cells: [String] {
        [
            docking.smiles, docking.affinity.text(2), efficiency.text(2), "\(docking.exhaustiveness)",
            "\(docking.torsions)", deviations.first?.text(2) ?? "",
            contacts.residues.joined(separator: " "),
            hydrogenBonds.joined(separator: ", "), notes.joined(separator: "; "),
        ]
    }

    func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: Key.self)
        try members.encode(docking.smiles, forKey: .form)
        try members.encode(docking.affinity, forKey: .affinity)
        try members.encode(efficiency, forKey: .ligandEfficiency)
        try members.encode(docking.exhaustiveness, forKey: .exhaustiveness)
        try members.encode(docking.torsions, forKey: .torsions)
        try members.encodeIfPresent(deviations.first, forKey: .rmsd)
        try members.encode(contacts.residues, forKey: .residues)
        try members.encode(
            contacts.hydrogenBonds.map {
                HydrogenBond(
                    residue: $0.residue, atom: $0.atom, ligandGives: $0.ligandGives, length: $0.distance)
            }, forKey: .hydrogenBonds)
        let reports = poses.indices.map { index in
            PoseReport(
                affinity: poses[index].affinity,
                rmsd: deviations.indices.contains(index) ? deviations[index] : nil)
        }
        try members.encode(reports, forKey: .poses)
        try members.encode(notes, forKey: .notes)
    }

    /// Records of an SDF file for the first poses, with the columns of the row and what docking found.
    func records(_ row: MoleculeRow, poses count: Int) throws -> String {
        try poses.prefix(count).enumerated().map { index, pose in
            var items = row.columns
            func add(_ name: String, _ value: String) { items.append(.init(name: name, value: value)) }
            add("row", "\(row.number)")
            add("form", docking.smiles)
            add("pose", "\(index + 1)")
            add("affinity (kcal/mol)", pose.affinity.text(3))
            add("ligand efficiency (kcal/mol per heavy atom)", pose.ligandEfficiency.text(3))
            add("exhaustiveness", "\(docking.exhaustiveness)")
            if deviations.indices.contains(index) { add("RMSD (angstrom)", deviations[index].text(3)) }
            // Contacts are those of the best pose.
            if index == 0 {
                add("residues", contacts.residues.joined(separator: " "))
                add("hydrogen bonds (angstrom)", hydrogenBonds.joined(separator: "\n"))
            }
            let name = row.name.isEmpty ? "row \(row.number)" : row.name
            return try pose.record(name: name, columns: items)
        }.joined()
    }
}
