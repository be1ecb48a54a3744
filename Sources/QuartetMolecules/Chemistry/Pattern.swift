internal import CRDKit

/// A SMARTS (Daylight): a pattern of atoms and bonds.
final class Pattern: Sendable {
    // RDKit's query is never changed after it is made, so threads may share it.
    nonisolated(unsafe) let handle: OpaquePointer

    /// Nil if the text is not a SMARTS.
    init?(smarts: String) {
        guard let handle = rd_from_smarts(smarts) else { return nil }
        self.handle = handle
    }

    /// Takes over a query of RDKit's.
    init(handle: OpaquePointer) { self.handle = handle }

    deinit { rd_pattern_release(handle) }

    /// Atoms that match the pattern's first atom, in order.
    func firstAtoms(in molecule: Molecule) -> [Int] {
        var marks = [UInt8](repeating: 0, count: molecule.atomCount)
        guard rd_first_atoms(molecule.handle, handle, &marks) > 0 else { return [] }
        return marks.indices.filter { marks[$0] != 0 }
    }
}
