import QuartetCommandLine
import QuartetMolecules
import Synchronization

/// A row of the input, with what of it is docked.
struct PreparedRow: Sendable {
    struct Ligand: Sendable {
        /// As it was written.
        let smiles: String
        let forms: LigandPreparation.Forms
    }

    let row: MoleculeRow
    let ligand: Result<Ligand, MoleculeError>

    var forms: [String] { (try? ligand.get())?.forms.smiles ?? [] }
}

/// The rows of a docking run, printed in the order of the input, each as soon as all of its forms are known.
final class DockedRows: Sendable {
    typealias Found = Result<DockedForm, MoleculeError>

    private struct State {
        var output: MoleculeOutput<DockedForm>
        /// By the place of the form among all.
        var dockings: [Result<Docking, DockingError>?]
        /// Of the rows that were printed.
        var found: [[Found]] = []
        /// Forms of those rows.
        var formCount = 0
        /// Why no more can be printed.
        var failure: (any Error)?
    }

    let rows: [PreparedRow]
    private let receptor: Receptor
    private let reference: Conformer?
    private let state: Mutex<State>

    /// - Parameter reference: a ligand in its place, to measure poses from.
    init(_ rows: [PreparedRow], receptor: Receptor, reference: Conformer?, isJSON: Bool) {
        (self.rows, self.receptor, self.reference) = (rows, receptor, reference)
        let forms = rows.reduce(0) { $0 + $1.forms.count }
        state = Mutex(
            State(
                output: MoleculeOutput(isJSON: isJSON),
                dockings: [Result<Docking, DockingError>?](
                    repeating: nil, count: forms)))
    }

    /// All forms, in the order of the rows.
    var forms: [String] { rows.flatMap(\.forms) }

    /// Whether printing has failed: then there is nothing to go on for.
    var hasFailed: Bool { state.withLock { $0.failure != nil } }

    /// Takes the docking of a form, and prints the rows that are known now.
    func add(_ place: Int, _ docking: Result<Docking, DockingError>) {
        state.withLock { state in
            state.dockings[place] = docking
            printKnown(&state)
        }
    }

    /// Prints the rest.
    ///
    /// - Returns: what was found for each row.
    /// - Throws: what kept a row from being printed.
    func finish(_ dockings: [Result<Docking, DockingError>]) throws -> [[Found]] {
        try state.withLock { state in
            state.dockings = dockings
            printKnown(&state)
            if let failure = state.failure { throw failure }
            return state.found
        }
    }

    private func printKnown(_ state: inout State) {
        while state.failure == nil, state.found.count < rows.count {
            let prepared = rows[state.found.count]
            let places = state.formCount..<state.formCount + prepared.forms.count
            let dockings = state.dockings[places].compactMap(\.self)
            guard dockings.count == places.count else { return }
            let found = self.found(dockings, of: prepared)
            do {
                try state.output.print(prepared.row, found)
                // The next row may take minutes.
                try StandardOutput.flush()
            } catch {
                state.failure = error
            }
            state.found.append(found)
            state.formCount += places.count
        }
    }

    private func found(_ dockings: [Result<Docking, DockingError>], of prepared: PreparedRow)
        -> [Found]
    {
        switch prepared.ligand {
        case .failure(let error): return [.failure(error)]
        case .success(let ligand):
            return dockings.map { docking in
                do {
                    let form = try DockedForm(
                        docking.get(), in: receptor, reference: reference, notes: ligand.forms.notes)
                    return .success(form)
                } catch {
                    return .failure(MoleculeError(reason: "\(error)"))
                }
            }
        }
    }
}
