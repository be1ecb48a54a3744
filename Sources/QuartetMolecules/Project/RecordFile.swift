internal import Foundation
public import QuartetFiles

/// Entries of one kind in a project, a line of JSON each, in the order in which they were added. Nothing in it is ever
/// changed: what is true now is what was added last.
///
/// Several commands may add to it at the same time; see `AppendedLines`.
public final class RecordFile<Entry: Codable & Sendable> {
    private let lines: AppendedLines
    public private(set) var entries: [Entry] = []

    /// - Throws: `FileError` when it cannot be read, or when a line is not an entry.
    init(path: String) throws(FileError) {
        lines = AppendedLines(path: path)
        try refresh()
    }

    public var path: String { lines.path }

    /// Reads what other processes added.
    public func refresh() throws(FileError) { try take(lines.news()) }

    /// Adds entries: all of them, or with an error none.
    public func append(_ new: [Entry]) throws { try append { _ in new } }

    /// Adds entries that depend on those that are there, while no other process adds any.
    ///
    /// - Parameter make: gets all entries, also those that other processes added.
    func append(making make: ([Entry]) throws -> [Entry]) throws {
        var new: [Entry] = []
        try lines.append { news in
            try take(news)
            new = try make(entries)
            return try new.map { try JSONEncoder.sorted.text($0) }
        }
        entries += new
    }

    private func take(_ lines: [AppendedLines.Line]) throws(FileError) {
        let decoder = JSONDecoder()
        for line in lines where !line.bytes.isEmpty {
            do {
                entries.append(try decoder.decode(Entry.self, from: Data(line.bytes)))
            } catch {
                throw .damaged(file: path, reason: "line \(line.number): \(DecodingError.reason(of: error))")
            }
        }
    }
}
