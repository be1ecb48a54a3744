internal import QuartetFiles

/// Receptors that an objective may ask for: `dock(name)` is the affinity of the best form of a molecule in kcal/mol.
public struct DockedReceptors: ReceptorSource {
    private let runs: [String: DockingRun]
    private let preparation: LigandPreparation
    private let isStopped: @Sendable () -> Bool

    /// - Parameters:
    ///   - runs: by the names that objectives call the receptors. Each molecule gets the short search alone.
    ///   - isStopped: when it turns true, Vina is ended.
    public init(
        _ runs: [String: DockingRun], preparation: LigandPreparation,
        isStopped: @escaping @Sendable () -> Bool = { false }
    ) {
        (self.runs, self.preparation, self.isStopped) = (runs, preparation, isStopped)
    }

    public var names: [String] { runs.keys.sorted() }

    public func docking(_ name: String) -> ReceptorProperty? {
        guard let run = runs[name] else { return nil }
        let version = Fingerprint(run.shortSearchVersion + "\n" + preparation.version).text
        return ReceptorProperty(version: version) { try affinity(of: $0, run) }
    }

    /// - Throws: ``DockingError`` when no form was docked, never an affinity of 0.
    private func affinity(of molecule: Molecule, _ run: DockingRun) throws -> Double {
        let results = run.dockShortly(try preparation.forms(of: molecule).smiles, isStopped: isStopped)
        if let best = results.compactMap({ try? $0.get().affinity }).min() { return best }
        guard case .failure(let error)? = results.first else { throw DockingError("nothing to dock") }
        throw error
    }
}
