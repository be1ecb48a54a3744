public import QuartetFiles

/// Why a design could not be drawn, written or redrawn.
public enum DesignError: UserFacingError, Sendable, Equatable {
    /// The fabric model cannot make this cloth.
    case noSuchCloth(String, known: [FabricClass])
    /// The number of designs is out of range.
    case badCount(found: Int, limit: Int)
    /// A design's JSON file cannot be read.
    case unreadableRecord(path: String, reason: String)
    /// The design was drawn with other weights.
    case otherWeights(record: String = "the design", found: FabricIdentity, expected: FabricIdentity)
    /// A value of a recorded design is out of range.
    case badRecord(String)

    public var kind: FailureKind {
        switch self {
        case .badCount: .usage
        case .noSuchCloth, .unreadableRecord, .otherWeights, .badRecord: .badData
        }
    }

    public var description: String {
        switch self {
        case .noSuchCloth(let cloth, let known):
            return "the fabric model cannot make \(cloth) cloth; it can make "
                + known.map(\.rawValue).joined(separator: ", ")
        case .badCount(let found, let limit):
            return "\(found) designs requested; expected 1 to \(limit)"
        case .unreadableRecord(let path, let reason):
            return "\(path): cannot be redrawn: \(reason)"
        case .otherWeights(let record, let found, let expected):
            return
                "\(record): was drawn with \(expected.file) (\(expected.checksum)), but these weights are \(found.file) (\(found.checksum)); name the weights that drew it with --model"
        case .badRecord(let reason):
            return "the design cannot be drawn: \(reason)"
        }
    }
}
