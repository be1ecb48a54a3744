internal import Glibc

/// What went wrong with a file: which one, and why.
public enum FileError: UserFacingError, Equatable, Sendable {
    /// The file cannot be opened or read: it is missing, it is a folder, or permission is denied.
    case cannotRead(file: String, reason: String)
    /// The file cannot be created or written. Nothing half-written is left behind.
    case cannotWrite(file: String, reason: String)
    /// The content contradicts itself: it is truncated, or a checksum does not match.
    case damaged(file: String, reason: String)
    /// The file is no text in UTF-8: another encoding, or no text at all.
    case notText(file: String, reason: String)
    /// The file is larger than the caller accepts.
    case tooLarge(file: String, what: String, found: String, limit: String)

    public var kind: FailureKind {
        switch self {
        case .cannotRead: .notFound
        case .cannotWrite: .cannotCreate
        case .damaged, .notText, .tooLarge: .badData
        }
    }

    public var file: String {
        switch self {
        case .cannotRead(let file, _), .cannotWrite(let file, _), .damaged(let file, _),
            .notText(let file, _),
            .tooLarge(let file, _, _, _):
            file
        }
    }

    /// What is wrong, without the file's name.
    public var reason: String {
        switch self {
        case .cannotRead(_, let reason): "cannot be read: \(reason)"
        case .cannotWrite(_, let reason): "cannot be written: \(reason)"
        case .damaged(_, let reason): "damaged: \(reason)"
        case .notText(_, let reason): reason
        case .tooLarge(_, let what, let found, let limit):
            "\(what) too large: \(found); the limit is \(limit)"
        }
    }

    public var description: String { "\(file): \(reason)" }

    /// The same about a file that the user knows under another name: one in a hidden folder, until it is complete.
    func renamed(from folder: String, to visible: String) -> FileError {
        guard file.hasPrefix(folder + "/") else { return self }
        let name = visible + file.dropFirst(folder.count)
        switch self {
        case .cannotRead(_, let reason): return .cannotRead(file: name, reason: reason)
        case .cannotWrite(_, let reason): return .cannotWrite(file: name, reason: reason)
        case .damaged(_, let reason): return .damaged(file: name, reason: reason)
        case .notText(_, let reason): return .notText(file: name, reason: reason)
        case .tooLarge(_, let what, let found, let limit):
            return .tooLarge(file: name, what: what, found: found, limit: limit)
        }
    }

    /// The text of the last system error (`errno`), such as "No such file or directory".
    package static var systemReason: String {
        let code = errno
        return String(cString: strerror(code))
    }
}
