internal import Foundation

/// An atom of a SMILES that is being written, with what is known of its bonds so far: `c`, `Cl`, `[nH]`, `[N+]`.
struct WrittenAtom: Equatable {
    let isAromatic: Bool
    /// The element and its charge where the rules for its bonds are known.
    private let kind: Kind?
    /// Bonds and hydrogens: an aromatic bond counts one, an open ring bond as if it were closed.
    private(set) var bondOrder: Int
    /// One of its bonds is a double or triple one.
    private(set) var hasMultipleBond = false

    private struct Kind: Hashable {
        let element: String
        let charge: Int
    }

    /// The most bonds of an element, as RDKit has them; elements and charges that are missing may have any number.
    private static let valences: [Kind: Int] = [
        Kind(element: "B", charge: 0): 3, Kind(element: "B", charge: -1): 4,
        Kind(element: "C", charge: 0): 4, Kind(element: "C", charge: 1): 3, Kind(element: "C", charge: -1): 3,
        Kind(element: "N", charge: 0): 3, Kind(element: "N", charge: 1): 4, Kind(element: "N", charge: -1): 2,
        Kind(element: "O", charge: 0): 2, Kind(element: "O", charge: 1): 3, Kind(element: "O", charge: -1): 1,
        Kind(element: "P", charge: 0): 7, Kind(element: "S", charge: 0): 6,
        Kind(element: "F", charge: 0): 1, Kind(element: "Cl", charge: 0): 1,
        Kind(element: "Br", charge: 0): 1,
        Kind(element: "I", charge: 0): 5,
    ]

    init(_ token: String) {
        guard token.first == "[" else {
            (kind, isAromatic) = (
                Kind(element: token.capitalized, charge: 0), token.first?.isLowercase == true
            )
            bondOrder = 0
            return
        }
        let bracket = /\[\d*([A-Z][a-z]?|[a-z]{1,2})@*(?:H(\d*))?([+-]*)(\d*)(?::\d+)?\]/
        guard let match = token.wholeMatch(of: bracket) else {
            (kind, isAromatic, bondOrder) = (nil, false, 0)
            return
        }
        let (_, element, hydrogens, signs, number) = match.output
        let size = Int(number) ?? signs.count
        kind = Kind(element: element.capitalized, charge: signs.first == "-" ? -size : size)
        isAromatic = element.first?.isLowercase == true
        bondOrder = hydrogens.map { Int($0) ?? 1 } ?? 0
    }

    mutating func add(_ bond: WrittenBond) {
        bondOrder += bond.order
        if bond.order > 1 { hasMultipleBond = true }
    }

    /// A bond that was counted as a single one is another.
    mutating func replaceSingle(by bond: WrittenBond) {
        bondOrder -= 1
        add(bond)
    }

    /// Bonds that it may still have. An aromatic carbon keeps one for the bonds that alternate.
    var freeBonds: Int {
        guard let kind, let valence = Self.valences[kind] else { return .max }
        return valence - bondOrder - (needsAlternatingBond && kind.element == "C" ? 1 : 0)
    }

    /// The same, where an aromatic carbon may have a double bond of its own in place of one that alternates.
    var mostFreeBonds: Int { freeBonds == 1 && needsAlternatingBond ? 2 : freeBonds }

    // MARK: Alternating bonds

    /// Whether an aromatic atom must have one of the double bonds that alternate around its ring: a carbon without a double
    /// bond of its own, a nitrogen with two neighbours. Nil where that is not known.
    private var alternates: Bool? {
        guard isAromatic, let kind else { return nil }
        switch (kind.element, kind.charge) {
        case ("C", 0): return !hasMultipleBond
        case ("N", 0), ("P", 0), ("As", 0): return bondOrder < 3
        case ("N", 1), ("P", 1): return bondOrder < 4 && !hasMultipleBond
        case ("O", 0), ("Se", 0), ("Te", 0): return false
        // With three single bonds it is tetravalent.
        case ("S", 0): return bondOrder == 3 && !hasMultipleBond
        case ("O", 1), ("S", 1), ("Se", 1), ("Te", 1): return bondOrder < 3
        case ("N", -1): return false
        default: return nil
        }
    }

    /// With the bonds that it has now.
    var needsAlternatingBond: Bool { alternates == true }

    var mayHaveAlternatingBond: Bool { isAromatic && alternates != false }

    /// Another bond may free it from the need.
    var mayEscapeAlternating: Bool {
        guard let kind, needsAlternatingBond else { return true }
        // A carbon needs room for a double bond, or for another aromatic neighbour.
        return kind.element == "C" ? bondOrder <= 2 : true
    }
}
