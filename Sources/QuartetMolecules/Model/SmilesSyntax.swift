public import QuartetModels

/// Rules out the tokens that can only break the syntax of a SMILES that is being written: its end while a ring bond or a
/// parenthesis is open, a parenthesis that closes nothing, a bond or a parenthesis where an atom must stand, a dot within
/// parentheses, and a ring bond between atoms that are bonded already. What is left may still break valences or aromaticity.
public struct SmilesSyntax: WritingRule {
    private enum Kind {
        case atom, bond, open, close, dot
        case ring(String)
    }

    private enum Place { case start, atom, bond, open, close, dot }

    /// By number; nil for tokens that are not the data's.
    private let kinds: [Kind?]

    private var place = Place.start
    private var atoms = 0
    /// The atom that the next one is bonded to, and those that open parentheses return to.
    private var current = 0
    private var branches: [Int] = []
    /// The atom at which each ring bond was opened.
    private var rings: [String: Int] = [:]
    /// The atoms that each atom is bonded to.
    private var bonded: [Set<Int>] = []
    /// No atom stands behind the last parenthesis that was opened.
    private var isBranchEmpty = false

    /// A rule for sequences of a vocabulary.
    public init(_ vocabulary: TokenVocabulary) {
        kinds = (0..<Int32(vocabulary.count)).map { vocabulary.token($0).map(Self.kind) }
    }

    private static func kind(of token: String) -> Kind {
        switch token {
        case "(": .open
        case ")": .close
        case ".": .dot
        case "-", "=", "#", "$", ":", "/", "\\": .bond
        default:
            token.first == "%" ? .ring(token) : token.first?.isNumber == true ? .ring("%0" + token) : .atom
        }
    }

    public func forbidden(remaining: Int) -> [Int32] {
        var forbidden: [Int32] = isComplete ? [] : [TokenVocabulary.end]
        for (number, kind) in kinds.enumerated() {
            if let kind, !isAllowed(kind) { forbidden.append(Int32(number)) }
        }
        return forbidden
    }

    /// Nothing is open, and the last token may be the last of a SMILES.
    public var isComplete: Bool {
        branches.isEmpty && rings.isEmpty && (place == .atom || place == .close)
    }

    /// An atom that is bonded to the last one may follow.
    var mayContinueWithAtom: Bool { place != .start && place != .dot }

    private func isAllowed(_ kind: Kind) -> Bool {
        let afterAtom = place == .atom || place == .close
        switch kind {
        case .atom: return true
        // A bond may begin a branch, and stand before a ring label; never two of them.
        case .bond: return afterAtom || place == .open
        case .open: return afterAtom
        case .close: return afterAtom && !branches.isEmpty
        case .dot: return afterAtom && branches.isEmpty
        case .ring(let label):
            // After a parenthesis that was opened the atom is already behind it.
            if !(place == .atom || place == .bond) || atoms == 0 || isBranchEmpty { return false }
            guard let other = rings[label] else { return true }
            return other != current && !bonded[current].contains(other)
        }
    }

    public mutating func wrote(_ token: Int32) {
        guard let kind = kinds[Int(token)] else { return }
        switch kind {
        case .atom:
            bonded.append([])
            if place != .start && place != .dot { join(current, atoms) }
            (current, atoms, place, isBranchEmpty) = (atoms, atoms + 1, .atom, false)
        case .bond: place = .bond
        case .dot: place = .dot
        case .open:
            branches.append(current)
            (place, isBranchEmpty) = (.open, true)
        case .close:
            current = branches.popLast() ?? current
            place = .close
        case .ring(let label):
            if let other = rings.removeValue(forKey: label) {
                join(current, other)
            } else {
                rings[label] = current
            }
            place = .atom
        }
    }

    private mutating func join(_ first: Int, _ second: Int) {
        guard bonded.indices.contains(first), bonded.indices.contains(second) else { return }
        bonded[first].insert(second)
        bonded[second].insert(first)
    }
}
