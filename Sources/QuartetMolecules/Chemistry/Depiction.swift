internal import CRDKit
public import QuartetImaging

/// The structural formula of a molecule: its atoms and bonds laid out in the plane.
public struct Depiction: Sendable {
    /// An atom and what is written at its place.
    public struct Atom: Sendable {
        /// In bond lengths, y downwards as on a page.
        public let place: QuartetImaging.Point
        /// What stands at its place; nil where bonds meet in a carbon.
        public let label: AtomLabel?
        /// Number of protons, for the colour.
        public let element: Int
        /// It is to be looked at: it belongs to an alert.
        public let isMarked: Bool
    }

    public struct Bond: Sendable, Equatable {
        public enum Style: Sendable { case plain, wedge, hash, wavy, crossed }

        public let begin: Int
        public let end: Int
        /// 1 to 3; 0 for a bond of another kind, such as a dative one.
        public let order: Int
        /// A wedge begins at the stereocentre.
        public let style: Style
        /// Where the second line of a double bond belongs: the centre of the bond's ring, in bond lengths.
        public let ringCentre: QuartetImaging.Point?
    }

    /// The molecule's own atoms in its order, then hydrogens that show the stereo of a centre.
    public let atoms: [Atom]
    public let bonds: [Bond]

    /// Ångström of a bond as RDKit lays it out.
    private static let bondLength = 1.5

    /// - Parameters:
    ///   - scaffold: where it occurs in the molecule, that part lies as in all molecules that are drawn with it.
    ///   - marked: atoms to mark, by their index.
    /// - Throws: ``MoleculeError`` when RDKit cannot lay it out.
    public init(
        of molecule: Molecule, along scaffold: Molecule? = nil, marking marked: Set<Int> = []
    ) throws(MoleculeError) {
        var error: UnsafeMutablePointer<CChar>?
        guard let drawing = rd_draw(molecule.handle, scaffold?.handle, &error) else {
            throw MoleculeError(reason: "it cannot be drawn: " + (ownedText(error) ?? "RDKit failed"))
        }
        defer { rd_drawing_release(drawing) }
        var firstBond: UnsafePointer<rd_drawn_bond>?
        let bondCount = Int(rd_drawn_bonds(drawing, &firstBond))
        bonds = UnsafeBufferPointer(start: firstBond, count: bondCount).map(Bond.init)
        var orders: [Int: [Int]] = [:]
        for bond in bonds {
            orders[bond.begin, default: []].append(bond.order)
            orders[bond.end, default: []].append(bond.order)
        }
        var firstAtom: UnsafePointer<rd_drawn_atom>?
        let atomCount = Int(rd_drawn_atoms(drawing, &firstAtom))
        atoms = UnsafeBufferPointer(start: firstAtom, count: atomCount).enumerated().map { index, atom in
            Atom(
                place: Self.place(atom.x, atom.y),
                label: AtomLabel(atom, bondOrders: orders[index] ?? []), element: Int(atom.element),
                isMarked: atom.is_added == 0 && marked.contains(index))
        }
    }

    fileprivate static func place(_ x: Double, _ y: Double) -> QuartetImaging.Point {
        QuartetImaging.Point(x / bondLength, -y / bondLength)
    }
}

extension Depiction.Bond {
    fileprivate init(_ bond: rd_drawn_bond) {
        (begin, end, order) = (Int(bond.begin), Int(bond.end), Int(bond.order))
        style =
            switch bond.style {
            case rd_wedge: .wedge
            case rd_hash: .hash
            case rd_wavy: .wavy
            case rd_crossed: .crossed
            default: .plain
            }
        ringCentre = bond.is_in_ring != 0 ? Depiction.place(bond.ring_x, bond.ring_y) : nil
    }
}

/// What is written at an atom's place.
public struct AtomLabel: Sendable, Equatable {
    /// Before the symbol, raised; empty for the natural mixture.
    public let isotope: String
    public let symbol: String
    public let hydrogens: Int
    /// After the symbol, raised: "+", "2−", with a dot for each unpaired electron.
    public let charge: String

    /// Nil for a carbon that the bonds show.
    init?(_ atom: rd_drawn_atom, bondOrders: [Int]) {
        let radical = String(repeating: "•", count: max(0, Int(atom.radical_electrons)))
        let size = atom.charge.magnitude
        let sign = atom.charge > 0 ? "+" : atom.charge < 0 ? "\u{2212}" : ""
        charge = (size > 1 ? "\(size)" : "") + sign + radical
        isotope = atom.isotope > 0 ? "\(atom.isotope)" : ""
        let map = atom.map > 0 ? ":\(atom.map)" : ""
        // Two double bonds in a line would hide the atom between them.
        let isHidden = atom.element == 6 && !bondOrders.isEmpty && bondOrders.filter { $0 == 2 }.count < 2
        if isHidden, charge.isEmpty, isotope.isEmpty, map.isEmpty { return nil }
        symbol = (atom.element == 0 ? "*" : ElementName.symbol(of: Int(atom.element))) + map
        hydrogens = atom.element == 0 ? 0 : Int(atom.hydrogens)
    }

    /// As plain text: "NH2+".
    public var text: String {
        let written = hydrogens == 0 ? "" : hydrogens == 1 ? "H" : "H\(hydrogens)"
        return isotope + symbol + written + charge
    }
}
