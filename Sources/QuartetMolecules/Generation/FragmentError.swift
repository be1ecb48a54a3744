public import QuartetFiles

/// Why a fragment cannot be completed.
public enum FragmentError: UserFacingError, Equatable {
    case ends(found: Int, needed: Int)
    case onlyAnEnd
    case endWithin
    case rings(most: Int)
    case unknownToken(String)

    public var kind: FailureKind { .badData }

    /// The fragment is right, and the model cannot write it.
    public var isOfModel: Bool {
        switch self {
        case .rings, .unknownToken: true
        case .ends, .onlyAnEnd, .endWithin: false
        }
    }

    public var description: String {
        switch self {
        case .ends(let found, let needed):
            "the fragment has \(found) open ends, expected \(needed): mark the place where it goes on with *, as in *c1ccncc1"
        case .onlyAnEnd: "the fragment has no atom but its open end"
        case .endWithin: "the open end has more than one neighbour, expected one, as in *c1ccncc1"
        case .rings(let most):
            "the fragment has too many rings for the model, which knows \(most) labels of ring bonds: try --by pieces"
        case .unknownToken(let token):
            "the model does not know \"\(token)\": no molecule that it was trained on had it; try --by pieces"
        }
    }
}
