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
    /// Receives messages for the user about rotation, truncation and logs that disappeared.
    public var onEvent: (String) -> Void = { _ in }
    /// The schema of all batches; nil before the first.
    public var schema: RecordSchema? { format?.schema }
    public let rejected: RejectedLines
    public private(set) var records = 0
    private let catalog: FormatCatalog
    private var format: LogFormat?
    private let state: String?
    private let patience: Duration
    private let grace: Duration
    private let interval: Duration
    private let isStopped: () -> Bool
    private var logs: [FollowedName] = []
    private var next = 0

    /// Fewer lines are not enough to infer the kinds of an unknown table's columns.
    private static let linesForGuess = 100

    /// - Parameters:
    ///   - paths: the logs' names; a log that does not exist yet is waited for.
    ///   - format: as for ``LogReader``; nil to recognise it from the content.
    ///   - state: the file with the positions; nil to begin at the first line at every start.
    ///   - patience: how long nothing may come before a rotated file counts as finished: its writer can keep it open for
    ///     a moment.
    ///   - grace: how long a rotated file is read that still grows; then it is left, and `onEvent` says so.
    ///   - interval: between two checks of files without news.
    ///   - isStopped: checked as often; ``nextBatch()`` returns nil soon after it is true.
    /// - Throws: ``LogError`` when the positions cannot be read or the format is unknown.
    public init(
        _ paths: [String], catalog: FormatCatalog, format: String? = nil, schema: RecordSchema? = nil,
        rejected: RejectedLines? = nil, state: String? = nil, patience: Duration = .seconds(5),
        grace: Duration = .seconds(60), interval: Duration = .milliseconds(250),
        isStopped: @escaping () -> Bool
    ) throws {
        if paths.isEmpty { throw LogError.file(.cannotRead(file: "(none)", reason: "no log was given")) }
        let catalog = catalog.limited(to: format)
        (self.catalog, self.state) = (catalog, state)
        (self.patience, self.grace, self.interval, self.isStopped) = (patience, grace, interval, isStopped)
        self.rejected = try rejected ?? RejectedLines()
        self.format = try LogReader.wanted(schema: schema, format: format, catalog)
        let positions = try state.map(FollowedPosition.load) ?? [:]
        logs = paths.map { FollowedName($0, positions[$0]) }
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
            Thread.sleep(forTimeInterval: interval / .seconds(1))
        }
        return nil
    }

    /// Saves the position after the last batch: call it when the records returned so far have been dealt with.
    ///
    /// - Throws: `FileError.cannotWrite` when the file of positions cannot be written, or another process holds its lock
    ///   for long or when the log is stopped.
    public func commit() throws { try save(logs) }

    private func save(_ logs: [FollowedName]) throws {
        guard let state else { return }
        var positions: [String: FollowedPosition] = [:]
        for log in logs { positions[log.path] = log.position }
        try FollowedPosition.update(state, with: positions, isStopped: isStopped)
    }

    /// The records that a log has now; nil when there are none yet.
    private func advance(_ log: FollowedName) throws -> RecordBatch? {
        while true {
            if log.file == nil {
                let isFirst = log.position == nil
                log.begin(onEvent)
                // Kept from the start, so that a rotation before the first commit does not lose the file.
                if isFirst, log.position != nil { try save([log]) }
            }
            guard let file = log.file else { return nil }
            if file.isTruncated() {
                // Lines that are in memory already.
                if log.log != nil, let batch = try records(of: log, file) { return batch }
                log.leaveTruncated(file, onEvent)
                continue
            }
            if let batch = try records(of: log, file) {
                log.hasNews()
                return batch
            }
            guard log.isOver(file, patience: patience, grace: grace, onEvent) else { return nil }
            // A last line without a line end.
            file.isFinished = true
            if let batch = try records(of: log, file) { return batch }
            onEvent("\(log.path) was rotated; reading the new file")
            log.end(file)
        }
    }

    private func records(of log: FollowedName, _ file: FollowedFile) throws -> RecordBatch? {
        if log.log == nil {
            // Its bytes are no lines: the end of the first one may never come.
            if let kind = FileSignature.compression(file.bytes(before: 8, count: 8)) {
                throw LogError.followedCompressed(file: file.name, kind: kind)
            }
            do {
                log.log = try LogFile(
                    file, catalog: catalog, format: format, rejected: rejected, isFollowed: true,
                    reported: log.reported)
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
                if !log.isWaiting {
                    log.isWaiting = true
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
            log.advance(to: reader.position, before: reader.bytesBefore)
            return batch
        }
        return nil
    }
}
