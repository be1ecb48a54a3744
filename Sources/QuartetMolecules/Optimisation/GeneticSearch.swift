internal import Foundation
internal import QuartetEngine
internal import QuartetFiles

/// A genetic algorithm on molecules: the graph-based one (Jensen, Chem. Sci. 2019, 10, 3567) with the selection of Tripp and
/// Hernández-Lobato (arXiv:2310.09267). All molecules scored so far are the population; a parent is drawn evenly from the
/// best 1/1000 to all of it, the limit log-uniform, and few children are made at a time.
///
/// Around a lead the population begins with the lead alone, and most children take a part from a molecule of the start
/// file: what the lead lacks is seldom found by mutants in few steps.
struct GeneticSearch: SearchMethod, Sendable {
    /// What may be chosen.
    struct Settings: Sendable, Equatable {
        /// Molecules drawn from the start file before breeding begins.
        var starters = 1000
        /// Children made before the next are chosen.
        var offspring = 10
        /// Share of children that are mutants of one parent.
        var mutants = 0.1
        /// Share of crossed children that are mutated as well.
        var mutationRate = 0.01
        /// Share of crossed children whose second parent is a molecule of the start file.
        var grafts = 0.0
        /// Children made for each one that is scored: the others are those that the model of the score holds worse.
        var brood = 1
        /// Share of the scored children that the model has no say in.
        var unguided = 0.2

        /// Around a lead.
        static let lead: Settings = {
            var settings = Settings()
            (settings.starters, settings.mutants, settings.grafts) = (0, 0.3, 0.9)
            return settings
        }()
    }

    private let settings: Settings
    private let breeding: Breeding
    private let pool: StartPool
    private let lead: Molecule?
    private let seed: UInt64
    /// Batches that come before breeding.
    let startBatches: Int
    private var model = ScoreModel()

    init(
        _ settings: Settings, breeding: Breeding, pool: StartPool, lead: Molecule? = nil, seed: UInt64
    ) {
        (self.settings, self.breeding, self.pool, self.seed) = (settings, breeding, pool, seed)
        self.lead = lead?.withoutStereo
        let drawn = (settings.starters + StartPool.batchSize - 1) / StartPool.batchSize
        startBatches = lead == nil ? drawn : 1
    }

    mutating func propose(batch: Int, _ scored: ScoredMolecules, most: Int) throws -> [Proposal] {
        if batch < startBatches {
            if let lead { return [Proposal(lead, .init(operation: "lead"))] }
            let drawn = try pool.proposals(
                batch: batch, scored, most: min(most, max(settings.starters - scored.count, 0)))
            // A small start file has fewer molecules than are asked for.
            if !drawn.isEmpty { return drawn }
        }
        guard scored.count > 0 else { return [] }
        if settings.brood > 1 { try teach(scored) }
        let wanted = min(settings.offspring, most)
        // Children that were scored already are made again, with other numbers.
        for attempt in 0..<100 {
            let children = try offspring(batch: batch, attempt: attempt, count: wanted, scored)
            if !children.isEmpty { return children }
        }
        return []
    }

    /// The model learns what has been scored since.
    private mutating func teach(_ scored: ScoredMolecules) throws {
        let new = Array(scored.candidates[model.count...])
        let features = try parallelMap(new.count) { index in
            ScoreModel.Features(try Molecule(smiles: new[index].smiles))
        }
        for (candidate, features) in zip(new, features) { model.learn(features, score: candidate.score) }
    }

    /// Different new children, whatever the number of threads.
    private func offspring(
        batch: Int, attempt: Int, count: Int, _ scored: ScoredMolecules
    ) throws -> [Proposal] {
        let model = model
        let made = parallelMap(count * settings.brood) {
            slot -> (child: Proposal, guess: Double)? in
            var draw = PhiloxGenerator(seed: seed, step: UInt64(batch), stream: "breed \(attempt) \(slot)")
            for _ in 0..<20 {
                guard let child = self.child(scored, &draw), !scored.contains(child.smiles) else { continue }
                let isGuided = settings.brood > 1
                return (child, isGuided ? model.guess(ScoreModel.Features(child.molecule)) : 0)
            }
            return nil
        }
        var seen: Set<String> = []
        let different = made.compactMap { $0 }.filter { seen.insert($0.child.smiles).inserted }
        if settings.brood == 1 { return different.map(\.child) }
        let free = Int((settings.unguided * Double(count)).rounded())
        let guided = different.indices.dropFirst(free)
            .sorted { (different[$1].guess, $0) < (different[$0].guess, $1) }
        return (different.indices.prefix(free) + guided.prefix(count - free)).map { different[$0].child }
    }

    private func child(_ scored: ScoredMolecules, _ draw: inout PhiloxGenerator) -> Proposal? {
        let first = parent(scored, &draw)
        guard let mother = try? Molecule(smiles: first.smiles) else { return nil }
        if Double(draw.uniform()) < settings.mutants {
            guard let child = breeding.mutated(mother, &draw) else { return nil }
            return Proposal(child.molecule, .init(operation: child.operation, parents: [first.number]))
        }
        guard let (father, number) = partner(scored, &draw),
            let child = breeding.crossed(mother, father, &draw)
        else { return nil }
        let parents = [first.number] + (number.map { [$0] } ?? [])
        let isMutated = Double(draw.uniform()) < settings.mutationRate
        let mutant = isMutated ? breeding.mutated(child.molecule, &draw) : nil
        let operations = [child.operation, mutant?.operation].compactMap { $0 }
        return Proposal(
            mutant?.molecule ?? child.molecule,
            .init(operation: operations.joined(separator: ", "), parents: parents))
    }

    /// The second parent: a candidate with its number, or a molecule of the start file.
    private func partner(
        _ scored: ScoredMolecules, _ draw: inout PhiloxGenerator
    ) -> (molecule: Molecule, number: Int?)? {
        if pool.count > 0, Double(draw.uniform()) < settings.grafts {
            return pool.molecule(draw.next()).map { ($0, nil) }
        }
        let second = parent(scored, &draw)
        return (try? Molecule(smiles: second.smiles)).map { ($0, second.number) }
    }

    /// Drawn evenly from the best of the population, the share of which is log-uniform between 1/1000 and all.
    func parent(_ scored: ScoredMolecules, _ draw: inout PhiloxGenerator) -> ScoredMolecule {
        let share = pow(10, -3 * Double(draw.uniform()))
        let among = max(1, Int((share * Double(scored.count)).rounded(.up)))
        let place = min(Int(Double(draw.uniform()) * Double(among)), scored.count - 1)
        return scored.candidates[scored.ranking[place]]
    }
}
