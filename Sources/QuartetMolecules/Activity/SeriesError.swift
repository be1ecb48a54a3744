public import QuartetFiles

/// Why a series cannot be analysed.
public enum SeriesError: UserFacingError, Equatable {
    case tooManyMembers(Int)
    case tooManyPairs(Int, limit: Int)
    case noCore(String)
    case noCommonCore
    case coreWithoutMolecule(String)
    case failed(String)

    public var kind: FailureKind {
        switch self {
        case .tooManyMembers, .tooManyPairs, .noCommonCore, .coreWithoutMolecule: .badData
        case .noCore: .usage
        case .failed: .failed
        }
    }

    public var description: String {
        switch self {
        case .tooManyMembers(let count):
            "\(count) molecules are too many for a series; at most \(Series.limit) are compared with each other: "
                + "take a part of them"
        case .tooManyPairs(let count, let limit):
            "the molecules are too alike: more than \(count) pairs, at most \(limit) are kept; take a part of the "
                + "molecules or a higher similarity"
        case .noCore(let text): "the core '\(text)' is neither SMILES nor SMARTS"
        case .noCommonCore:
            "the molecules have no core in common, and no two have one scaffold; give a core as SMILES or SMARTS"
        case .coreWithoutMolecule(let text):
            "no molecule has the core '\(text)'; aromatic atoms are small letters, as in c1ccncc1"
        case .failed(let reason): "RDKit cannot do this: \(reason)"
        }
    }
}
