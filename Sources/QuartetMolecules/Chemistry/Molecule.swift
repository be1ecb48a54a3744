internal import CRDKit

/// A molecule as RDKit understands it: sanitized, immutable.
public final class Molecule: Sendable {
    // RDKit's molecule is never changed after it is made, so threads may share it.
    nonisolated(unsafe) private let handle: OpaquePointer

    /// Reads a SMILES (Weininger, J. Chem. Inf. Comput. Sci. 1988, 28, 31; OpenSMILES).
    /// - Throws: ``MoleculeError`` with the reason.
    public init(smiles: String) throws(MoleculeError) {
        var error: UnsafeMutablePointer<CChar>?
        guard let handle = rd_from_smiles(smiles, &error) else {
            throw MoleculeError(reason: ownedText(error) ?? "the SMILES cannot be read")
        }
        self.handle = handle
    }

    deinit { rd_release(handle) }

    /// Atoms without implicit hydrogens.
    public var atomCount: Int { Int(rd_atom_count(handle)) }

    /// Canonical SMILES.
    public func smiles(withStereo: Bool = true) -> String {
        ownedText(rd_smiles(handle, withStereo ? 1 : 0)) ?? ""
    }
}

/// Why a text is no molecule.
public struct MoleculeError: Error, Equatable {
    public let reason: String
}

/// A text of RDKit's, which is released.
func ownedText(_ text: UnsafeMutablePointer<CChar>?) -> String? {
    guard let text else { return nil }
    defer { rd_free(text) }
    return String(cString: text)
}
