public import QuartetFiles

/// What can go wrong with a picture file, a data set of pictures, or a size from outside.
///
/// Every case names the file (or, for bytes from elsewhere, the name the caller gave them) and what is wrong with it.
public enum ImagingError: UserFacingError, Equatable, Sendable {
    /// The file cannot be read, decompressed or written.
    case file(FileError)
    /// The bytes are not of any format that is read here.
    case notRecognised(file: String, expected: String, found: String)
    /// The bytes begin like a known format and then contradict it: truncated, or a bad checksum.
    case damaged(file: String, reason: String)
    /// A size exceeds the limit. It was refused before memory was allocated for it.
    case tooLarge(file: String, what: String, found: String, limit: String)
    /// A region or size that does not fit the picture.
    case outOfBounds(what: String, found: String, expected: String)
    /// The drawing library, or a codec, failed.
    case drawingFailed(reason: String)

    public var kind: FailureKind {
        switch self {
        case .file(let error): error.kind
        case .notRecognised, .damaged, .tooLarge, .outOfBounds: .badData
        case .drawingFailed: .failed
        }
    }

    public var description: String {
        switch self {
        case .file(let error): error.description
        case .notRecognised(let file, _, _), .damaged(let file, _), .tooLarge(let file, _, _, _):
            "\(file): \(reason)"
        case .outOfBounds, .drawingFailed: reason
        }
    }

    /// What is wrong, without the file's name.
    public var reason: String {
        switch self {
        case .file(let error): error.reason
        case .notRecognised(_, let expected, let found): "expected \(expected), found \(found)"
        case .damaged(_, let reason): "damaged: \(reason)"
        case .tooLarge(_, let what, let found, let limit):
            "\(what) too large: \(found); the limit is \(limit)"
        case .outOfBounds(let what, let found, let expected): "\(what): found \(found), expected \(expected)"
        case .drawingFailed(let reason): "drawing failed: \(reason)"
        }
    }
}
