/// A way to look for better molecules. It proposes batches; what they scored it learns before the next.
///
/// Its proposals follow from its own state and the molecules scored so far alone, so that a run can be continued.
protocol SearchMethod {
    /// The next molecules, none of which has been scored; empty where the method finds no more.
    mutating func propose(batch: Int, _ scored: ScoredMolecules, most: Int) throws -> [Proposal]
    /// Takes in what the last batch scored, in the order of the proposals.
    mutating func learn(_ candidates: [ScoredMolecule])
    /// What must be kept to go on later, as a text; empty where nothing needs to be.
    var state: String { get }
    /// Goes back to a state.
    mutating func restore(_ state: String) throws
}

extension SearchMethod {
    mutating func learn(_ candidates: [ScoredMolecule]) {}
    var state: String { "" }
    mutating func restore(_ state: String) throws {}
}

/// The baseline that every method must beat: molecules drawn at random from a file.
struct RandomSearch: SearchMethod {
    private let pool: StartPool

    init(_ pool: StartPool) { self.pool = pool }

    mutating func propose(batch: Int, _ scored: ScoredMolecules, most: Int) throws -> [Proposal] {
        try pool.proposals(batch: batch, scored, most: most)
    }
}
