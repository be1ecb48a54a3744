extension Molecule {
    /// What must be known of a structure before its numbers are used: that it has several parts, a metal, a dummy atom or a
    /// radical. Empty for a usual molecule. ``Standardizer`` mends the first and sets the others aside.
    public var cautions: [String] {
        let atoms = atoms
        var cautions: [String] = []
        let parts = (atoms.map(\.part).max() ?? 0) + 1
        if parts > 1 {
            let words = ["two", "three", "four", "five", "six", "seven", "eight", "nine"]
            let count = words.indices.contains(parts - 2) ? words[parts - 2] : "\(parts)"
            cautions.append("\(count) parts: the numbers are of the whole; standardise it first")
        }
        let metals = Set(atoms.filter(\.isMetal).map(\.symbol)).sorted()
        if !metals.isEmpty {
            cautions.append(
                "contains \(metals.joined(separator: ", ")): the estimates were not developed for metals")
        }
        if atoms.contains(where: { $0.element == 0 }) {
            cautions.append("dummy atom: the numbers are of an incomplete structure")
        }
        if atoms.contains(where: { $0.radicalElectrons > 0 }) {
            cautions.append("radical: an atom has an unpaired electron; an ion has its charge in brackets")
        }
        return cautions
    }
}
