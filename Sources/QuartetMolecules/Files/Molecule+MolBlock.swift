internal import CRDKit

extension Molecule {
    /// Reads a connection table, V2000 or V3000 (BIOVIA, CTfile Formats), with its coordinates.
    /// - Throws: ``MoleculeError`` with the atom, or the line of the block.
    public convenience init(molBlock: String) throws(MoleculeError) {
        guard let handle = rd_from_mol_block(molBlock, 1, nil) else {
            throw MoleculeError(molBlock: molBlock)
        }
        self.init(handle: handle)
        if atomCount == 0 { throw MoleculeError(reason: "the mol block has no atoms", fault: .empty) }
        if atomCount > Self.atomLimit {
            throw MoleculeError(
                reason: "the molecule has \(atomCount) atoms; the limit is \(Self.atomLimit)", fault: .size)
        }
    }

    /// The molecule as a mol block, with its coordinates or else with those of a drawing.
    public func molBlock() throws(MoleculeError) -> String {
        var error: UnsafeMutablePointer<CChar>?
        guard let text = ownedText(rd_mol_block(handle, &error)) else {
            throw MoleculeError(reason: ownedText(error) ?? "the molecule cannot be written as a mol block")
        }
        return text
    }
}

extension MoleculeError {
    /// Why a mol block is refused: its form, or else the chemistry.
    fileprivate init(molBlock: String) {
        var error: UnsafeMutablePointer<CChar>?
        if let unjudged = rd_from_mol_block(molBlock, 0, &error) {
            defer { rd_release(unjudged) }
            self.init(problemOf: unjudged)
        } else {
            let text = (ownedText(error) ?? "").split(whereSeparator: \.isNewline).joined(separator: " ")
            self.init(
                reason: "the mol block cannot be read" + (text.isEmpty ? "" : ": \(text)"), fault: .syntax)
        }
    }
}
