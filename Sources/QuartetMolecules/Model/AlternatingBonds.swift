/// Double bonds of which no two share an atom: a matching of a graph of aromatic atoms.
struct AlternatingBonds {
    /// The atoms that each atom may have such a bond with.
    private let partners: [[Int]]
    private var isTaken: [Bool]
    /// Choices that may still be tried.
    private var choices = 2000

    init(partners: [[Int]]) {
        self.partners = partners
        isTaken = [Bool](repeating: false, count: partners.count)
    }

    /// Whether each atom that needs a bond can have one. Of graphs that take too many tries it is assumed.
    func cover(_ needs: [Bool]) -> Bool {
        var search = self
        var open = needs.indices.filter { needs[$0] }
        return search.cover(&open)
    }

    /// The atom with the fewest partners goes first: most have one, so that little has to be tried.
    private mutating func cover(_ open: inout [Int]) -> Bool {
        open.removeAll { isTaken[$0] }
        var hardest: (atom: Int, free: Int)?
        for atom in open {
            let free = partners[atom].count { !isTaken[$0] }
            if free == 0 { return false }
            if free < hardest?.free ?? .max { hardest = (atom, free) }
            if free == 1 { break }
        }
        guard let atom = hardest?.atom else { return true }
        for partner in partners[atom] where !isTaken[partner] {
            choices -= 1
            if choices < 0 { return true }
            (isTaken[atom], isTaken[partner]) = (true, true)
            var rest = open
            if cover(&rest) { return true }
            (isTaken[atom], isTaken[partner]) = (false, false)
        }
        return false
    }
}
