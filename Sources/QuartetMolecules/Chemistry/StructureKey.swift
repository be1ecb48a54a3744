internal import CRDKit

/// Texts that are equal exactly for the same structure, from the strictest to the most lenient sense of "same".
public struct StructureKey: Sendable, Hashable {
    /// Canonical SMILES.
    public let exact: String
    /// Canonical SMILES without stereo.
    public let withoutStereo: String
    /// Canonical SMILES of the canonical tautomer without stereo (Sitzmann, Ihlenfeldt and Nicklaus, J. Comput. Aided
    /// Mol. Des. 2010, 24, 521; as RDKit has it). A key alone: it is often not the form that exists. Nil when it was not
    /// asked for.
    public let tautomer: String?

    public init(of molecule: Molecule, withTautomer: Bool = true) {
        self.init(of: molecule, exact: molecule.smiles(), withTautomer: withTautomer)
    }

    /// The keys of a parent, whose canonical SMILES is known.
    public init(of parent: Parent, withTautomer: Bool = true) {
        self.init(of: parent.molecule, exact: parent.smiles, withTautomer: withTautomer)
    }

    private init(of molecule: Molecule, exact: String, withTautomer: Bool) {
        self.exact = exact
        withoutStereo = molecule.smiles(withStereo: false)
        tautomer = withTautomer ? ownedText(rd_tautomer_key(molecule.handle)) ?? withoutStereo : nil
    }
}

extension Molecule {
    /// The standard InChI (IUPAC), from the InChI library.
    /// - Throws: ``MoleculeError`` with the library's message, for example for 1,024 atoms and more.
    public func inChI() throws(MoleculeError) -> String { try identifier(rd_inchi) }

    /// The standard InChIKey: 27 characters, of which the first 14 are the same for all stereoisomers.
    /// - Throws: ``MoleculeError`` with the library's message.
    public func inChIKey() throws(MoleculeError) -> String { try identifier(rd_inchi_key) }

    private func identifier(
        _ write: (OpaquePointer?, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) ->
            UnsafeMutablePointer<CChar>?
    ) throws(MoleculeError) -> String {
        var error: UnsafeMutablePointer<CChar>?
        if let text = ownedText(write(handle, &error)) { return text }
        throw MoleculeError(reason: "InChI: " + (ownedText(error) ?? "refused"))
    }
}
