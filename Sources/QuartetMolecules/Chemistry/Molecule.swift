internal import CRDKit

/// A molecule as RDKit understands it: sanitized, immutable.
public final class Molecule: Sendable {
    /// RDKit's molecule.
    // It is never changed after it is made, so threads may share it.
    nonisolated(unsafe) let handle: OpaquePointer

    /// Atoms, hydrogens written in brackets among them, that a molecule may have: what follows can take time and memory
    /// that grow with their square.
    public static let atomLimit = 1000

    /// Reads a SMILES (Weininger, J. Chem. Inf. Comput. Sci. 1988, 28, 31; OpenSMILES) without a name behind it.
    /// - Throws: ``MoleculeError`` with the place or the atom.
    public init(smiles: String) throws(MoleculeError) {
        let written = SmilesText(smiles)
        if let refusal = written.refusal(atomLimit: Self.atomLimit) { throw refusal }
        guard let handle = rd_from_smiles(smiles) else {
            throw written.syntaxError ?? MoleculeError(chemistryOf: smiles)
        }
        self.handle = handle
    }

    /// Takes over a molecule of RDKit's.
    init(handle: OpaquePointer) { self.handle = handle }

    deinit { rd_release(handle) }

    /// Atoms without implicit hydrogens.
    public var atomCount: Int { Int(rd_atom_count(handle)) }

    /// Canonical SMILES.
    public func smiles(withStereo: Bool = true) -> String {
        ownedText(rd_smiles(handle, withStereo ? 1 : 0)) ?? ""
    }

    /// A SMILES without stereo marks that begins with an atom; nil for an atom that is not there.
    func smiles(from atom: Int) -> String? { ownedText(rd_smiles_from(handle, Int32(clamping: atom))) }
}

/// A text of RDKit's, which is released.
func ownedText(_ text: UnsafeMutablePointer<CChar>?) -> String? {
    guard let text else { return nil }
    defer { rd_free(text) }
    return String(cString: text)
}
