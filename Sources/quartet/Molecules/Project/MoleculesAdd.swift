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
        var intake = ProjectIntake<Void>(project, command: "add", settings: ["file": input.file])
        var isBegun = input.json.isRequested
        func show(_ placed: [ProjectIntake<Void>.Placed]) throws {
            if !isBegun { StandardOutput.write(MoleculeOutputRow<AddedMolecule>.heading + "\n") }
            isBegun = true
            for placed in placed {
                let line = MoleculeOutputRow(
                    row: placed.row, found: placed.result.map { AddedMolecule($0.place) })
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
                    switch smiles {
                    case .success(let smiles): intake.take(row, (), smiles: smiles)
                    case .failure(let error): intake.refuse(row, error)
                    }
                    if intake.isFull { try show(intake.place()) }
                })
        } catch {
            // What stood before damage is kept.
            if intake.hasMolecules { try show(intake.place()) }
            throw error
        }
        try show(intake.place())
        let project = try intake.finish()
        input.common.note("\(project.path): \(project.candidates.all.count) candidates")
    }
}

private struct AddedMolecule: MoleculeResult {
    static let headings = ["id", "smiles", "new"]
    let id: String
    let smiles: String
    let new: Bool

    init(_ place: CandidateStore.Placed) {
        (id, smiles, new) = (place.candidate.id, place.candidate.smiles, place.isNew)
    }

    var cells: [String] { [id, smiles, new ? "yes" : "no"] }
}
