public import QuartetFiles

/// Why a text is no objective: where, what was found, and what is allowed there.
public struct ObjectiveError: UserFacingError, Equatable {
    /// The file; nil for a text of the command line.
    public let file: String?
    /// Counted from 1.
    public let line: Int
    /// Character of the line, counted from 1.
    public let column: Int
    public let found: String
    public let expected: String

    public var kind: FailureKind { file == nil ? .usage : .badData }

    public var description: String {
        let place =
            file.map { "\($0), line \(line), character \(column)" } ?? "objective, character \(column)"
        return "\(place): \(found); expected \(expected)"
    }
}
