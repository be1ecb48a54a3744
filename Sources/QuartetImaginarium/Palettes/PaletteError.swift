public import QuartetFiles

/// What is wrong with a palette or its file.
public enum PaletteError: UserFacingError, Sendable, Equatable {
    /// The file is in none of the formats that are read.
    case notRecognised(file: String)
    /// The file ends before what it announces.
    case cutShort(file: String, at: Int, missing: String)
    /// The file contradicts its format.
    case damaged(file: String, found: String, expected: String)
    /// The file has no colours.
    case empty(file: String)
    /// A colour is neither `#rrggbb` nor a name of the catalog.
    case noSuchColour(String, suggestions: [String])
    /// A palette has fewer or more colours than a pattern shows.
    case badCount(pattern: String, found: Int, expected: ClosedRange<Int>)
    /// Two colours can hardly be told apart.
    case alike(String, String)
    /// No palette of a library has enough colours that can be told apart.
    case tooSmall(library: String, needed: Int)

    public var kind: FailureKind {
        switch self {
        case .noSuchColour, .badCount, .alike: .usage
        default: .badData
        }
    }

    public var description: String {
        switch self {
        case .notRecognised(let file):
            "\(file): not a palette; expected ASE (Adobe Swatch Exchange), GPL (GIMP), ACO (Photoshop) or CSV with name and #rrggbb"
        case .cutShort(let file, let place, let missing):
            "\(file): cut short: it ends at byte \(place), where \(missing) should be"
        case .damaged(let file, let found, let expected):
            "\(file): not a palette that can be read: found \(found), expected \(expected)"
        case .empty(let file): "\(file): no colours in this palette"
        case .noSuchColour(let text, let suggestions):
            "\"\(text)\" is not a colour; write #rrggbb or a colour's name"
                + (suggestions.isEmpty
                    ? "" : ", such as " + suggestions.joined(separator: ", "))
        case .badCount(let pattern, let found, let expected):
            "\(found) colour\(found == 1 ? "" : "s") requested; \(pattern) cloth shows \(expected.lowerBound)"
                + (expected.count == 1 ? "" : " to \(expected.upperBound)")
        case .alike(let first, let second):
            "the colours \(first) and \(second) of the palette can hardly be told apart; remove one of them"
        case .tooSmall(let library, let needed):
            "\(library): no palette has \(needed) colours that can be told apart; name another file, or fewer colours"
        }
    }
}
