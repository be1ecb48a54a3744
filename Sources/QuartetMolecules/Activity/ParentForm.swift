/// How the charges of a parent are treated before a model sees it.
public enum ParentForm: String, Sendable, CaseIterable, Codable {
    /// Counter-ions are taken away, charges stay as they are written.
    case written
    /// Charges that hydrogen can balance are balanced as well.
    case neutral
}

extension Standardizer {
    /// The neutral parent, which is the key for repeats, and the form that a model sees.
    public func parent(
        of compound: Molecule, in form: ParentForm
    ) throws(SetAside) -> (neutral: Molecule, seen: Molecule) {
        let neutral = try parent(of: compound).molecule
        let atoms = compound.atoms
        guard form == .written, atoms.contains(where: { $0.charge != 0 }) else { return (neutral, neutral) }
        let key = neutral.smiles()
        for number in Set(atoms.map(\.part)).sorted() {
            guard let part = compound.part(number), part.neutral.smiles() == key else { continue }
            return (neutral, part)
        }
        return (neutral, neutral)
    }
}
