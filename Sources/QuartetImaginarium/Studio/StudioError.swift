public import QuartetFiles

/// Why a studio's papers could not be made.
public enum StudioError: UserFacingError, Sendable, Equatable {
    /// Something that a tech pack must have is missing.
    case incomplete(_ name: String, missing: [String])
    /// No design was found in what was named.
    case noDesigns([String])

    public var kind: FailureKind { .badData }

    public var description: String {
        switch self {
        case .incomplete(let name, let missing):
            "the tech pack of \(name) would be incomplete; it lacks " + missing.joined(separator: ", ")
        case .noDesigns(let places):
            places.joined(separator: ", ")
                + ": no designs found; expected JSON files of designs, or folders that contain them"
        }
    }
}
