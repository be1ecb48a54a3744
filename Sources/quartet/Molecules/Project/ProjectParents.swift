import QuartetMolecules

/// Enters into a project the parents that `standardise` found, each structure as one candidate.
struct ProjectParents {
    private var intake: ProjectIntake<Void>

    /// - Parameter settings: what decides the parents.
    init(_ options: ProjectOptions, settings: [String: String]) {
        intake = ProjectIntake(options, command: "standardise", settings: settings)
    }

    /// - Parameter notes: what was done to find the parent.
    mutating func add(_ row: MoleculeRow, smiles: String, notes: [String]) throws {
        intake.take(row, (), smiles: smiles, note: notes.joined(separator: ", "))
        if intake.isFull { _ = try intake.place() }
    }

    mutating func refuse(_ row: MoleculeRow, _ error: MoleculeError) throws {
        intake.refuse(row, error)
        if intake.isFull { _ = try intake.place() }
    }

    /// Writes all of it.
    ///
    /// - Returns: what it says to people; nil where no molecule came.
    mutating func finish(isFinished: Bool) throws -> String? {
        guard intake.hasMolecules else { return nil }
        _ = try intake.place()
        let project = try intake.finish(isFinished: isFinished)
        return "\(project.path): \(project.candidates.all.count) candidates, \(intake.newCount) of them new"
    }
}
