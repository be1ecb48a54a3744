public import QuartetFiles

/// One mistake in a catalog: where it stands, what was found and what was expected there.
public struct CatalogMistake: Sendable, Equatable, CustomStringConvertible {
    /// Path of the file as it was given to the loader.
    public let file: String
    /// Line in the file, counted from 1; 0 when the mistake belongs to the file as a whole.
    public let line: Int
    /// What the file holds.
    public let found: String
    /// What belongs there; empty when the reader cannot say more than that it is wrong.
    public let expected: String

    public init(file: String, line: Int, found: String, expected: String) {
        self.file = file
        self.line = line
        self.found = found
        self.expected = expected
    }

    public var description: String {
        let place = line > 0 ? "\(file):\(line): " : "\(file): "
        return place + found + (expected.isEmpty ? "" : "; expected " + expected)
    }
}

/// Why a catalog could not be loaded.
public enum CatalogError: UserFacingError, Sendable, Equatable {
    /// There is no file at this path.
    case notFound(path: String)
    /// The file exists and cannot be read.
    case unreadable(path: String, reason: String)
    /// The file is larger than a catalog may be.
    case tooLarge(path: String, bytes: Int, limit: Int)
    /// The file is not well-formed, or does not follow its schema, or contradicts itself.
    case invalid(path: String, mistakes: [CatalogMistake])
    /// The schema beside the catalog is itself not usable.
    case unusableSchema(path: String, mistakes: [CatalogMistake])

    public var kind: FailureKind {
        switch self {
        case .notFound, .unreadable: .notFound
        case .tooLarge, .invalid, .unusableSchema: .badData
        }
    }

    public var description: String {
        switch self {
        case .notFound(let path):
            return "\(path): no such file"
        case .unreadable(let path, let reason):
            return "\(path): cannot be read: \(reason)"
        case .tooLarge(let path, let bytes, let limit):
            return "\(path): \(bytes) bytes; a catalog has at most \(limit)"
        case .invalid(let path, let mistakes):
            return Self.list("\(path): the catalog has", mistakes)
        case .unusableSchema(let path, let mistakes):
            return Self.list("\(path): the schema has", mistakes)
        }
    }

    private static func list(_ opening: String, _ mistakes: [CatalogMistake]) -> String {
        let count = mistakes.count == 1 ? "1 mistake" : "\(mistakes.count) mistakes"
        return (["\(opening) \(count)"] + mistakes.map { "  " + $0.description }).joined(separator: "\n")
    }
}
