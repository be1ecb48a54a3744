public import Foundation
internal import GRDB
internal import QuartetFiles

extension KnowledgeBase {
    /// Erases a customer, or one conversation: turns, tickets, notes, feedback and log entries about them.
    ///
    /// The rows are deleted in one transaction. Then the file is written anew without them, the write-ahead log is
    /// emptied, and the bytes of all files are searched for what was erased. A kill at any point leaves either everything
    /// in its place or an erasure that the next opening finishes. What was erased is not stored for that, only that an
    /// erasure is unfinished.
    ///
    /// - Parameters:
    ///   - who: the customer, or the id of a conversation.
    ///   - logs: further files to search.
    /// - Throws: ``StoreError``, `FileError` for a log that cannot be read.
    public func forget(_ who: String, logs: [String] = []) throws -> ErasureReport {
        try erase(logs: logs) { database in
            try database.values(
                String.self, "SELECT id FROM conversation WHERE customer = ?1 OR id = ?1 ORDER BY id", [who])
        }
    }

    /// Erases the conversations in which nothing was said since a time, and older log entries.
    public func retain(since time: Date, logs: [String] = []) throws -> ErasureReport {
        try erase(logs: logs) { database in
            try database.run("DELETE FROM event WHERE at < ?", [time.stored])
            return try database.values(
                String.self,
                """
                SELECT id FROM conversation WHERE startedAt < ?1 AND NOT EXISTS
                    (SELECT 1 FROM turn WHERE turn.conversation = conversation.id AND turn.at >= ?1) ORDER BY id
                """, [time.stored])
        }
    }

    /// Finishes an erasure that could not be finished.
    ///
    /// - Returns: what is in the way; nil when nothing is left to do.
    @discardableResult
    public func finishErasure() throws -> String? { try finishErasure(patience: nil) }

    private func erase(logs: [String], _ choose: (Database) throws -> [String]) throws -> ErasureReport {
        var traces = ErasureTraces()
        var (conversations, turns, tickets) = (0, 0, 0)
        try write { database in
            let ids = try choose(database)
            traces = try database.traces(of: ids)
            conversations = ids.count
            for id in ids {
                turns +=
                    try database.value(Int.self, "SELECT count(*) FROM turn WHERE conversation = ?", [id])
                    ?? 0
                tickets +=
                    try database.value(Int.self, "SELECT count(*) FROM ticket WHERE conversation = ?", [id])
                    ?? 0
                try database.run("DELETE FROM conversation WHERE id = ?", [id])
            }
            if !ids.isEmpty { try database.set(SettingKey.erasure, to: PendingErasure().text) }
        }
        var obstacle = try finishErasure(patience: nil)
        let files = try search(for: traces, logs: logs)
        if obstacle == nil, files.prefix(Self.ownFiles.count).contains(where: { $0.found > 0 }) {
            try set(SettingKey.erasure, to: PendingErasure().text)
            obstacle = "something of it is still in the file, or was written again meanwhile"
        }
        return ErasureReport(
            conversations: conversations, turns: turns, tickets: tickets, traces: traces.texts.count,
            files: files,
            obstacle: obstacle)
    }

    /// The endings of the names of the database's files.
    private static let ownFiles = ["", "-wal", "-shm", "-journal"]

    private func search(for traces: ErasureTraces, logs: [String]) throws -> [ErasureReport.SearchedFile] {
        if traces.texts.isEmpty { return [] }
        let search = ByteSearch(traces.texts.sorted())
        var found: [(path: String, bytes: Int, counts: [Int])] = []
        for path in Self.ownFiles.map({ path + $0 }) + logs {
            var counts = [Int](repeating: 0, count: search.needles.count)
            let bytes = try HeldFile.count(search, in: path, into: &counts)
            found.append((path, bytes ?? 0, counts))
        }
        // What was found may stand where it rightly stands: another customer has the same name.
        if found.contains(where: { $0.counts.contains { $0 > 0 } }) {
            let living = try read { try $0.living(search) }
            for file in found.indices {
                for index in living.indices where living[index] { found[file].counts[index] = 0 }
            }
        }
        return found.map {
            ErasureReport.SearchedFile(path: $0.path, bytes: $0.bytes, found: $0.counts.reduce(0, +))
        }
    }

    /// - Parameter patience: how long to wait for readers; nil waits as long as changes wait for one another.
    func finishErasure(patience: Duration?) throws -> String? {
        do {
            // Each step is marked as done only if no other process has begun another erasure meanwhile.
            while let pending = try read({ try $0.setting(SettingKey.erasure) }).map(
                PendingErasure.init(text:))
            {
                switch pending.step {
                case .rewrite:
                    try alone(patience) { try $0.execute(sql: "VACUUM") }
                    try replace(pending, by: PendingErasure(step: .emptyLog, mark: pending.mark))
                case .emptyLog:
                    try alone(patience) { _ = try $0.checkpoint(.truncate) }
                    try replace(pending, by: nil)
                }
            }
            return nil
        } catch StoreError.busy {
            return "another process is reading or writing"
        } catch StoreError.full {
            return "the disk has no room to write the file anew"
        }
    }

    private func replace(_ pending: PendingErasure, by next: PendingErasure?) throws {
        try write { database in
            guard try database.setting(SettingKey.erasure) == pending.text else { return }
            try database.set(SettingKey.erasure, to: next?.text)
        }
    }

    /// Runs work while no other task of this process reads or writes.
    private func alone(_ patience: Duration?, _ body: (Database) throws -> Void) throws {
        try StoreError.translating(path) {
            try pool.barrierWriteWithoutTransaction { database in
                try database.waiting(patience) { try body(database) }
            }
        }
    }
}

/// What an erasure still has to do. It is all that is stored of it.
private struct PendingErasure {
    enum Step: String {
        /// The rows are gone; their bytes may be in free parts of the file.
        case rewrite
        /// The file is written anew, and in the write-ahead log the old bytes may stand beside the new.
        case emptyLog
    }

    let step: Step
    /// Distinguishes one erasure from another.
    let mark: String

    init(step: Step = .rewrite, mark: String = String(UInt64.random(in: 0 ... .max), radix: 16)) {
        (self.step, self.mark) = (step, mark)
    }

    init(text: String) {
        let parts = text.split(separator: " ", maxSplits: 1).map { String($0) }
        step = parts.first.flatMap { Step(rawValue: $0) } ?? .rewrite
        mark = parts.count > 1 ? parts[1] : ""
    }

    var text: String { "\(step.rawValue) \(mark)" }
}
