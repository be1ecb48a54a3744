internal import CRDKit
package import QuartetCatalogs

/// Many SMARTS patterns that are looked for together.
///
/// Each pattern says what it needs at least: atoms of some elements, pairs of bonded atoms, rings. Of 480 patterns a
/// lead-like molecule has what about ten need, and only these are laid on it: one after the other they take eighteen times
/// as long.
package final class PatternSet: Sendable {
    /// What a hydrogen that is written as an atom of a pattern means.
    package enum Hydrogens: String, Sendable, CaseIterable {
        /// It matches hydrogens that are atoms of the molecule as it is, such as deuterium.
        case asWritten = "as-written"
        /// Its neighbour has at least that many hydrogens: so RDKit's catalogs of alerts are meant.
        case merged
        /// All hydrogens of the molecule are atoms: so the filters of MOSES are meant.
        case explicit
    }

    // RDKit's queries are never changed after they are made, so threads may share them.
    private nonisolated(unsafe) let handle: OpaquePointer
    package let count: Int

    /// - Throws: the index of the first text that is not a SMARTS.
    package init(smarts: [String], hydrogens: Hydrogens = .asWritten) throws(NoSMARTS) {
        let kind =
            switch hydrogens {
            case .asWritten: rd_hydrogens_as_written
            case .merged: rd_hydrogens_merged
            case .explicit: rd_hydrogens_explicit
            }
        let texts = smarts.map { Array($0.utf8CString) }
        var wrong: Int32 = 0
        let joined = texts.flatMap { $0 }
        let handle = joined.withUnsafeBufferPointer { all in
            var next = 0
            let starts = texts.map { text -> UnsafePointer<CChar>? in
                defer { next += text.count }
                return all.baseAddress.map { $0 + next }
            }
            return rd_pattern_set_read(starts, Int32(starts.count), Int32(kind), &wrong)
        }
        guard let handle else { throw NoSMARTS(index: Int(wrong)) }
        self.handle = handle
        count = smarts.count
    }

    /// The patterns in the attribute `smarts` of a catalog's elements.
    package convenience init(elements: [CatalogElement], hydrogens: Hydrogens = .asWritten) throws {
        let smarts = try elements.map { try $0.string("smarts") }
        do throws(NoSMARTS) {
            try self.init(smarts: smarts, hydrogens: hydrogens)
        } catch {
            guard elements.indices.contains(error.index) else { throw error }
            throw elements[error.index].mistake(
                "smarts=\"\(smarts[error.index])\"", expected: "a SMARTS")
        }
    }

    deinit { rd_pattern_set_release(handle) }

    /// The indices of the patterns that occur, rising.
    package func found(in molecule: Molecule) throws(MoleculeError) -> [Int] {
        var indices = [Int32](repeating: 0, count: count)
        let found = rd_patterns_found(handle, molecule.handle, &indices)
        guard found >= 0 else { throw MoleculeError(reason: "the patterns cannot be looked for") }
        return indices.prefix(Int(found)).map(Int.init)
    }

    /// Whether any of the patterns occurs.
    package func occurs(in molecule: Molecule) throws(MoleculeError) -> Bool {
        let index = rd_any_pattern(handle, molecule.handle)
        guard index >= -1 else { throw MoleculeError(reason: "the patterns cannot be looked for") }
        return index >= 0
    }

    /// The atoms on which a pattern lies, wherever it occurs, in order.
    package func atoms(of index: Int, in molecule: Molecule) throws(MoleculeError) -> [Int] {
        var marks = [UInt8](repeating: 0, count: molecule.atomCount)
        guard indices.contains(index), rd_pattern_atoms(handle, Int32(index), molecule.handle, &marks) != 0
        else { throw MoleculeError(reason: "the atoms of a pattern cannot be found") }
        return marks.indices.filter { marks[$0] != 0 }
    }

    private var indices: Range<Int> { 0..<count }
}

/// A text that is not a SMARTS.
package struct NoSMARTS: Error, Equatable {
    package let index: Int

    package init(index: Int) { self.index = index }
}
