internal import Foundation
internal import QuartetFiles

/// What is in a project.
public struct ProjectStatus: Encodable, Sendable {
    public struct Maker: Sendable {
        public let command: String
        public let count: Int
    }

    public struct Screen: Encodable, Sendable {
        public let source: String
        public let judged: Int
        /// Nil for a source that gives no verdict.
        public let passed: Int?
    }

    public struct Docked: Encodable, Sendable {
        public let receptor: String
        public let docked: Int
        public let failed: Int
        /// In kcal/mol.
        public let best: Double?
    }

    /// How far a search came.
    public struct Search: Encodable, Sendable {
        public let run: String
        public let method: String
        public let curve: String
        public let scored: Int
        public let value: Double
    }

    public let path: String
    public let settings: ProjectSettings
    public let candidates: Int
    /// By the command that made them, the most first.
    public let origins: [Maker]
    public let screens: [Screen]
    public let docked: [Docked]
    public let searches: [Search]
    public let kept: Int
    public let dropped: Int
    public let runs: [Run]
    /// Bytes of all files.
    public let diskUse: Int

    public init(of project: Project) throws {
        path = project.path
        settings = project.settings
        let all = project.candidates.all
        candidates = all.count
        origins = Dictionary(grouping: all, by: \.origin.command).mapValues(\.count)
            .sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
                Maker(command: $0.key, count: $0.value)
            }
        let scores = Dictionary(project.scores.entries.map { ("\($0.source)\n\($0.candidate)", $0) }) { $1 }
        screens = Dictionary(grouping: scores.values, by: \.source).sorted { $0.key < $1.key }.map {
            let verdicts = $1.compactMap(\.isPassed)
            return Screen(
                source: $0, judged: $1.count, passed: verdicts.isEmpty ? nil : verdicts.count { $0 })
        }
        docked = Dictionary(grouping: project.docking.entries, by: \.receptor).sorted { $0.key < $1.key }.map
        {
            let done = Set($1.filter { $0.affinity != nil }.map(\.candidate))
            let failed = Set($1.filter { $0.affinity == nil }.map(\.candidate)).subtracting(done)
            return Docked(
                receptor: $0, docked: done.count, failed: failed.count, best: $1.compactMap(\.affinity).min())
        }
        let decisions = project.decisions.values
        kept = decisions.count { $0.decision == .keep }
        dropped = decisions.count { $0.decision == .drop }
        runs = project.runs.all
        searches = runs.flatMap { run in
            (run.curves ?? []).compactMap { curve in
                guard let scored = curve.scored.last, let value = curve.values.last else { return nil }
                return Search(
                    run: run.id, method: curve.method ?? run.command, curve: curve.name, scored: scored,
                    value: value)
            }
        }
        let listing = try FolderListing(project.path)
        diskUse = listing.files.reduce(0) { sum, name in
            let attributes = try? FileManager.default.attributesOfItem(atPath: project.path + "/" + name)
            return sum + ((attributes?[.size] as? Int) ?? 0)
        }
    }

    private enum Key: String, CodingKey {
        case project, settings, candidates, origins, screens, docked, searches, kept, dropped, runs,
            unfinishedRuns
        case diskUse
    }

    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: Key.self)
        try members.encode(path, forKey: .project)
        try members.encode(settings, forKey: .settings)
        try members.encode(candidates, forKey: .candidates)
        try members.encode(
            Dictionary(uniqueKeysWithValues: origins.map { ($0.command, $0.count) }), forKey: .origins)
        try members.encode(screens, forKey: .screens)
        try members.encode(docked, forKey: .docked)
        try members.encode(searches, forKey: .searches)
        try members.encode(kept, forKey: .kept)
        try members.encode(dropped, forKey: .dropped)
        try members.encode(runs.count, forKey: .runs)
        try members.encode(runs.filter { !$0.isFinished }.map(\.id), forKey: .unfinishedRuns)
        try members.encode(diskUse, forKey: .diskUse)
    }
}
