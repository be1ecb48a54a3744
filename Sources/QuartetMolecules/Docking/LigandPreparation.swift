/// What is docked of a molecule: its parent in the likeliest state of protonation, once for each stereoisomer that it
/// leaves open.
public struct LigandPreparation: Sendable {
    /// Stereoisomers of a molecule that are docked.
    public static let isomerLimit = 4

    /// The forms of a molecule.
    public struct Forms: Sendable, Equatable {
        /// Canonical SMILES with charges and all stereo, at most ``LigandPreparation/isomerLimit``.
        public let smiles: [String]
        /// What was done, in words.
        public let notes: [String]
    }

    private let pH: Double
    /// Nil where charges stay as they are written.
    private let rules: (standardizer: Standardizer, protonation: Protonation)?

    /// - Parameter keepsCharges: whether a molecule is docked as it is written, not as its parent in water of that pH.
    /// - Throws: the faults of the catalogs of counter-ions and of groups that can be charged.
    public init(pH: Double = 7.4, keepsCharges: Bool = false) throws {
        self.pH = pH
        rules =
            try keepsCharges ? nil : (Standardizer(counterIons: CounterIons()), Protonation())
    }

    /// Tells forms from those of another pH.
    var version: String { rules == nil ? "as written" : "pH \(pH)" }

    /// - Throws: ``DockingError`` for what has no parent, or no shape in space.
    public func forms(of molecule: Molecule) throws(DockingError) -> Forms {
        var notes: [String] = []
        var parent = molecule
        if let rules {
            do throws(SetAside) {
                let found = try rules.standardizer.parent(of: molecule)
                (parent, notes) = (found.molecule, found.notes.filter { $0 != "neutralised" })
            } catch {
                throw DockingError(error.description)
            }
        }
        try AutoDockType.requireKnown(parent, as: molecule)
        let isomers: Stereoisomers
        do throws(MoleculeError) {
            isomers = try Stereoisomers(of: parent, onlyOpen: true, limit: Self.isomerLimit)
        } catch {
            throw DockingError(error.reason)
        }
        guard !isomers.smiles.isEmpty else {
            throw DockingError("no stereoisomer of it has a shape in space")
        }
        if !isomers.isComplete {
            notes.append("stereo left open: \(Self.isomerLimit) of more isomers docked")
        } else if isomers.smiles.count > 1 {
            notes.append("stereo left open: \(isomers.smiles.count) isomers docked")
        }
        // Charges after stereo: a protonated amine is no centre.
        return Forms(smiles: isomers.smiles.map(charged), notes: notes)
    }

    private func charged(_ smiles: String) -> String {
        guard let rules, let molecule = try? Molecule(smiles: smiles) else { return smiles }
        return rules.protonation.states(of: molecule, pH: pH).first?.molecule.smiles() ?? smiles
    }
}
