import QuartetFiles
import QuartetMolecules

/// Enters into a project what `optimise` found: the best molecules as candidates with how each was made, and how the search
/// and its baselines went.
struct ProjectSearch {
    let project: Project
    private var run: Run
    private let settings: Optimisation.Settings
    /// As it was given: a text, or the name of a file.
    private let objective: String

    init(_ project: Project, objective: String, _ settings: Optimisation.Settings) throws {
        (self.project, self.objective, self.settings) = (project, objective, settings)
        var told = [
            "objective": objective, "method": settings.method.rawValue, "budget": "\(settings.budget)",
            "seed": "\(settings.seed)", "starters": "\(settings.starters)", "brood": "\(settings.brood)",
        ]
        told["start"] = settings.start
        told["lead"] = settings.lead
        told["model"] = settings.model
        // A file can change under its name.
        if settings.objective != objective || settings.versions != nil {
            told["fingerprint of the objective"] = settings.objectiveVersion
        }
        run = try project.runs.begin("optimise", settings: told, time: ProjectOptions.now)
    }

    /// Records how far the searches came.
    ///
    /// - Parameter all: the method first, then its baselines.
    mutating func record(_ all: [Optimisation.Found], verdicts: [String]) throws {
        run.curves = all.map { found in
            Run.Curve(
                name: "mean of the ten best", method: found.method.rawValue,
                scored: found.curve.points.map(\.scored), values: found.curve.points.map(\.topMean))
        }
        run.notes = verdicts.isEmpty ? nil : verdicts
        run.progress["molecules scored"] = all.first?.candidates.count
        try project.runs.record(run)
    }

    /// Makes the best molecules of a finished search candidates.
    ///
    /// - Parameters:
    ///   - space: gives the candidates their codes; nil for a search without a model.
    ///   - count: how many.
    /// - Returns: their names, in the order of their scores.
    mutating func keep(_ found: Optimisation.Found, _ space: (any LatentSpace)?, count: Int) throws
        -> [String]
    {
        let best = found.best.prefix(count).filter { $0.score > 0 }
        let codes = try space?.encode(best.map(\.smiles))
        let smiles = Dictionary(found.candidates.map { ($0.number, $0.smiles) }) { first, _ in first }
        let new = best.enumerated().map { index, molecule in
            let parents = molecule.origin.parents.compactMap { smiles[$0] }
            return NewCandidate(
                smiles: molecule.smiles,
                origin: Candidate.Origin(
                    command: "optimise", run: run.id, seed: settings.seed, model: settings.model,
                    code: codes?[index], parents: parents.isEmpty ? nil : parents,
                    note: "\(settings.method.rawValue) search, \(molecule.origin.operation)"
                ))
        }
        let ids = try project.candidates.append(new).map(\.candidate.id)
        try record(scores: zip(ids, best).map { ($0, $1.score) })
        run.funnel = Self.funnel(found, kept: best.count)
        run.isFinished = true
        try project.runs.record(run)
        return ids
    }

    private func record(scores: [(id: String, score: Double)]) throws {
        let name = "objective \(objective)"
        let version = settings.objectiveVersion
        let known = Set(
            project.scores.entries.filter { $0.source == name && $0.version == version }.map(\.candidate))
        try project.scores.append(
            scores.filter { !known.contains($0.id) }.map {
                ScoreRecord(candidate: $0.id, source: name, version: version, values: [name: $0.score])
            })
    }

    /// Each molecule that was scored, and why it is no candidate.
    private static func funnel(_ found: Optimisation.Found, kept: Int) -> Funnel {
        var funnel = Funnel(filters: ["hard limits", "among the best"])
        let refusals = found.candidates.compactMap(\.refusal)
        for refusal in refusals { funnel.leaveOut(at: "hard limits", because: refusal) }
        for _ in 0..<max(0, found.candidates.count - refusals.count - kept) {
            funnel.leaveOut(at: "among the best", because: "a lower score")
        }
        funnel.pass(kept)
        return funnel
    }
}
