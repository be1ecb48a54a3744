/// The numbers by which chemists judge a molecule.
public struct MoleculeScores: Sendable, Equatable {
    public let descriptors: Descriptors
    /// QED, from 0 to 1.
    public let drugLikeness: Double
    /// SA score, from 1 (easy to make) to 10.
    public let syntheticAccessibility: Double
    /// NP-likeness, about -5 to 5.
    public let naturalProductLikeness: Double
}

/// Computes all scores of a molecule together: what several of them need is computed once.
public struct MoleculeScorer: Sendable {
    private let drugLikeness: DrugLikeness
    private let accessibility: SyntheticAccessibility
    private let naturalness: NaturalProductLikeness

    /// The tables that are installed with the program.
    public init() throws {
        drugLikeness = try DrugLikeness()
        accessibility = try SyntheticAccessibility()
        naturalness = try NaturalProductLikeness()
    }

    public func scores(of molecule: Molecule) throws(MoleculeError) -> MoleculeScores {
        let descriptors = try molecule.descriptors()
        let fragments = try molecule.fragmentCodes()
        return MoleculeScores(
            descriptors: descriptors,
            drugLikeness: try drugLikeness.score(of: molecule, descriptors: descriptors),
            syntheticAccessibility: accessibility.score(fragments, descriptors, atoms: molecule.atomCount),
            naturalProductLikeness: naturalness.score(fragments, atoms: molecule.atomCount))
    }
}
