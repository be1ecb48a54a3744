/// A molecule that an optimisation scored, and how it came to be.
public struct ScoredMolecule: Codable, Sendable, Equatable {
    /// How a molecule was made.
    public struct Origin: Codable, Sendable, Equatable {
        /// Such as "start", "chain crossover" or "append atom".
        public let operation: String
        /// The candidates that it was made of, by number.
        public let parents: [Int]

        public init(operation: String, parents: [Int] = []) {
            (self.operation, self.parents) = (operation, parents)
        }
    }

    /// Its place among the scored ones, counted from 1.
    public let number: Int
    /// The batch of proposals that it belongs to, counted from 0; together with the seed of the run it says which random
    /// numbers made it.
    public let batch: Int
    /// Canonical.
    public let smiles: String
    /// From 0 to 1.
    public let score: Double
    /// The objective's properties; nil for one that was not computed.
    public let values: [Double?]
    public let origin: Origin
    /// The hard limit that it breaks, or why it could not be scored; then the score is 0.
    public let refusal: String?

    /// It could not be scored, because a docking or another property failed.
    public var hasFailed: Bool { refusal != nil && values.isEmpty }
}

/// A molecule that a search wants to have scored.
struct Proposal: Sendable {
    /// Canonical.
    let smiles: String
    let molecule: Molecule
    let origin: ScoredMolecule.Origin

    init(_ molecule: Molecule, _ origin: ScoredMolecule.Origin) {
        (smiles, self.molecule, self.origin) = (molecule.smiles(), molecule, origin)
    }
}
