public import QuartetFiles

/// Why a cloth by itself cannot be drawn.
public enum ClothError: UserFacingError, Sendable, Equatable {
    /// The wish names a garment.
    case namesGarment(String)
    /// A size or a resolution is out of range.
    case outOfRange(_ what: String, found: String, expected: String)
    /// A tile would have too many pixels.
    case tooManyPixels(width: Int, height: Int, limit: Int)
    /// Two wishes exclude each other.
    case contradiction(String)
    /// The file is not the record of a cloth.
    case unreadableRecord(path: String, reason: String)

    public var kind: FailureKind {
        switch self {
        case .outOfRange, .tooManyPixels: .usage
        case .namesGarment, .contradiction, .unreadableRecord: .badData
        }
    }

    public var description: String {
        switch self {
        case .namesGarment(let words):
            return "\"\(words)\" is a garment, and this draws cloth by itself; use `quartet design draw`"
        case .outOfRange(let what, let found, let expected):
            return "\(what) is \(found); expected \(expected)"
        case .tooManyPixels(let width, let height, let limit):
            let pixels = Double(width) * Double(height)
            guard pixels < 1e15 else {
                return
                    "the tile would have more pixels than can be counted; at most \(limit / 1_000_000) million are drawn"
            }
            let millions = Int((pixels / 1e6).rounded(.up))
            return
                "the tile would have \(width) x \(height) pixels, \(millions) million, and need about "
                + "\(Int((pixels * 12 / 1e6).rounded(.up))) MB; at most \(limit / 1_000_000) million are drawn: "
                + "lower the resolution or the size of the repeat"
        case .contradiction(let reason): return reason
        case .unreadableRecord(let path, let reason): return "\(path): cannot be drawn again: \(reason)"
        }
    }
}
