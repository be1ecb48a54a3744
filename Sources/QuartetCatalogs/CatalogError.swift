public import QuartetFiles

/// One mistake in a catalog: its place, what was found there and what was expected.
public struct CatalogMistake: Sendable, Equatable, CustomStringConvertible {
    /// Path of the file as it was given to the loader.
    public let file: String
    /// Line in the file, counted from 1; 0 when the mistake concerns the whole file.
    public let line: Int
    /// What the file contains.
    public let found: String
    /// What belongs there; empty when only the fact that it is wrong is known.
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
    /// The catalog or its schema cannot be read.
    case file(FileError)
    /// The file is not well-formed, or does not follow its schema, or contradicts itself.
    case invalid(path: String, mistakes: [CatalogMistake])
    /// The schema beside the catalog is itself wrong.
    case unusableSchema(path: String, mistakes: [CatalogMistake])

    public var kind: FailureKind {
        switch self {
        case .file(let error): error.kind
        case .invalid, .unusableSchema: .badData
        }
    }

    public var description: String {
        switch self {
        case .file(let error):
            return error.description
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
