internal import Foundation
public import QuartetFiles

/// The records that were marked as normal for a model: `MODEL.feedback.jsonl` beside it, one JSON object per line. It is
/// written atomically.
public struct FeedbackFile: Sendable {
    public let path: String
    public private(set) var entries: [FeedbackEntry] = []

    /// - Parameter model: the model's file. Its feedback is read if there is any.
    /// - Throws: ``FeedbackError``.
    public init(beside model: String) throws(FeedbackError) {
        path = Self.path(beside: model)
        guard FileManager.default.fileExists(atPath: path) else { return }
        let data: Data
        do throws(FileError) {
            data = Data(try FileBytes.read(path))
        } catch {
            throw .file(error)
        }
        for (index, line) in data.split(separator: 10, omittingEmptySubsequences: false).enumerated()
        where !line.isEmpty {
            do {
                let entry = try JSONDecoder().decode(FeedbackEntry.self, from: line)
                guard entry.reach > 0, entry.reach.isFinite else {
                    throw FeedbackError.damaged(
                        file: path, line: index + 1, reason: "its reach is \(entry.reach), expected above 0")
                }
                entries.append(entry)
            } catch let error as FeedbackError {
                throw error
            } catch {
                throw .damaged(file: path, line: index + 1, reason: DecodingError.reason(of: error))
            }
        }
    }

    public static func path(beside model: String) -> String { model + ".feedback.jsonl" }

    /// Reads the marks of a model, changes them and writes them, while no other process does.
    ///
    /// - Throws: ``FeedbackError``, `FileError`, and what `change` throws; then nothing is written.
    public static func update<Result>(
        beside model: String, _ change: (inout FeedbackFile) throws -> Result
    ) throws -> Result {
        try AtomicFile.updating(path(beside: model)) {
            var file = try FeedbackFile(beside: model)
            let result = try change(&file)
            try file.save()
            return result
        }
    }

    /// Adds the entries that the file does not contain yet.
    ///
    /// - Returns: the entries that are new.
    public mutating func add(_ new: [FeedbackEntry]) -> [FeedbackEntry] {
        var known = Set(entries.map(\.id))
        let added = new.filter { known.insert($0.id).inserted }
        entries += added
        return added
    }

    /// Removes entries.
    ///
    /// - Throws: ``FeedbackError/noSuchEntry(id:file:known:)``; then none is removed.
    public mutating func remove(_ ids: [String]) throws(FeedbackError) {
        for id in ids where !entries.contains(where: { $0.id == id }) {
            throw .noSuchEntry(id: id, file: path, known: entries.map(\.id))
        }
        entries.removeAll { ids.contains($0.id) }
    }

    public mutating func removeAll() { entries = [] }

    /// Writes the file, or removes it when there are no entries.
    ///
    /// - Throws: `FileError.cannotWrite`, naming the file and the reason.
    private func save() throws {
        if entries.isEmpty {
            guard FileManager.default.fileExists(atPath: path) else { return }
            do {
                return try FileManager.default.removeItem(atPath: path)
            } catch {
                throw FileError.cannotWrite(file: path, reason: error.localizedDescription)
            }
        }
        let encoder = JSONEncoder.sorted
        let lines = try entries.map { try encoder.text($0) + "\n" }
        try AtomicFile.write(lines.joined(), to: path)
    }
}

/// Why records cannot be marked, or why marks cannot be used.
public enum FeedbackError: UserFacingError, Equatable {
    /// The file of marks cannot be read.
    case file(FileError)
    case damaged(file: String, line: Int, reason: String)
    case otherFormat(file: String, line: Int, found: String, expected: String)
    case noSuchEntry(id: String, file: String, known: [String])
    case noSuchRecord(file: String, what: String)

    public var kind: FailureKind { if case .file(let error) = self { error.kind } else { .badData } }

    public var description: String {
        switch self {
        case .file(let error): "\(error)."
        case .damaged(let file, let line, let reason):
            "\(file):\(line): not a mark of `quartet traffic feedback`: \(reason). Remove the line, or remove the file, "
                + "which takes back all marks."
        case .otherFormat(let file, let line, let found, let expected):
            "\(file):\(line): the format of the marked record is \(found), but the model is for \(expected) logs: remove the line."
        case .noSuchEntry(let id, let file, let known):
            "\(file): there is no mark \(id); the marks are: "
                + (known.isEmpty ? "none" : known.prefix(20).joined(separator: ", ")) + "."
        case .noSuchRecord(let file, let what): "\(file): there is no record \(what)."
        }
    }
}
