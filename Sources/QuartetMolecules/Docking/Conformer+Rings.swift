extension Conformer {
    /// Rings of at least so many atoms have shapes that docking cannot guess from one of them (Meeko's and others' bound
    /// for what is not bent like cyclohexane).
    static let smallestMacrocycle = 8

    /// Whether a bond is in no ring smaller than a macrocycle.
    var hasMacrocycle: Bool {
        let neighbours = neighbours
        return bonds.contains { bond in
            bond.isInRing
                && !Self.isNear(bond.first, bond.second, neighbours, steps: Self.smallestMacrocycle - 2)
        }
    }

    /// Whether the ends of a bond are joined by another way of at most that many bonds.
    private static func isNear(_ start: Int, _ end: Int, _ neighbours: [[Int]], steps: Int) -> Bool {
        var (seen, edge) = (Set([start]), [start])
        for step in 0..<steps {
            var next: [Int] = []
            for atom in edge {
                for other in neighbours[atom] where !(step == 0 && other == end) {
                    if other == end { return true }
                    if seen.insert(other).inserted { next.append(other) }
                }
            }
            edge = next
        }
        return false
    }
}
