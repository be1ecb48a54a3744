import Foundation
import QuartetFiles
import QuartetMolecules

/// Enters into a project what docking gave: each molecule as a candidate, its best form as a record, its poses as a file.
struct ProjectDockings {
    private struct Entry {
        let row: MoleculeRow
        let smiles: String
        let forms: [Result<DockedForm, MoleculeError>]
    }

    let project: Project
    private var run: Run
    private let receptor: String
    private let seed: UInt64
    private var entries: [Entry] = []

    /// - Parameters:
    ///   - receptor: the file; its name without endings is what the project calls it.
    ///   - settings: what decides the results.
    init(_ project: Project, receptor: String, seed: UInt64, settings: [String: String]) throws {
        (self.project, self.seed) = (project, seed)
        let name = URL(filePath: receptor).lastPathComponent
        self.receptor = String(name.prefix { $0 != "." })
        run = try project.runs.begin("dock", settings: settings, time: ProjectOptions.now)
    }

    /// - Parameter smiles: the molecule as it was written.
    mutating func add(_ row: MoleculeRow, smiles: String, _ forms: [Result<DockedForm, MoleculeError>]) {
        entries.append(Entry(row: row, smiles: smiles, forms: forms))
    }

    /// Writes all of it.
    ///
    /// - Parameters:
    ///   - version: tells dockings of an exhaustiveness from those of other receptors, boxes and seeds.
    ///   - isFinished: false after Ctrl-C: molecules that were not docked are then not recorded as failures.
    mutating func finish(posesEach: Int, isFinished: Bool, version: (Int) -> String) throws {
        let new = entries.map { entry in
            NewCandidate(
                smiles: entry.smiles, name: entry.row.name.isEmpty ? nil : entry.row.name,
                origin: Candidate.Origin(
                    command: "dock", run: run.id, seed: seed,
                    note: "\(entry.row.file), row \(entry.row.number)"))
        }
        let known = Set(project.docking.entries.map(Self.key))
        var records: [DockingRecord] = []
        for (placed, entry) in zip(try project.candidates.append(new), entries) {
            guard let record = try record(of: entry, placed.candidate.id, posesEach, isFinished, version)
            else { continue }
            if !known.contains(Self.key(record)) { records.append(record) }
        }
        try project.docking.append(records)
        run.isFinished = isFinished
        run.progress["docked"] = entries.count { $0.forms.contains { (try? $0.get()) != nil } }
        try project.runs.record(run)
    }

    private static func key(_ record: DockingRecord) -> String {
        "\(record.candidate) \(record.receptor) \(record.version) \(record.affinity ?? 0)"
    }

    private func record(
        of entry: Entry, _ candidate: String, _ posesEach: Int, _ isFinished: Bool, _ version: (Int) -> String
    ) throws -> DockingRecord? {
        let forms = entry.forms.compactMap { try? $0.get() }
        guard let best = forms.min(by: { $0.docking.affinity < $1.docking.affinity }) else {
            guard isFinished, case .failure(let error)? = entry.forms.first else { return nil }
            var record = DockingRecord(candidate: candidate, receptor: receptor, version: version(0))
            record.failure = error.reason
            return record
        }
        var record = DockingRecord(
            candidate: candidate, receptor: receptor, version: version(best.docking.exhaustiveness))
        record.exhaustiveness = best.docking.exhaustiveness
        record.affinity = best.docking.affinity
        record.ligandEfficiency = best.efficiency
        record.residues = best.contacts.residues
        record.hydrogenBonds = best.contacts.hydrogenBonds.map {
            .init(residue: $0.residue, ligandGives: $0.ligandGives, distance: $0.distance)
        }
        let name = "\(candidate)-\(receptor).sdf"
        let text = try forms.map { try $0.records(entry.row, poses: posesEach) }.joined()
        try AtomicFile.write(text, to: project.folder("poses") + "/" + name)
        record.poses = "poses/" + name
        return record
    }
}
