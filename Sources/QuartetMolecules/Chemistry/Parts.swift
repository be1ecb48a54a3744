/// The connected parts of a compound, and which of them is the parent.
struct Parts {
    /// One kind of part, however often it occurs.
    private struct Part {
        let neutral: Molecule
        let smiles: String
        let name: String?
        let heavyAtoms: Int
        let isOrganic: Bool
        let isNeutralised: Bool
        /// The first of its atoms that has no place in a drug, by the compound's count.
        let fault: SetAside?
    }

    struct Choice {
        let molecule: Molecule
        /// Its canonical SMILES.
        let smiles: String
        let heavyAtoms: Int
        let removed: [String]
        let isNeutralised: Bool
    }

    private let parts: [Part]

    init(of compound: Molecule, counterIons: CounterIons) {
        let atoms = compound.atoms
        let count = (atoms.map(\.part).max() ?? -1) + 1
        var seen: Set<String> = []
        parts = (0..<count).compactMap { number in
            guard let written = count == 1 ? compound : compound.part(number) else { return nil }
            let neutral = written.neutral
            let smiles = neutral.smiles()
            guard seen.insert(smiles).inserted else { return nil }
            let own = atoms.indices.filter { atoms[$0].part == number }
            let name = counterIons.name(of: neutral, atoms: own.map { atoms[$0] })
            return Part(
                neutral: neutral, smiles: smiles,
                name: name,
                heavyAtoms: own.count { atoms[$0].isHeavy },
                isOrganic: own.contains { atoms[$0].element == 6 },
                isNeutralised: neutral !== written && smiles != written.smiles(),
                fault: Self.fault(in: atoms, at: own))
        }
    }

    private static func fault(in atoms: [AtomFacts], at own: [Int]) -> SetAside? {
        for atom in own {
            if atoms[atom].element == 0 { return .dummy(atom: atom) }
            if atoms[atom].isMetal { return .metal(symbol: atoms[atom].symbol, atom: atom) }
            if atoms[atom].radicalElectrons > 0 { return .radical(symbol: atoms[atom].symbol, atom: atom) }
        }
        return nil
    }

    func chosen() throws(SetAside) -> Choice {
        let unknown = parts.filter { $0.name == nil }
        if let fault = unknown.compactMap(\.fault).first { throw fault }
        let unknownOrganic = unknown.filter(\.isOrganic)
        let organic =
            unknownOrganic.isEmpty ? parts.filter { $0.isOrganic && $0.fault == nil } : unknownOrganic
        // Of parts of one size the first by the alphabet: the order in which they are written must not matter.
        let bySize = organic.sorted { ($1.heavyAtoms, $0.smiles) < ($0.heavyAtoms, $1.smiles) }
        guard let largest = bySize.first else { throw .inorganic }
        let rivals = unknownOrganic.filter {
            $0.smiles != largest.smiles && 2 * $0.heavyAtoms >= largest.heavyAtoms
        }
        if largest.name == nil, !rivals.isEmpty {
            throw .mixture(parts: [largest.smiles] + rivals.map(\.smiles).sorted())
        }
        return Choice(
            molecule: largest.neutral, smiles: largest.smiles, heavyAtoms: largest.heavyAtoms,
            removed: parts.filter { $0.smiles != largest.smiles }.map { $0.name ?? $0.smiles }.sorted(),
            isNeutralised: largest.isNeutralised)
    }
}
