internal import Foundation
public import QuartetFiles

/// A folder in which a chemist's work on one question is kept for months: its settings, the candidates with how each was
/// made, what was computed for them, their poses, and the chemist's marks.
///
/// All files are lines of JSON that are only ever added to, so that several commands can work at the same time and a
/// command that was killed loses nothing. A project belongs to one thread.
public final class Project {
    public let path: String
    public private(set) var settings: ProjectSettings
    public let candidates: CandidateStore
    public let scores: RecordFile<ScoreRecord>
    public let docking: RecordFile<DockingRecord>
    public let marks: RecordFile<Mark>
    public let runs: RunStore

    private static let settingsName = "project.json"

    /// Opens a project and makes it at its first use.
    ///
    /// - Throws: `FileError` for a folder that cannot be made or read; ``ProjectError`` for a folder with other content.
    public convenience init(makingAt path: String) throws {
        let file = path + "/" + Self.settingsName
        if !FileManager.default.fileExists(atPath: file) {
            try Self.check(path)
            try OutputFolder.prepare(path)
            try AtomicFile.write(JSONEncoder.pretty.text(ProjectSettings()) + "\n", to: file)
        }
        try self.init(at: path)
    }

    /// Checks, without making anything, that a project is there or can be made.
    ///
    /// - Throws: as ``init(makingAt:)``.
    public static func check(_ path: String) throws {
        if FileManager.default.fileExists(atPath: path + "/" + settingsName) {
            _ = try settings(in: path)
            return
        }
        try OutputFolder.check(path)
        let content = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        if content.contains(where: { !$0.hasPrefix(".") }) { throw ProjectError.otherFolder(path) }
    }

    /// Opens a project that is there.
    ///
    /// - Throws: `FileError`, and ``ProjectError`` for a folder that is no project.
    public init(at path: String) throws {
        self.path = path
        settings = try Self.settings(in: path)
        candidates = try CandidateStore(path: path + "/candidates.jsonl")
        scores = try RecordFile(path: path + "/scores.jsonl")
        docking = try RecordFile(path: path + "/docking.jsonl")
        marks = try RecordFile(path: path + "/marks.jsonl")
        runs = RunStore(try RecordFile(path: path + "/runs.jsonl"))
    }

    private static func settings(in path: String) throws -> ProjectSettings {
        let file = path + "/" + settingsName
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw ProjectError.missing(path)
        }
        guard isFolder.boolValue else { throw ProjectError.file(path) }
        guard FileManager.default.fileExists(atPath: file) else {
            let content = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
            throw content.contains { !$0.hasPrefix(".") }
                ? ProjectError.otherFolder(path) : ProjectError.empty(path)
        }
        let settings: ProjectSettings
        do {
            settings = try JSONDecoder().decode(
                ProjectSettings.self, from: Data(try FileBytes.read(file, limit: 1 << 20)))
        } catch let error as FileError {
            throw error
        } catch {
            throw FileError.damaged(file: file, reason: DecodingError.reason(of: error))
        }
        guard settings.form <= ProjectSettings.newestForm else {
            throw ProjectError.newer(path, form: settings.form)
        }
        return settings
    }

    /// Changes the settings, while no other process does.
    public func updateSettings(_ change: (inout ProjectSettings) throws -> Void) throws {
        let file = path + "/" + Self.settingsName
        settings = try AtomicFile.updating(file) {
            var settings = try Self.settings(in: path)
            try change(&settings)
            try AtomicFile.write(JSONEncoder.pretty.text(settings) + "\n", to: file)
            return settings
        }
    }

    /// A folder of the project for files of one kind, made where it is missing: "poses", "cache".
    public func folder(_ name: String) throws(FileError) -> String {
        try OutputFolder.prepare(path + "/" + name).path
    }

    /// The mark that counts for each candidate that has one.
    public var decisions: [String: Mark] {
        var decisions: [String: Mark] = [:]
        for mark in marks.entries { decisions[mark.candidate] = mark.decision == .open ? nil : mark }
        return decisions
    }

    /// The candidates that a source has not judged yet.
    public func candidates(withoutScoresOf source: String, version: String) -> [Candidate] {
        let done = Set(
            scores.entries.lazy.filter { $0.source == source && $0.version == version }.map(\.candidate))
        return candidates.all.filter { !done.contains($0.id) }
    }
}

/// Why a folder is no project.
public enum ProjectError: UserFacingError, Equatable {
    case missing(String)
    case empty(String)
    case file(String)
    case otherFolder(String)
    case newer(String, form: Int)
    case noCandidate(String, project: String)
    case noCandidates(String)

    public var kind: FailureKind {
        switch self {
        case .missing: .notFound
        case .noCandidate: .usage
        case .empty, .file, .otherFolder, .newer, .noCandidates: .badData
        }
    }

    public var description: String {
        let first =
            "the first command that puts something into it makes it: "
            + "quartet molecules add FILE --project"
        switch self {
        case .missing(let path): return "\(path): there is no such project; \(first) \(path)"
        case .empty(let path): return "\(path): the folder is empty; \(first) \(path)"
        case .noCandidates(let path):
            return "\(path): the project has no candidates yet; next: "
                + "quartet molecules add FILE --project \(path)"
        case .file(let path): return "\(path): it is a file; a project is a folder"
        case .otherFolder(let path):
            return "\(path): the folder holds other files and no project; name a new folder"
        case .newer(let path, let form):
            return "\(path): the project has form \(form), which a newer version wrote; "
                + "this one reads up to \(ProjectSettings.newestForm)"
        case .noCandidate(let id, let project):
            return "\(project): there is no candidate \(id); names look like Q00001"
        }
    }
}
