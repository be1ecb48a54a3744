internal import Foundation
internal import GRDB

/// One SQLite file with everything that a support team and its bot know: articles with their passages, full-text indexes
/// and vectors, and the conversations, tickets and settings.
///
/// Several tasks and several processes may use the same file at once. Readers see the state after one change or another
/// and never wait for a writer (write-ahead log). A change is one transaction that begins as a write, and waits for the
/// changes of others; it is on the disk when the function returns. Times are arguments: nothing here reads a clock.
public final class KnowledgeBase: Sendable {
    /// The file's path, as it was given.
    public let path: String
    /// Whether the file can only be read: each change throws ``StoreError/readOnly(file:)``.
    public let isReadOnly: Bool
    let pool: DatabasePool

    init(path: String, isReadOnly: Bool, pool: DatabasePool) {
        (self.path, self.isReadOnly, self.pool) = (path, isReadOnly, pool)
    }

    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try StoreError.translating(path) { try pool.read(body) }
    }

    /// Runs a change in one transaction, which an error undoes.
    func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
        if isReadOnly { throw StoreError.readOnly(file: path) }
        return try StoreError.translating(path) { try pool.write(body) }
    }

    /// What is wrong with the file's structure, as SQLite says it; empty when it is whole. It reads the whole file.
    public func damage() throws -> [String] {
        do {
            return try read { database in
                try String.fetchAll(database, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
            }
        } catch StoreError.damaged(_, let reason) {
            return [reason]
        }
    }
}
