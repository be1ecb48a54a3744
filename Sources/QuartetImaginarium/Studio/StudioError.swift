public import QuartetFiles

/// Why a studio's papers could not be made.
public enum StudioError: UserFacingError, Sendable, Equatable {
    /// Something that a tech pack must have is missing.
    case incomplete(_ name: String, missing: [String])
    /// A garment with a cut of its own, of which no back is drafted.
    case noFlat(_ name: String)
    /// No design was found in what was named.
    case noDesigns([String])

    public var kind: FailureKind { .badData }

    public var description: String {
        switch self {
        case .incomplete(let name, let missing):
            "the tech pack of \(name) would be incomplete; it lacks " + missing.joined(separator: ", ")
        case .noFlat(let name):
            "\(name): no flats are offered of this garment; they show garments that are cut from a bodice, a skirt or legs"
        case .noDesigns(let places):
            places.joined(separator: ", ")
                + ": no designs found; expected JSON files of designs, or folders that contain them"
        }
    }
}
