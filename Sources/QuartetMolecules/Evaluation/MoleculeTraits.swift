/// What the metrics of a distribution need of a molecule.
public struct MoleculeTraits: Sendable {
    /// Canonical.
    public let smiles: String
    /// Radius 2, 1,024 bits.
    let fingerprint: MorganFingerprint
    /// BRICS fragments, each as often as it occurs.
    let fragments: [String]
    /// Murcko scaffold; nil with fewer than two rings.
    let scaffold: String?
    let logP: Double
    let syntheticAccessibility: Double
    let drugLikeness: Double
    let weight: Double
    /// Nil when no filters were asked for.
    let passesFilters: Bool?
}

/// Finds the traits of molecules.
public struct MoleculeTraitReader: Sendable {
    private let scorer: MoleculeScorer

    /// Reads the tables that are installed with the program.
    public init() throws { scorer = try MoleculeScorer() }

    /// - Parameter screen: structural filters that the molecule passes or not.
    public func traits(of molecule: Molecule, screen: Screen? = nil) throws(MoleculeError) -> MoleculeTraits {
        let scores = try scorer.scores(of: molecule)
        let scaffold = molecule.scaffold()
        return MoleculeTraits(
            smiles: molecule.smiles(), fingerprint: molecule.fingerprint(radius: 2, bits: 1024),
            fragments: molecule.fragments,
            scaffold: scaffold.isEmpty || scaffold.ringCount < 2 ? nil : scaffold.smiles,
            logP: scores.descriptors.logP, syntheticAccessibility: scores.syntheticAccessibility,
            drugLikeness: scores.drugLikeness, weight: scores.descriptors.weight,
            passesFilters: try screen?.verdict(on: molecule, scores: scores).isPassed)
    }
}
