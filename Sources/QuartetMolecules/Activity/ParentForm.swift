/// How the charges of a parent are treated before a model sees it.
public enum ParentForm: String, Sendable, CaseIterable, Codable {
    /// Counter-ions are taken away, charges stay as they are written: forms of other charge are other molecules.
    case written
    /// Charges that hydrogen can balance are balanced as well.
    case neutral
}

extension Standardizer {
    /// The parent of a compound in the form that a model sees.
    public func parent(of compound: Molecule, in form: ParentForm) throws(SetAside) -> Molecule {
        let neutral = try parent(of: compound).molecule
        let atoms = compound.atoms
        guard form == .written, atoms.contains(where: { $0.charge != 0 }) else { return neutral }
        let key = neutral.smiles()
        for number in Set(atoms.map(\.part)).sorted() {
            guard let part = compound.part(number), part.neutral.smiles() == key else { continue }
            return part
        }
        return neutral
    }

    /// The same for a row of a file, which a compound without a parent refuses.
    func modelled(_ compound: Molecule, in form: ParentForm) throws(MoleculeError) -> Molecule {
        do throws(SetAside) { return try parent(of: compound, in: form) } catch { throw MoleculeError(error) }
    }
}
