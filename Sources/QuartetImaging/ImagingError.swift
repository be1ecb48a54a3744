/// What can go wrong between this module and a file, a stream of bytes or a number from outside.
///
/// Every case names the file (or, for bytes that came from elsewhere, the name the caller gave them) and says
/// what was wrong with it. The cases follow the exit statuses of a command: input not found (66), output that
/// cannot be created (73), bad data (65).
public enum ImagingError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file could not be opened or read at all: missing, a folder, no permission.
    case cannotRead(file: String, reason: String)
    /// The file could not be created or written. Nothing half-written was left behind.
    case cannotWrite(file: String, reason: String)
    /// The bytes are not of any format that is read here.
    case notRecognised(file: String, expected: String, found: String)
    /// The bytes begin like the format they claim to be and then contradict it: truncated, bad checksum.
    case damaged(file: String, reason: String)
    /// A size exceeds the limit. It was refused before memory was set aside for it.
    case tooLarge(file: String, what: String, found: String, limit: String)
    /// A region or size that does not fit the picture it was asked of.
    case outOfBounds(what: String, found: String, expected: String)
    /// A drawing could not be carried out by the drawing library.
    case drawingFailed(reason: String)

    public var description: String {
        switch self {
        case .cannotRead(let file, let reason):
            "\(file): cannot be read: \(reason)"
        case .cannotWrite(let file, let reason):
            "\(file): cannot be created: \(reason)"
        case .notRecognised(let file, let expected, let found):
            "\(file): expected \(expected), found \(found)"
        case .damaged(let file, let reason):
            "\(file): damaged: \(reason)"
        case .tooLarge(let file, let what, let found, let limit):
            "\(file): \(what) too large: \(found); the limit is \(limit)"
        case .outOfBounds(let what, let found, let expected):
            "\(what): found \(found), expected \(expected)"
        case .drawingFailed(let reason):
            "drawing failed: \(reason)"
        }
    }
}
