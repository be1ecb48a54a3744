internal import Foundation
internal import QuartetFiles

/// Children by codes: a parent's code, moved. Several ways, of which a search uses one.
enum LatentMove {
    /// A point between two parents with noise around it.
    case between
    /// Uphill along the gradient of the objective as the model predicts it.
    case uphill
}

/// A genetic search some of whose children are made in a latent space: with all of them it is a search in the space alone,
/// with half of them the hybrid. Parents are drawn as ``GeneticSearch`` draws them.
struct LatentBreeding<Space: LatentSpace>: SearchMethod {
    private var genetic: GeneticSearch
    private let space: Space
    private let objective: Objective
    private let move: LatentMove
    /// Share of batches that are made in the latent space.
    private let share: Double
    private let seed: UInt64
    private var region: LatentRegion?

    /// Children of a batch: a model writes many at once faster than one by one.
    private static var offspring: Int { 64 }

    init(
        _ genetic: GeneticSearch, _ space: Space, _ objective: Objective, move: LatentMove, share: Double,
        seed: UInt64
    ) {
        (self.genetic, self.space, self.objective) = (genetic, space, objective)
        (self.move, self.share, self.seed) = (move, share, seed)
    }

    mutating func propose(batch: Int, _ scored: ScoredMolecules, most: Int) throws -> [Proposal] {
        if batch < genetic.startBatches { return try genetic.propose(batch: batch, scored, most: most) }
        var draw = PhiloxGenerator(seed: seed, step: UInt64(batch), stream: "latent")
        if Double(draw.uniform()) >= share { return try genetic.propose(batch: batch, scored, most: most) }
        for _ in 0..<20 {
            let made = try children(scored, &draw, most: most)
            if !made.isEmpty { return made }
        }
        return share < 1 ? try genetic.propose(batch: batch, scored, most: most) : []
    }

    private mutating func children(
        _ scored: ScoredMolecules, _ draw: inout PhiloxGenerator, most: Int
    ) throws -> [Proposal] {
        let region = try foundRegion(scored)
        let pairs = (0..<Self.offspring).map { _ in
            (genetic.parent(scored, &draw), genetic.parent(scored, &draw))
        }
        let codes = try space.encode(pairs.flatMap { [$0.0.smiles, $0.1.smiles] })
        let read = pairs.indices.compactMap { index -> (points: [[Double]], parents: [Int])? in
            guard let first = codes[2 * index], let second = codes[2 * index + 1] else { return nil }
            return (
                [first, second].map(region.standardized), [pairs[index].0.number, pairs[index].1.number]
            )
        }
        let moved = try self.moved(read, region, &draw)
        let molecules = try space.molecules(moved.map(\.code))
        var seen: Set<String> = []
        var proposals: [Proposal] = []
        for (molecule, one) in zip(molecules, moved) where proposals.count < most {
            guard let molecule else { continue }
            let operation = move == .between ? "latent crossover" : "latent ascent"
            let proposal = Proposal(molecule, .init(operation: operation, parents: one.parents))
            if !scored.contains(proposal.smiles), seen.insert(proposal.smiles).inserted {
                proposals.append(proposal)
            }
        }
        return proposals
    }

    private mutating func foundRegion(_ scored: ScoredMolecules) throws -> LatentRegion {
        if let region { return region }
        // Of the molecules drawn from the file, so that a run that goes on finds the same.
        let starts = scored.candidates.prefix { $0.batch < genetic.startBatches }
        let codes = try space.encode(starts.map(\.smiles)).compactMap { $0 }
        let found = LatentRegion(of: codes, dimensions: space.dimensions)
        region = found
        return found
    }

    /// A random place on the line between two points, with noise.
    private static func between(
        _ a: [Double], _ b: [Double], _ draw: inout PhiloxGenerator
    ) -> [Double] {
        let place = Double(draw.uniform())
        let noise = 0.3 * Double(draw.uniform())
        return a.indices.map { a[$0] + place * (b[$0] - a[$0]) + noise * draw.normal() }
    }

    private func moved(
        _ read: [(points: [[Double]], parents: [Int])], _ region: LatentRegion,
        _ draw: inout PhiloxGenerator
    ) throws -> [(code: [Float], parents: [Int])] {
        switch move {
        case .between:
            return read.map { (region.code(Self.between($0.points[0], $0.points[1], &draw)), $0.parents) }
        case .uphill:
            guard let ascent = LatentAscent(objective, region, space) else { return [] }
            let starts = read.map { one in one.points[0].map { $0 + 0.1 * draw.normal() } }
            let steps = starts.map { _ in 1 + Int(9 * draw.uniform()) }
            let codes = try ascent.climb(from: starts, steps: steps)
            return zip(codes, read).map { ($0, [$1.parents[0]]) }
        }
    }
}
