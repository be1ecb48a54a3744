internal import Foundation
internal import QuartetFiles

/// The file of everything that a run scored, one JSON object a line, and beside it how far the run's method had come.
///
/// Nothing that was scored is lost: a run that goes on repeats what its saved state does not cover, and takes the scores of
/// that from the file.
struct CandidateLog {
    /// How far the method had come.
    struct Saved: Codable, Sendable {
        /// Batches that are complete, and the candidates in them.
        let batch: Int
        let count: Int
        let state: String
    }

    private let path: String
    private let handle: FileHandle
    /// The candidates of the complete batches.
    let known: [ScoredMolecule]
    /// How far the method had come; nil where the file does not bear it out, and the run begins again.
    let saved: Saved?
    /// What was ever scored, by structure.
    let earlier: [String: ScoredMolecule]
    private var lastSave = ContinuousClock.now

    private var statePath: String { path + ".state" }
    /// What an earlier run scored beyond its saved state, until the run has come past it.
    private var earlierPath: String { path + ".earlier" }

    /// - Parameter resume: keeps what is there; otherwise the file is begun anew.
    init(path: String, resume: Bool) throws {
        self.path = path
        let read = resume ? Self.candidates(path) : []
        let state = resume ? try? Data(contentsOf: URL(filePath: path + ".state")) : nil
        let found = state.flatMap { try? JSONDecoder().decode(Saved.self, from: $0) }
        let complete = read.filter { $0.batch < found?.batch ?? 0 }
        // A file that lost lines does not bear out the state.
        saved = complete.count == found?.count ? found : nil
        known = saved == nil ? [] : complete
        let before = resume ? Self.candidates(path + ".earlier") : []
        earlier = Dictionary((read + before).map { ($0.smiles, $0) }) { first, _ in first }
        if known.count < read.count {
            let kept = earlier.values.sorted { ($0.number, $0.smiles) < ($1.number, $1.smiles) }
            try AtomicFile.write(Self.text(kept), to: path + ".earlier")
        }
        try AtomicFile.write(Self.text(known), to: path)
        guard let handle = FileHandle(forWritingAtPath: path) else {
            throw FileError.cannotWrite(file: path, reason: "it cannot be opened")
        }
        try handle.seekToEnd()
        self.handle = handle
    }

    /// The lines of a file; one that was cut short is no JSON and is passed over.
    private static func candidates(_ path: String) -> [ScoredMolecule] {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return [] }
        return text.split(separator: "\n").compactMap {
            try? JSONDecoder().decode(ScoredMolecule.self, from: Data($0.utf8))
        }
    }

    private static func text(_ candidates: [ScoredMolecule]) throws -> String {
        try candidates.map { try JSONEncoder.sorted.text($0) + "\n" }.joined()
    }

    func append(_ candidates: [ScoredMolecule]) throws {
        do {
            try handle.write(contentsOf: Data(Self.text(candidates).utf8))
        } catch {
            throw FileError.cannotWrite(file: path, reason: error.localizedDescription)
        }
    }

    /// Saves how far the method has come, at most every ten seconds.
    mutating func save(batch: Int, count: Int, state: @autoclosure () -> String) throws {
        guard ContinuousClock.now - lastSave > .seconds(10) else { return }
        try write(batch: batch, count: count, state: state())
        lastSave = .now
    }

    /// Saves where the run ended, by itself or stopped.
    func finish(batch: Int, count: Int, state: String) throws {
        try write(batch: batch, count: count, state: state)
        if count >= earlier.count { try? FileManager.default.removeItem(atPath: earlierPath) }
    }

    private func write(batch: Int, count: Int, state: String) throws {
        try AtomicFile.write(
            JSONEncoder.sorted.text(Saved(batch: batch, count: count, state: state)), to: statePath)
    }
}
