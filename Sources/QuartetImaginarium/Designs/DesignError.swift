public import QuartetFiles

/// Why a design could not be made, written or drawn again.
public enum DesignError: UserFacingError, Sendable, Equatable {
    /// The source of fabrics makes no such cloth.
    case noSuchCloth(String, known: [FabricClass])
    /// More or fewer designs than can be drawn at once.
    case badCount(found: Int, limit: Int)
    /// The folder for the results cannot be made or written to.
    case unwritableFolder(path: String, reason: String)
    /// A file of a design cannot be read.
    case unreadableRecord(path: String, reason: String)
    /// The design was drawn with other weights.
    case otherWeights(record: String = "the design", found: FabricIdentity, expected: FabricIdentity)
    /// A number of a recorded design lies outside what can be drawn.
    case badRecord(String)

    public var kind: FailureKind {
        switch self {
        case .badCount: .usage
        case .unwritableFolder: .cannotCreate
        case .noSuchCloth, .unreadableRecord, .otherWeights, .badRecord: .badData
        }
    }

    public var description: String {
        switch self {
        case .noSuchCloth(let cloth, let known):
            return "the fabric model makes no \(cloth) cloth; it knows "
                + known.map(\.rawValue).joined(separator: ", ")
        case .badCount(let found, let limit):
            return "\(found) designs asked for; expected 1 to \(limit)"
        case .unwritableFolder(let path, let reason):
            return "\(path): cannot be written: \(reason)"
        case .unreadableRecord(let path, let reason):
            return "\(path): not a design that can be drawn again: \(reason)"
        case .otherWeights(let record, let found, let expected):
            return
                "\(record): was drawn with \(expected.file) (\(expected.checksum)); these weights are \(found.file) (\(found.checksum))"
        case .badRecord(let reason):
            return "the design cannot be drawn: \(reason)"
        }
    }
}
