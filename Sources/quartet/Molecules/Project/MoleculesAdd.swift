import ArgumentParser
import QuartetCommandLine
import QuartetMolecules

/// `quartet molecules add`.
struct MoleculesAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Put molecules of your own into a project.",
        discussion: """
            Each structure becomes a candidate with a short name that stays, such as Q00017; one that is there already \
            keeps its name. Molecules are taken as they are written: standardise them first.

            Prints a row for each molecule with its name, and whether it is new.

            EXAMPLES:
              quartet molecules add hits.smi --project egfr
              zcat hits.csv.gz | quartet molecules add - --project egfr
              quartet molecules status --project egfr
            """)

    @OptionGroup var input: MoleculeInput
    @OptionGroup var project: ProjectOptions

    func validate() throws { try project.folder() }

    func run() throws {
        var intake = Intake(project: project, file: input.file)
        var isBegun = input.json.isRequested
        func show(_ lines: [MoleculeOutputRow<AddedMolecule>]) throws {
            if !isBegun { StandardOutput.write(MoleculeOutputRow<AddedMolecule>.heading + "\n") }
            isBegun = true
            for line in lines {
                if input.json.isRequested {
                    try JSONOutput.printLine(line)
                } else {
                    // Its cells are safe already, and the tabs between them stay.
                    StandardOutput.write(line.line + "\n")
                }
            }
        }
        do {
            try input.read(
                { molecule, _ in molecule.smiles() },
                { row, smiles in
                    intake.take(row, smiles)
                    if intake.isFull { try show(intake.add()) }
                })
        } catch {
            // What stood before damage is kept.
            if intake.hasMolecules { try show(intake.add()) }
            throw error
        }
        try show(intake.add())
        let project = try intake.finish()
        input.common.note("\(project.path): \(project.candidates.all.count) candidates")
    }
}

private struct AddedMolecule: MoleculeResult {
    static let headings = ["id", "smiles", "new"]
    let id: String
    let smiles: String
    let new: Bool
    var cells: [String] { [id, smiles, new ? "yes" : "no"] }
}

/// Puts molecules into a project, many at a time, and counts what becomes of them. The project is made with the first.
private struct Intake {
    private let options: ProjectOptions
    private let file: String
    private var opened: (project: Project, run: Run)?
    // What an earlier, killed run counted is counted again: its molecules are there already.
    private var funnel = Funnel(filters: ["readable", "different"])
    private var waiting: [(row: MoleculeRow, smiles: Result<String, MoleculeError>)] = []

    private static let batch = 1000

    init(project: ProjectOptions, file: String) { (options, self.file) = (project, file) }

    var isFull: Bool { waiting.count >= Self.batch }
    var hasMolecules: Bool { waiting.contains { (try? $0.smiles.get()) != nil } }

    mutating func take(_ row: MoleculeRow, _ smiles: Result<String, MoleculeError>) {
        waiting.append((row, smiles))
    }

    /// Adds those that wait, and returns their lines.
    mutating func add() throws -> [MoleculeOutputRow<AddedMolecule>] {
        let (project, run) = try open()
        let new = waiting.compactMap { row, smiles -> NewCandidate? in
            guard let smiles = try? smiles.get() else { return nil }
            let origin = Candidate.Origin(
                command: "add", run: run.id, note: "\(row.file), row \(row.number)")
            return NewCandidate(smiles: smiles, name: row.name.isEmpty ? nil : row.name, origin: origin)
        }
        var placed = try project.candidates.append(new).makeIterator()
        let rows = waiting
        waiting = []
        var lines: [MoleculeOutputRow<AddedMolecule>] = []
        for (row, smiles) in rows {
            switch smiles {
            case .failure(let error):
                funnel.leaveOut(at: "readable", because: error.fault.rawValue)
                lines.append(MoleculeOutputRow(row: row, found: .failure(error)))
            case .success:
                guard let next = placed.next() else { continue }
                if next.isNew {
                    funnel.pass()
                } else {
                    funnel.leaveOut(at: "different", because: "in the project already")
                }
                let added = AddedMolecule(
                    id: next.candidate.id, smiles: next.candidate.smiles, new: next.isNew)
                lines.append(MoleculeOutputRow(row: row, found: .success(added)))
            }
        }
        return lines
    }

    /// Records the run.
    mutating func finish() throws -> Project {
        let project = try open().project
        var run = try open().run
        run.funnel = funnel
        run.isFinished = true
        try project.runs.record(run)
        return project
    }

    private mutating func open() throws -> (project: Project, run: Run) {
        if let opened { return opened }
        let project = try options.required()
        let run = try project.runs.begin("add", settings: ["file": file], time: ProjectOptions.now)
        opened = (project, run)
        return (project, run)
    }
}
