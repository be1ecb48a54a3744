/// AutoDock's types of atoms (Morris et al., J. Comput. Chem. 2009, 30, 2785), as AutoDock Vina 1.2.3 reads them.
enum AutoDockType {
    /// Types that Vina takes in a receptor or a ligand.
    static let known: Set<String> = [
        "A", "C", "N", "NA", "O", "OA", "S", "SA", "P", "H", "HD", "F", "Cl", "Br", "I", "Si", "Se", "At",
        "Mg", "Mn",
        "Zn", "Ca", "Fe", "Cu", "Na", "K", "Hg", "Co", "U", "Cd", "Ni", "W",
    ]

    static let acceptors: Set<String> = ["NA", "OA", "SA"]

    /// Elements whose type is their symbol.
    private static let plain: Set<String> = [
        "P", "F", "Cl", "Br", "I", "Si", "Se", "At", "Mg", "Mn", "Zn", "Ca", "Fe",
    ]

    /// The type of an atom; nil for a hydrogen that is merged into the atom that bears it.
    ///
    /// - Throws: ``DockingError`` for an element that Vina does not know.
    static func of(
        _ atom: ConformerAtom, beside neighbours: [ConformerAtom], index: Int
    ) throws(DockingError) -> String? {
        switch atom.atomicNumber {
        case 1: return neighbours.contains { [7, 8, 9, 15, 16].contains($0.atomicNumber) } ? "HD" : nil
        case 6: return atom.isAromatic ? "A" : "C"
        case 7: return isAcceptor(nitrogen: atom, beside: neighbours) ? "NA" : "N"
        case 8: return "OA"
        case 16: return atom.bondCount == 2 ? "SA" : "S"
        default:
            let symbols = ElementName.symbols
            guard symbols.indices.contains(atom.atomicNumber - 1) else {
                throw DockingError("atom \(index) is a placeholder, no element: it cannot be docked")
            }
            let symbol = symbols[atom.atomicNumber - 1]
            guard plain.contains(symbol) else {
                throw DockingError("\(ElementName.word(symbol)): no AutoDock type, atom \(index)")
            }
            return symbol
        }
    }

    /// Checks the elements of a molecule before anything is made of it.
    ///
    /// - Parameter written: the molecule as its user wrote it, whose atoms an error counts.
    static func requireKnown(_ molecule: Molecule, as written: Molecule) throws(DockingError) {
        for atom in molecule.atoms where ![1, 6, 7, 8, 16].contains(atom.element) {
            if plain.contains(atom.symbol) { continue }
            let place = written.atoms.firstIndex { $0.element == atom.element } ?? 0
            throw atom.element == 0
                ? DockingError("atom \(place) is a placeholder, no element: it cannot be docked")
                : DockingError("\(ElementName.word(atom.symbol)): no AutoDock type, atom \(place)")
        }
    }

    /// Whether a nitrogen has a pair of electrons to give: not where it is charged, nor where the pair belongs to an
    /// aromatic or carbonyl neighbour (anilines, pyrroles, amides).
    private static func isAcceptor(nitrogen atom: ConformerAtom, beside neighbours: [ConformerAtom]) -> Bool {
        guard atom.charge != 1 else { return false }
        guard atom.bondCount == 3, atom.valence == 3 else { return true }
        return !neighbours.contains {
            $0.isAromatic || ($0.atomicNumber == 6 && $0.bondCount == 3 && $0.valence == 4)
        }
    }
}
