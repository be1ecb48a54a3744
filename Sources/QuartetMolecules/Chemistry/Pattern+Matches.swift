internal import CRDKit
import QuartetCatalogs

extension Pattern {
    /// The pattern in the attribute `smarts` of a catalog's element.
    convenience init(element: CatalogElement) throws {
        let smarts = try element.string("smarts")
        guard let handle = rd_from_smarts(smarts) else {
            throw element.mistake("smarts=\"\(smarts)\"", expected: "a SMARTS")
        }
        self.init(handle: handle)
    }

    func occurs(in molecule: Molecule) -> Bool { rd_has_match(molecule.handle, handle) != 0 }

    /// Different sets of atoms that match.
    func count(in molecule: Molecule) throws(MoleculeError) -> Int {
        let count = rd_match_count(molecule.handle, handle)
        guard count >= 0 else { throw MoleculeError(reason: "a pattern cannot be counted") }
        return Int(count)
    }
}

extension Molecule {
    /// The number of rings left when the atoms of a pattern are deleted.
    func rings(without pattern: Pattern) throws(MoleculeError) -> Int {
        let count = rd_rings_without(handle, pattern.handle)
        guard count >= 0 else { throw MoleculeError(reason: "the rings cannot be counted") }
        return Int(count)
    }
}
