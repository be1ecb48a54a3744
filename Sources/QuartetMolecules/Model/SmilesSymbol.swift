/// What a token of a SMILES stands for.
enum SmilesSymbol: Equatable {
    case atom(WrittenAtom)
    case bond(WrittenBond)
    case open, close, dot
    case ring(Int)

    init(_ token: String) {
        switch token {
        case "(": self = .open
        case ")": self = .close
        case ".": self = .dot
        case "=": self = .bond(.order(2))
        case "#": self = .bond(.order(3))
        case "$": self = .bond(.order(4))
        case "-": self = .bond(.order(1))
        // A mark of stereo says nothing of the order: it may stand between aromatic atoms.
        case ":", "/", "\\": self = .bond(.plain)
        default:
            let label = SmilesPiece.ringLabel(Array(token.utf8), from: 0)
            self = label.map { .ring($0.number) } ?? .atom(WrittenAtom(token))
        }
    }
}

/// A bond as it is written.
enum WrittenBond: Equatable {
    case order(Int)
    /// Without an order: aromatic between aromatic atoms, otherwise single.
    case plain

    /// What it takes of the valence, without its part in alternating bonds.
    var order: Int {
        switch self {
        case .order(let order): order
        case .plain: 1
        }
    }
}
