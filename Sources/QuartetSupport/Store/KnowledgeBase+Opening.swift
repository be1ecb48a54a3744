internal import Foundation
internal import GRDB

extension KnowledgeBase {
    /// Opens a knowledge base, or makes one.
    ///
    /// A file that may not be written is opened for reading. What a killed process began is undone, and an erasure that
    /// could not be finished is finished if that is possible by now.
    ///
    /// - Parameters:
    ///   - creating: whether to make one where no file is.
    ///   - patience: how long a change waits for a change by another process.
    /// - Throws: ``StoreError``.
    public static func open(
        _ path: String, creating: Bool = true, patience: Duration = .seconds(10)
    ) throws -> KnowledgeBase {
        let place = DatabasePlace(path)
        let base = try StoreError.translating(path) {
            let found = try place.inspect(patience, creating: creating)
            if case .ours(let version) = found, version > Schema.version {
                throw StoreError.newer(file: path, found: version, known: Schema.version)
            }
            if found == .foreign { throw StoreError.foreign(file: path) }
            let base = try place.open(patience)
            if found != .ours(version: Schema.version) {
                if base.isReadOnly { throw StoreError.readOnly(file: path) }
                try base.pool.writeWithoutTransaction(Schema.migrate)
            }
            return base
        }
        try base.checkStructure()
        if !base.isReadOnly { try base.updateIndexes() }
        if !base.isReadOnly { _ = try? base.finishErasure(patience: .zero) }
        return base
    }

    /// Files up to this size are checked when they are opened (about a millisecond for each MB); larger ones say that
    /// they are damaged when the damage is met.
    private static let checkedSize = 32 << 20

    private func checkStructure() throws {
        try read { database in
            let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
            let size = try Int.fetchOne(database, sql: "PRAGMA page_size") ?? 0
            guard pages * size <= Self.checkedSize else { return }
            let reason = try String.fetchOne(database, sql: "PRAGMA quick_check(1)") ?? "it cannot be checked"
            if reason != "ok" {
                // "*** in database main ***" comes first.
                let what = reason.split(separator: "\n").last.map { String($0) } ?? reason
                throw StoreError.damaged(file: path, reason: what)
            }
        }
    }
}

/// Where a database is, and how it can be opened.
private struct DatabasePlace {
    enum Content: Equatable {
        case nothing, foreign
        case ours(version: Int)
    }

    /// The path as it was given, for messages.
    let path: String
    /// The path as SQLite takes it: one that begins with "file:" would be an address, ":memory:" no file.
    private let name: String
    /// An address by which SQLite reads the file alone, without the files of its log and without locks: the last resort
    /// in a folder where nothing may be written.
    private let immutableName: String

    init(_ path: String) {
        self.path = path
        name = path.hasPrefix("/") ? path : "./" + path
        let reserved = CharacterSet(charactersIn: "%?#").inverted
        immutableName =
            "file:\(name.addingPercentEncoding(withAllowedCharacters: reserved) ?? name)?immutable=1"
    }

    /// What the file has, without changing anything in it.
    func inspect(_ patience: Duration, creating: Bool) throws -> Content {
        var status = stat()
        guard stat(name, &status) == 0, !path.isEmpty else {
            let folder = URL(filePath: name).deletingLastPathComponent().path
            guard may(F_OK, folder) else { throw StoreError.folderMissing(file: path) }
            guard creating else { throw StoreError.missing(file: path) }
            guard may(W_OK, folder) else { throw StoreError.readOnly(file: path) }
            return .nothing
        }
        // SQLite takes a file that is shorter than its shortest page for an empty one, and would overwrite it.
        guard status.st_mode & S_IFMT == S_IFREG, status.st_size == 0 || status.st_size >= 512 else {
            throw StoreError.notDatabase(file: path)
        }
        return try eitherName { name in
            let queue = try DatabaseQueue(path: name, configuration: configuration(patience, readOnly: true))
            return try queue.read { database in
                if try Int.fetchOne(database, sql: "PRAGMA application_id") == Schema.applicationID {
                    return .ours(version: try Schema.version(of: database))
                }
                let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
                return tables == 0 ? .nothing : .foreign
            }
        }
    }

    func open(_ patience: Duration) throws -> KnowledgeBase {
        let folder = URL(filePath: name).deletingLastPathComponent().path
        if may(W_OK, folder), may(W_OK, name) || !may(F_OK, name) {
            do {
                let pool = try patiently(patience) {
                    try DatabasePool(path: name, configuration: configuration(patience, readOnly: false))
                }
                // With less, a loss of power could take turns that were answered. The log of a large import is cut
                // again afterwards.
                try pool.writeWithoutTransaction {
                    try $0.execute(sql: "PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 16777216")
                }
                return KnowledgeBase(path: path, isReadOnly: false, pool: pool)
            } catch DatabaseError.SQLITE_READONLY, DatabaseError.SQLITE_CANTOPEN {
                // A file system that is read-only says so only now.
            }
        }
        return try eitherName { name in
            let pool = try DatabasePool(path: name, configuration: configuration(patience, readOnly: true))
            _ = try pool.read { try Schema.version(of: $0) }
            return KnowledgeBase(path: path, isReadOnly: true, pool: pool)
        }
    }

    private func may(_ mode: Int32, _ path: String) -> Bool {
        faccessat(AT_FDCWD, path, mode, AT_EACCESS) == 0
    }

    /// Reading needs the log's files, which cannot be made in a folder that may not be written.
    private func eitherName<Result>(_ body: (String) throws -> Result) throws -> Result {
        do {
            return try body(name)
        } catch DatabaseError.SQLITE_CANTOPEN, DatabaseError.SQLITE_READONLY {
            return try body(immutableName)
        }
    }

    /// The first change of a new file to the write-ahead log does not wait by itself.
    private func patiently<Result>(_ patience: Duration, _ body: () throws -> Result) throws -> Result {
        let begin = ContinuousClock.now
        while true {
            do {
                return try body()
            } catch DatabaseError.SQLITE_BUSY where ContinuousClock.now - begin < patience {
                usleep(20_000)
            }
        }
    }

    private func configuration(_ patience: Duration, readOnly: Bool) -> Configuration {
        var configuration = Configuration()
        configuration.readonly = readOnly
        configuration.busyMode = .timeout(patience / .seconds(1))
        configuration.maximumReaderCount = 8
        configuration.prepareDatabase { database in
            // What is deleted is overwritten, and files from elsewhere are not trusted.
            try database.execute(
                sql: """
                    PRAGMA secure_delete = ON;
                    PRAGMA trusted_schema = OFF;
                    PRAGMA cell_size_check = ON
                    """)
        }
        return configuration
    }
}
