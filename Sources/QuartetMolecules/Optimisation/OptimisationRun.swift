internal import Foundation
internal import QuartetEngine
internal import QuartetFiles

/// One method under a budget of different molecules scored, with everything it scored in a file, so that a stopped run goes
/// on where it was.
struct OptimisationRun {
    let objective: Objective
    let budget: Int
    /// The file of candidates, one JSON object a line.
    let path: String
    let isStopped: () -> Bool

    /// Scores until the budget is spent, the method has no more proposals, or it is stopped.
    ///
    /// Scores in the file that the run reaches again are taken from there: a batch that was cut short is not computed
    /// twice.
    func run(
        _ method: inout any SearchMethod, resume: Bool, progress: (ScoredMolecules) -> Void
    ) throws -> ScoredMolecules {
        var log = try CandidateLog(path: path, resume: resume)
        var scored = ScoredMolecules()
        var batch = 0
        if let saved = log.saved {
            for candidate in log.known { scored.append(candidate) }
            batch = saved.batch
            try method.restore(saved.state)
        }
        while scored.count < budget, !isStopped() {
            let proposals = try method.propose(batch: batch, scored, most: budget - scored.count)
            if proposals.isEmpty { break }
            var candidates: [ScoredMolecule] = []
            for part in parts(of: proposals) {
                let judged = try judge(part, batch: batch, after: scored.count, log)
                // A docking that was cut short has no result. The batch is judged again, from the file.
                if isStopped(), docks { return scored }
                try log.append(judged)
                for candidate in judged { scored.append(candidate) }
                candidates += judged
                progress(scored)
            }
            method.learn(candidates)
            batch += 1
            try log.save(batch: batch, count: scored.count, state: method.state)
        }
        try log.finish(batch: batch, count: scored.count, state: method.state)
        return scored
    }

    /// Dockings take seconds.
    private var docks: Bool { !objective.receptors.isEmpty }

    /// Where a molecule takes seconds, a batch is judged in small parts: each is kept and shown when it is done.
    private func parts(of proposals: [Proposal]) -> [ArraySlice<Proposal>] {
        let size = docks ? Machine.threads : proposals.count
        return stride(from: 0, to: proposals.count, by: size).map {
            proposals[$0..<min($0 + size, proposals.count)]
        }
    }

    /// Candidates of a batch.
    private func judge(
        _ proposals: ArraySlice<Proposal>, batch: Int, after count: Int, _ log: CandidateLog
    ) throws -> [ScoredMolecule] {
        let earlier = log.earlier
        let objective = objective
        return parallelMap(proposals.count) { index -> ScoredMolecule in
            let proposal = proposals[proposals.startIndex + index]
            let number = count + index + 1
            if let known = earlier[proposal.smiles], !known.hasFailed {
                return ScoredMolecule(
                    number: number, batch: batch, smiles: known.smiles, score: known.score,
                    values: known.values,
                    origin: proposal.origin, refusal: known.refusal)
            }
            return Self.candidate(proposal, objective, number: number, batch: batch)
        }
    }

    private static func candidate(
        _ proposal: Proposal, _ objective: Objective, number: Int, batch: Int
    ) -> ScoredMolecule {
        do {
            let found = try objective.judge(proposal.molecule)
            return ScoredMolecule(
                number: number, batch: batch, smiles: proposal.smiles, score: found.score,
                values: found.values,
                origin: proposal.origin, refusal: found.brokenLimit)
        } catch {
            return ScoredMolecule(
                number: number, batch: batch, smiles: proposal.smiles, score: 0, values: [],
                origin: proposal.origin, refusal: "\(error)")
        }
    }
}
