internal import Foundation
public import QuartetFiles
internal import QuartetReports

/// An optimisation in a folder: a method and the baselines that it must beat, each under the same budget of different
/// molecules scored. Everything that was scored is kept there, and a stopped optimisation goes on where it was.
public struct Optimisation {
    /// Ways to look for better molecules, the baselines among them.
    public enum Method: String, Codable, Sendable, CaseIterable {
        /// Molecules of the start file at random.
        case random
        /// Crossovers and mutations.
        case genetic
        /// CMA-ES on the codes of a model.
        case covariance
        /// Uphill on the codes of a model, along the gradient of the properties that it predicts.
        case ascent
        /// Half of the children by crossover and mutation, half between the codes of two parents.
        case hybrid

        public var needsModel: Bool { self != .random && self != .genetic }
    }

    /// What decides the result.
    public struct Settings: Codable, Sendable, Equatable {
        public var objective: String
        public var method = Method.genetic
        /// Different molecules that each method scores.
        public var budget = 10_000
        public var seed: UInt64 = 1
        /// Molecules of the start file that are scored before breeding begins.
        public var starters = 1000
        /// Children made for each one that is scored; a model of the score chooses. 1 for none.
        public var brood = 5
        /// Canonical SMILES of the molecule to be improved.
        public var lead: String?
        /// The fingerprint of the model's weights, for a method that needs a model.
        public var model: String?
        /// The start file; nil for a lead alone.
        public var start: String?
        /// ``StartPool/version`` of the start file.
        public var startVersion: String?
        /// ``Objective/versions``, for an objective that reads files.
        public var versions: [String: String]?

        public init(objective: String) { self.objective = objective }

        /// The first setting, by name, that differs from earlier ones; a larger budget goes on where the smaller one ended.
        func change(since earlier: Settings) throws -> String? {
            var earlier = earlier
            // Where a file lies does not matter, as long as it is the same.
            if earlier.startVersion == startVersion, startVersion != nil { earlier.start = start }
            if earlier.budget < budget { earlier.budget = budget }
            if earlier == self { return nil }
            let (before, now) = try (Self.members(of: earlier), Self.members(of: self))
            let names = Set(before.keys).union(now.keys).sorted()
            guard let name = names.first(where: { before[$0] != now[$0] }) else { return nil }
            switch name {
            case "versions": return "a file of the objective has changed"
            case "startVersion": return "the start file has changed"
            default: return "\(name) \(before[name] ?? "missing"), now \(now[name] ?? "missing")"
            }
        }

        private static func members(of settings: Settings) throws -> [String: String] {
            let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(settings))
            return (object as? [String: Any] ?? [:]).mapValues { "\($0)" }
        }

