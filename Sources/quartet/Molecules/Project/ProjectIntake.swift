import QuartetCommandLine
import QuartetMolecules

/// Puts the rows of a file into a project as candidates, many at a time, and counts what becomes of them. The project is
/// made, and the run begun, with the first of them.
struct ProjectIntake<Found> {
    /// A row that was put in, or refused.
    struct Placed {
        let row: MoleculeRow
        let result: Result<(found: Found, place: CandidateStore.Placed), MoleculeError>
    }

    private struct Entry {
        let row: MoleculeRow
        let found: Result<(found: Found, smiles: String, note: String), MoleculeError>
    }

    private let options: ProjectOptions
    private let command: String
    private let settings: [String: String]
    private var opened: (project: Project, run: Run)?
    // What an earlier, killed run counted is counted again: its molecules are there already.
    private var funnel = Funnel(filters: ["readable", "different"])
    private var waiting: [Entry] = []
    private(set) var newCount = 0

    private static var batch: Int { 1000 }

    /// - Parameter settings: what decides what the command finds.
    init(_ options: ProjectOptions, command: String, settings: [String: String]) {
        (self.options, self.command, self.settings) = (options, command, settings)
        // Where the reader of standard output has gone, what waits is put in before the command ends.
        StandardOutput.outlivesItsReader()
    }

    var isFull: Bool { waiting.count >= Self.batch }
    /// Whether there is something to keep.
    var hasMolecules: Bool { opened != nil || waiting.contains { (try? $0.found.get()) != nil } }

    /// - Parameters:
    ///   - smiles: canonical.
    ///   - note: what was done to it.
    mutating func take(_ row: MoleculeRow, _ found: Found, smiles: String, note: String = "") {
        waiting.append(Entry(row: row, found: .success((found, smiles, note))))
    }

    mutating func refuse(_ row: MoleculeRow, _ error: MoleculeError) {
        waiting.append(Entry(row: row, found: .failure(error)))
    }

    /// Puts in those that wait, and returns them.
    mutating func place() throws -> [Placed] {
        let (project, run) = try open()
        let new = waiting.compactMap { entry -> NewCandidate? in
            guard let (_, smiles, note) = try? entry.found.get() else { return nil }
            let place = "\(entry.row.file), row \(entry.row.number)"
            let origin = Candidate.Origin(
                command: command, run: run.id, note: note.isEmpty ? place : "\(place); \(note)")
            let name = entry.row.name.isEmpty ? nil : entry.row.name
            return NewCandidate(smiles: smiles, name: name, origin: origin)
        }
        var places = try project.candidates.append(new).makeIterator()
        let entries = waiting
        waiting = []
        return entries.compactMap { entry -> Placed? in
            switch entry.found {
            case .failure(let error):
                funnel.leaveOut(at: "readable", because: error.fault.rawValue)
                return Placed(row: entry.row, result: .failure(error))
            case .success(let (found, _, _)):
                guard let place = places.next() else { return nil }
                if place.isNew {
                    newCount += 1
                    funnel.pass()
                } else {
                    funnel.leaveOut(at: "different", because: "in the project already")
                }
                return Placed(row: entry.row, result: .success((found, place)))
            }
        }
    }

    /// Records the run.
    ///
    /// - Parameter isFinished: false when the command ended early: the same one goes on.
    @discardableResult
    mutating func finish(isFinished: Bool = true) throws -> Project {
        let (project, begun) = try open()
        var run = begun
        run.funnel = funnel
        run.isFinished = isFinished
        try project.runs.record(run)
        return project
    }

    /// The project, made where it is missing.
    mutating func open() throws -> (project: Project, run: Run) {
        if let opened { return opened }
        let project = try options.required()
        let run = try project.runs.begin(command, settings: settings, time: ProjectOptions.now)
        opened = (project, run)
        return (project, run)
    }
}
