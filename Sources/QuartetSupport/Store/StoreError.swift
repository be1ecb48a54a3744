internal import GRDB
public import QuartetFiles

/// What prevents a knowledge base from being opened, read or written.
public enum StoreError: UserFacingError, Equatable, Sendable {
    case missing(file: String)
    case folderMissing(file: String)
    case cannotOpen(file: String)
    /// The file is no SQLite database.
    case notDatabase(file: String)
    /// The file is an SQLite database of another program. Nothing in it was changed.
    case foreign(file: String)
    /// The tables were made by a newer version of this program.
    case newer(file: String, found: Int, known: Int)
    case damaged(file: String, reason: String)
    case readOnly(file: String)
    /// The disk is full, or the file may not grow: a quota, a limit of the shell. Nothing of the change was stored.
    case full(file: String)
    /// Another process kept the file locked for longer than the patience. Nothing of the change was stored.
    case busy(file: String)
    case failed(file: String, reason: String)

    public var kind: FailureKind {
        switch self {
        case .missing, .folderMissing, .cannotOpen: .notFound
        case .notDatabase, .foreign, .newer, .damaged: .badData
        case .readOnly, .full: .cannotCreate
        case .busy, .failed: .failed
        }
    }

    public var description: String {
        switch self {
        case .missing(let file):
            "\(file): there is no knowledge base; import articles to make one"
        case .folderMissing(let file):
            "\(file): its folder does not exist; create it, or give another file"
        case .cannotOpen(let file):
            "\(file): it cannot be opened; ask for the permission to read it"
        case .notDatabase(let file):
            "\(file): it is not a knowledge base, nor any SQLite database; give the file that an import made"
        case .foreign(let file):
            "\(file): it is an SQLite database of another program, which was left as it is; give another file"
        case .newer(let file, let found, let known):
            "\(file): it was made by a newer version (its tables have version \(found), this program knows \(known)); "
                + "update this program"
        case .damaged(let file, let reason):
            "\(file): it is damaged (\(reason)); export saves the articles that can be read, and importing them "
                + "into another file makes a new knowledge base"
        case .readOnly(let file):
            "\(file): it can be read, but not written; copy it to where you may write, or ask for the permission"
        case .full(let file):
            "\(file): the disk is full, or a limit of the file's size is reached; nothing of the change was stored; make "
                + "room and try again"
        case .busy(let file):
            "\(file): another process is writing to it, and nothing of the change was stored; try again later"
        case .failed(let file, let reason):
            "\(file): \(reason)"
        }
    }
}

extension StoreError {
    /// What an error of SQLite means to the person at the terminal.
    init(_ error: DatabaseError, file: String) {
        let reason = error.message ?? "\(error.resultCode)"
        if error.extendedResultCode == .SQLITE_IOERR_WRITE {
            self = .full(file: file)
            return
        }
        switch error.resultCode {
        case .SQLITE_NOTADB: self = .notDatabase(file: file)
        case .SQLITE_CORRUPT: self = .damaged(file: file, reason: reason)
        case .SQLITE_READONLY, .SQLITE_PERM: self = .readOnly(file: file)
        case .SQLITE_CANTOPEN: self = .cannotOpen(file: file)
        case .SQLITE_FULL: self = .full(file: file)
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(file: file)
        default: self = .failed(file: file, reason: reason)
        }
    }

    /// Runs a use of the database, and turns errors of SQLite into errors for people. Others pass.
    static func translating<Result>(_ file: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw StoreError(error, file: file)
        } catch is RowDecodingError {
            // Its description has the row, which may be what a customer wrote.
            throw StoreError.damaged(file: file, reason: "a column has a value of the wrong kind")
        }
    }
}