        /// Tells scores from those of another objective, or of other files.
        public var objectiveVersion: String {
            let files = (versions ?? [:]).sorted { $0.key < $1.key }.map { "\n\($0.key) \($0.value)" }
            return Fingerprint(objective + files.joined()).text
        }
    }

    /// What a method found.
    public struct Found: Sendable {
        public let method: Method
        public let candidates: [ScoredMolecule]
        public let curve: OptimisationCurve
        /// The best, best first; of equal ones the earlier.
        public let best: [ScoredMolecule]
    }

    private let settings: Settings
    private let objective: Objective
    private let folder: String

    /// - Throws: ``OptimisationError`` where the folder holds an optimisation with other settings that is to be continued.
    public init(_ settings: Settings, _ objective: Objective, folder: String, resume: Bool) throws {
        (self.settings, self.objective, self.folder) = (settings, objective, folder)
        let path = folder + "/settings.json"
        if resume, let bytes = try? Data(contentsOf: URL(filePath: path)) {
            guard let before = try? JSONDecoder().decode(Settings.self, from: bytes) else {
                throw OptimisationError(folder: folder, "its settings.json cannot be read")
            }
            if let change = try settings.change(since: before) {
                throw OptimisationError(
                    folder: folder, "it holds an optimisation with other settings: \(change)")
            }
        }
        try OutputFolder.prepare(folder)
        try AtomicFile.write(JSONEncoder.pretty.text(settings) + "\n", to: path)
    }

    /// The file of what a method scored.
    public func log(of method: Method) -> String { folder + "/\(method.rawValue).jsonl" }

    /// Runs a method until its budget is spent or it is stopped.
    ///
    /// - Parameters:
    ///   - pool: the molecules of the start file; may be empty where there is a lead.
    ///   - space: the model, for methods that need one.
    ///   - progress: called after each batch with the molecules scored and the mean of the best ten.
    public func run(
        _ method: Method, pool: StartPool, space: (any LatentSpace)? = nil, resume: Bool,
        isStopped: @escaping () -> Bool, progress: (_ scored: Int, _ topMean: Double) -> Void
    ) throws -> Found {
        let run = OptimisationRun(
            objective: objective, budget: settings.budget, path: log(of: method), isStopped: isStopped)
        var search = try self.search(method, pool, space)
        let scored = try run.run(&search, resume: resume) { scored in
            let best = scored.best(10)
            progress(scored.count, best.reduce(0) { $0 + $1.score } / Double(max(best.count, 1)))
        }
        return Found(
            method: method, candidates: scored.candidates,
            curve: OptimisationCurve(scores: scored.candidates.map(\.score), budget: settings.budget),
            best: scored.best(scored.count))
    }

    private func search(
        _ method: Method, _ pool: StartPool, _ space: (any LatentSpace)?
    ) throws -> any SearchMethod {
        switch method {
        case .random: return RandomSearch(pool)
        case .genetic: return try genetic(pool)
        case .covariance, .ascent, .hybrid:
            guard let space else {
                throw OptimisationError(.usage, "the method \(method.rawValue) needs a model")
            }
            return try latent(method, pool, space)
        }
    }

    private func latent(
        _ method: Method, _ pool: StartPool, _ space: some LatentSpace
    ) throws -> any SearchMethod {
        let genetic = try self.genetic(pool)
        if method == .ascent, !(space is any PredictiveLatentSpace) {
            throw OptimisationError(.usage, "the method ascent needs a model that predicts properties")
        }
        if method == .covariance {
            return CovarianceSearch(space, start: genetic, seed: settings.seed)
        }
        return LatentBreeding(
            genetic, space, objective, move: method == .ascent ? .uphill : .between,
            share: method == .ascent ? 1 : 0.5, seed: settings.seed)
    }

    private func genetic(_ pool: StartPool) throws -> GeneticSearch {
        var search = GeneticSearch.Settings()
        var lead: Molecule?
        search.starters = settings.starters
        if let smiles = settings.lead {
            search = .lead
            lead = try Molecule(smiles: smiles)
        }
        search.brood = settings.brood
        return GeneticSearch(search, breeding: try Breeding(), pool: pool, lead: lead, seed: settings.seed)
    }

    /// Whether a method beats a baseline, in a sentence.
    public static func verdict(_ found: Found, against baseline: Found) -> String {
        let name = baseline.method == .random ? "drawing molecules at random" : "the genetic algorithm alone"
        let figures = [found, baseline].map { $0.curve.area.text(3) }
        let isBetter = found.curve.area > baseline.curve.area
        return "\(found.method.rawValue) is \(isBetter ? "better" : "not better") than \(name): "
            + "AUC of the top 10 \(figures[0]) against \(figures[1])"
    }
}

/// Why an optimisation cannot be run.
public struct OptimisationError: UserFacingError, Equatable {
    public let kind: FailureKind
    public let description: String

    init(_ kind: FailureKind, _ description: String) { (self.kind, self.description) = (kind, description) }

    init(folder: String, _ reason: String) {
        (kind, description) = (
            .usage, "\(folder): \(reason); repeat these settings, or choose another folder"
        )
    }
}
