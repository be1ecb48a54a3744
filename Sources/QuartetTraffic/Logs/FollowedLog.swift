internal import Foundation
internal import QuartetFiles

/// Growing logs, followed by name: through rotation, truncation, and when they disappear and come back.
///
/// ```swift
/// let log = try FollowedLog(["conn.log"], catalog: FormatCatalog(), state: "conn.position") { isStopped() }
/// while let batch = try log.nextBatch() {
///     …
///     try log.commit()
/// }
/// ```
/// After a restart, records returned before the last ``commit()`` are not returned again, and all later ones are.
/// Not Sendable: used by one task.
public final class FollowedLog {
    private final class Followed {
        let path: String
        var file: FollowedFile?
        var log: LogFile?
        /// Rotated files to read before the one that has the name now.
        var older: [String] = []
        /// The offset up to which records were returned before a restart.
        var returned = 0
        var position: FollowedPosition?

        init(_ path: String) { self.path = path }
    }

    /// Receives messages for the user about rotation, truncation and logs that disappeared.
    public var onEvent: (String) -> Void = { _ in }
    /// The schema of all batches; nil before the first.
    public var schema: RecordSchema? { format?.schema }
    public let rejected: RejectedLines
    public private(set) var records = 0
    private let catalog: FormatCatalog
    private var format: LogFormat?
    private let state: String?
    private let isStopped: () -> Bool
    private var logs: [Followed] = []
    private var vanished: Set<String> = []
    private var next = 0

    /// Seconds between two checks of files without news.
    private static let interval = 0.25
    /// Fewer lines are not enough to infer the kinds of an unknown table's columns.
    private static let linesForGuess = 100
    private var waiting: Set<String> = []

    /// - Parameters:
    ///   - paths: the logs' names; a log that does not exist yet is waited for.
    ///   - format: as for ``LogReader``; nil to recognise it from the content.
    ///   - state: the file with the positions; nil to begin at the first line at every start.
    ///   - isStopped: checked four times a second; ``nextBatch()`` returns nil soon after it is true.
    /// - Throws: ``LogError`` when the positions cannot be read or the format is unknown.
    public init(
        _ paths: [String], catalog: FormatCatalog, format: String? = nil, schema: RecordSchema? = nil,
        rejected: RejectedLines? = nil, state: String? = nil, isStopped: @escaping () -> Bool
    ) throws {
        if paths.isEmpty { throw LogError.file(.cannotRead(file: "(none)", reason: "no log was given")) }
        (self.catalog, self.state, self.isStopped) = (catalog, state, isStopped)
        self.rejected = try rejected ?? RejectedLines()
        self.format = try LogReader.wanted(schema: schema, format: format, catalog)
        let positions = try state.map(FollowedPosition.load) ?? [:]
        for path in paths {
            let log = Followed(path)
            log.position = positions[path]
            logs.append(log)
        }
    }

    /// Waits for the next records; nil when stopped.
    ///
    /// - Throws: ``LogError`` when the format of a log is unknown, or most of its lines are malformed.
    public func nextBatch() throws -> RecordBatch? {
        while !isStopped() {
            // In turn, so that a busy log does not starve the others.
            for _ in logs.indices {
                let log = logs[next]
                next = (next + 1) % logs.count
                if let batch = try advance(log) {
                    records += batch.count
                    return batch
                }
            }
            try rejected.flush()
            Thread.sleep(forTimeInterval: Self.interval)
        }
        return nil
    }

    /// Saves the position after the last batch: call it when the records returned so far have been dealt with.
    public func commit() throws {
        guard let state else { return }
        var positions = try FollowedPosition.load(state)
        for log in logs { if let position = log.position { positions[log.path] = position } }
        try FollowedPosition.save(positions, to: state)
    }

    /// The records that a log has now; nil when there are none yet.
    private func advance(_ log: Followed) throws -> RecordBatch? {
        while true {
            if log.file == nil { try begin(log) }
            guard let file = log.file else { return nil }
            if file.wasTruncated {
                onEvent("\(log.path) was truncated; reading it from the beginning")
                file.rewind()
                (log.log, log.returned, file.boundary) = (nil, 0, 0)
            }
            if let batch = try records(of: log, file) { return batch }
            guard try hasSuccessor(log, file) else { return nil }
            // What was written between the last check and the rotation, including a last line without a line end.
            file.isFinished = true
            if let batch = try records(of: log, file) { return batch }
            onEvent("\(log.path) was rotated; reading the new file")
            // It may have been rotated more than once since the last check.
            if log.older.isEmpty {
                log.older = Array(Self.rotated(log.path, since: file.identity).dropFirst())
            }
            (log.file, log.log, log.returned) = (nil, nil, 0)
        }
    }

