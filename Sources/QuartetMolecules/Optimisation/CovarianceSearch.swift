internal import Foundation
internal import QuartetFiles

/// CMA-ES on the codes of a model. It begins at the best of the molecules drawn from a file, and begins anew at another of the
/// best when it stands still.
struct CovarianceSearch<Space: LatentSpace>: SearchMethod {
    /// Points of a generation.
    private static var population: Int { 100 }
    /// The step size at the beginning, in spreads of the codes.
    private static var firstStep: Double { 0.4 }
    /// Generations without a new molecule after which it begins anew.
    private static var patience: Int { 5 }

    private struct State: Codable {
        var strategy: CovarianceAdaptation?
        var region: LatentRegion?
        var starts = 0
    }

    private let space: Space
    /// Proposes the molecules to begin with.
    private var start: GeneticSearch
    private let seed: UInt64
    private var kept = State()
    /// The last generation: its points, and for each the structure or nil.
    private var generation: [(point: [Double], smiles: String?)] = []
    private var knownScores: [String: Double] = [:]

    init(_ space: Space, start: GeneticSearch, seed: UInt64) {
        (self.space, self.start, self.seed) = (space, start, seed)
    }

    mutating func propose(batch: Int, _ scored: ScoredMolecules, most: Int) throws -> [Proposal] {
        if batch < start.startBatches { return try start.propose(batch: batch, scored, most: most) }
        for attempt in 0..<200 {
            if attempt % Self.patience == 0, attempt > 0 || kept.strategy == nil { try begin(scored) }
            guard let strategy = kept.strategy, let region = kept.region else { return [] }
            var draw = PhiloxGenerator(seed: seed, step: UInt64(batch), stream: "cma \(attempt)")
            let points = strategy.points(&draw)
            let molecules = try space.molecules(points.map(region.code))
            let proposals = take(points, molecules, scored, most: most)
            if !proposals.isEmpty { return proposals }
            learn([])
        }
        return []
    }

    /// Notes the generation, and returns its molecules that were never scored.
    private mutating func take(
        _ points: [[Double]], _ molecules: [Molecule?], _ scored: ScoredMolecules, most: Int
    ) -> [Proposal] {
        generation = []
        knownScores = [:]
        var proposals: [String: Proposal] = [:]
        var order: [String] = []
        for (point, molecule) in zip(points, molecules) {
            guard let molecule else {
                generation.append((point, nil))
                continue
            }
            let proposal = Proposal(molecule, .init(operation: "CMA-ES"))
            generation.append((point, proposal.smiles))
            if let score = scored.score(of: proposal.smiles) {
                knownScores[proposal.smiles] = score
            } else if proposals[proposal.smiles] == nil, order.count < most {
                proposals[proposal.smiles] = proposal
                order.append(proposal.smiles)
            }
        }
        return order.compactMap { proposals[$0] }
    }

    /// A new start at one of the best molecules.
    private mutating func begin(_ scored: ScoredMolecules) throws {
        if kept.region == nil {
            let codes = try space.encode(scored.candidates.map(\.smiles)).compactMap { $0 }
            kept.region = LatentRegion(of: codes, dimensions: space.dimensions)
        }
        guard let region = kept.region else { return }
        let best = scored.best(20)
        let codes = try space.encode(best.map(\.smiles)).compactMap { $0 }
        guard !codes.isEmpty else { return }
        let start = region.standardized(codes[kept.starts % codes.count])
        kept.starts += 1
        kept.strategy = CovarianceAdaptation(
            mean: start, stepSize: Self.firstStep, population: Self.population)
    }

    mutating func learn(_ candidates: [ScoredMolecule]) {
        guard var strategy = kept.strategy, generation.count == strategy.population else { return }
        var scores = knownScores
        for candidate in candidates { scores[candidate.smiles] = candidate.score }
        // A text that is no molecule is worse than any molecule; of equal ones the earlier is the better.
        let worth = generation.map { $0.smiles.flatMap { scores[$0] } ?? -1 }
        let ranked = worth.indices.sorted { (worth[$1], $0) < (worth[$0], $1) }
        strategy.learn(ranked.map { generation[$0].point })
        kept.strategy = strategy
        generation = []
    }

    var state: String { (try? JSONEncoder.sorted.text(kept)) ?? "" }

    mutating func restore(_ state: String) throws {
        kept = state.isEmpty ? State() : try JSONDecoder().decode(State.self, from: Data(state.utf8))
    }
}
