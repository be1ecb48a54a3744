internal import QuartetFiles

/// Docking into one receptor as a property that an objective may ask for: `dock(name)` is the affinity of the best form of
/// a molecule in kcal/mol.
public struct DockingProperty: PropertySource {
    private let name: String
    private let run: DockingRun
    private let preparation: LigandPreparation
    private let isStopped: @Sendable () -> Bool

    /// - Parameters:
    ///   - name: what objectives call the receptor.
    ///   - run: each molecule gets its short search, so that a share for the long one must be 0.
    public init(
        name: String, run: DockingRun, preparation: LigandPreparation,
        isStopped: @escaping @Sendable () -> Bool = { false }
    ) {
        (self.name, self.run, self.preparation, self.isStopped) = (name, run, preparation, isStopped)
    }

    public func property(
        _ kind: ExternalProperty, _ name: String
    ) -> (@Sendable (Molecule) throws -> Double)? {
        guard kind == .dock, name == self.name else { return nil }
        return { [self] molecule in try affinity(of: molecule) }
    }

    /// - Throws: ``DockingError`` when no form was docked, never an affinity of 0.
    private func affinity(of molecule: Molecule) throws -> Double {
        let results = run.dock(try preparation.forms(of: molecule).smiles, isStopped: isStopped)
        if let best = results.compactMap({ try? $0.get().affinity }).min() { return best }
        guard case .failure(let error)? = results.first else { throw DockingError("nothing to dock") }
        throw error
    }
}