    private func records(of log: Followed, _ file: FollowedFile) throws -> RecordBatch? {
        if log.log == nil {
            do {
                log.log = try LogFile(
                    file, catalog: catalog, format: format, rejected: rejected, isFollowed: true)
            } catch LogError.empty {
                file.rewind()
                return nil
            } catch LogError.unknownFormat
                where !file.isFinished && file.bytes(before: 4096, count: 4096).count < 4096
            {
                // The header is being written.
                file.rewind()
                return nil
            }
            if format == nil, let found = log.log?.format, found.required.isEmpty, !file.isFinished,
                file.lineCount < Self.linesForGuess
            {
                if waiting.insert(log.path).inserted {
                    onEvent(
                        "\(log.path): waiting for \(Self.linesForGuess) lines to infer the kinds of its columns"
                    )
                }
                file.rewind()
                log.log = nil
                return nil
            }
            format = log.log?.format
        }
        guard let reader = log.log else { return nil }
        while let batch = try reader.nextBatch() {
            if reader.position <= log.returned { continue }
            log.position = FollowedPosition(
                file: file.identity, offset: reader.position, before: reader.bytesBefore)
            return batch
        }
        return nil
    }

    /// Opens the next file to read: after a restart the one that was being read, whatever its name is now.
    private func begin(_ log: Followed) throws {
        if let kept = log.position, log.returned == 0, log.log == nil, log.older.isEmpty, !wasBegun(log) {
            begun.insert(log.path)
            log.older = Self.rotated(log.path, since: kept.file)
            let first = log.older.first ?? log.path
            if let file = try? FollowedFile(path: first), file.identity == kept.file {
                if !log.older.isEmpty { log.older.removeFirst() }
                if kept.fits(file) {
                    (log.returned, file.boundary) = (kept.offset, kept.offset)
                } else {
                    onEvent("\(first) has changed since the last run; reading it from the beginning")
                }
                log.file = file
                return
            }
            onEvent("the file that had the name \(log.path) is gone; its unread lines are lost")
        }
        begun.insert(log.path)
        let path = log.older.isEmpty ? log.path : log.older.removeFirst()
        do {
            log.file = try FollowedFile(path: path)
            if vanished.remove(log.path) != nil { onEvent("\(log.path) exists now") }
        } catch {
            if vanished.insert(log.path).inserted { onEvent("\(error); waiting for it") }
        }
    }

    private var begun: Set<String> = []
    private func wasBegun(_ log: Followed) -> Bool { begun.contains(log.path) }

    /// Whether the name belongs to another file now, or an older file has been read completely.
    private func hasSuccessor(_ log: Followed, _ file: FollowedFile) throws -> Bool {
        guard let now = FollowedFile.Identity(path: log.path) else {
            // Its writer may still have it open.
            if vanished.insert(log.path).inserted { onEvent("\(log.path) is gone; waiting for it") }
            return !log.older.isEmpty
        }
        vanished.remove(log.path)
        return now != file.identity
    }

    /// The files beside a log that are named after it ("conn.log.1"), starting with the given one, oldest first; none when
    /// that one still has the name.
    private static func rotated(_ path: String, since first: FollowedFile.Identity) -> [String] {
        let now = FollowedFile.Identity(path: path)
        if now == first { return [] }
        let url = URL(fileURLWithPath: path)
        let folder = url.deletingLastPathComponent().path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let files = names.compactMap { name -> (path: String, date: Date, isFirst: Bool, isNamed: Bool)? in
            let path = folder + "/" + name
            guard let identity = FollowedFile.Identity(path: path), identity != now,
                let attributes = try? FileManager.default.attributesOfItem(atPath: path),
                attributes[.type] as? FileAttributeType == .typeRegular,
                let date = attributes[.modificationDate] as? Date
            else { return nil }
            return (path, date, identity == first, name.hasPrefix(url.lastPathComponent + "."))
        }
        guard let start = files.first(where: \.isFirst) else { return [] }
        let later = files.filter { $0.isNamed && !$0.isFirst && $0.date > start.date }.sorted {
            $0.date < $1.date
        }
        return [start.path] + later.map(\.path)
    }
}
