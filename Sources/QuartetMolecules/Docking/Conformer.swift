internal import CRDKit
internal import Foundation
internal import QuartetFiles

/// A molecule with all hydrogens and a place for each atom. Heavy atoms have the indices of the molecule; hydrogens
/// follow.
public final class Conformer: Sendable {
    // RDKit's molecule is never changed after it is made, so threads may share it.
    nonisolated(unsafe) let handle: OpaquePointer
    public let atoms: [ConformerAtom]
    public let bonds: [ConformerBond]

    /// Whether distance geometry from the bounds of distances failed, and random coordinates had to do.
    public let isFromRandomCoordinates: Bool

    /// One low-energy form: ETKDG version 3 (Wang et al., J. Chem. Inf. Model. 2020, 60, 2044), relaxed with MMFF94, or
    /// with UFF where that has no parameters.
    ///
    /// - Throws: ``DockingError`` when neither distance geometry nor random coordinates find a form.
    public convenience init(of molecule: Molecule, seed: Int) throws(DockingError) {
        var error: UnsafeMutablePointer<CChar>?
        var isFromRandom: Int32 = 0
        // A negative seed would draw another one each time.
        let seed = Int32(truncatingIfNeeded: seed) & .max
        guard let handle = rd_conformer(molecule.handle, seed, &isFromRandom, &error) else {
            throw DockingError(ownedText(error) ?? "no form in space found")
        }
        try self.init(handle: handle, isFromRandomCoordinates: isFromRandom != 0)
    }

    /// Takes over a molecule of RDKit's that has positions.
    init(handle: OpaquePointer, isFromRandomCoordinates: Bool = false) throws(DockingError) {
        var (atomCount, bondCount): (Int32, Int32) = (0, 0)
        var error: UnsafeMutablePointer<CChar>?
        let atoms = rd_ligand_atoms(handle, &atomCount, &error)
        let bonds = atoms == nil ? nil : rd_ligand_bonds(handle, &bondCount, &error)
        defer {
            free(atoms)
            free(bonds)
        }
        guard let atoms, let bonds else {
            rd_release(handle)
            throw DockingError(ownedText(error) ?? "the molecule has no positions")
        }
        self.handle = handle
        self.isFromRandomCoordinates = isFromRandomCoordinates
        self.atoms = UnsafeBufferPointer(start: atoms, count: Int(atomCount)).map(ConformerAtom.init)
        self.bonds = UnsafeBufferPointer(start: bonds, count: Int(bondCount)).map {
            ConformerBond(
                first: Int($0.first), second: Int($0.second), order: Int($0.order),
                isInRing: $0.is_in_ring != 0)
        }
    }

    deinit { rd_release(handle) }

    /// The indices of the atoms beside each atom.
    var neighbours: [[Int]] {
        var lists = [[Int]](repeating: [], count: atoms.count)
        for bond in bonds {
            lists[bond.first].append(bond.second)
            lists[bond.second].append(bond.first)
        }
        return lists
    }

    /// Bonds of nitrogen and carbon in amides, thioamides and amidines that do not turn. A tertiary one whose two other
    /// substituents differ turns: its two forms are different shapes (the rule of Meeko).
    func fixedAmides() throws(DockingError) -> Set<Set<Int>> {
        var count: Int32 = 0
        var error: UnsafeMutablePointer<CChar>?
        guard let pairs = rd_fixed_amides(handle, &count, &error) else {
            throw DockingError(.failed, ownedText(error) ?? "RDKit failed to find amides")
        }
        defer { free(pairs) }
        return Set((0..<Int(count)).map { [Int(pairs[2 * $0]), Int(pairs[2 * $0 + 1])] })
    }

    /// The molecule with its positions as a MOL block (V2000, or V3000 from 1,000 atoms).
    public func molBlock() throws(DockingError) -> String {
        var error: UnsafeMutablePointer<CChar>?
        guard let text = ownedText(rd_mol_block(handle, &error)) else {
            throw DockingError(.failed, ownedText(error) ?? "RDKit failed to write the molecule")
        }
        return text
    }
}

/// An atom of a conformer.
public struct ConformerAtom: Sendable, Equatable {
    public let atomicNumber: Int
    public let charge: Int
    /// Bonds, those to hydrogens among them.
    public let bondCount: Int
    /// The sum of the bonds' orders.
    public let valence: Int
    public let isAromatic: Bool
    public let position: Point
    /// By Gasteiger and Marsili (Tetrahedron 1980, 36, 3219); nil where the method has no parameters.
    public let partialCharge: Double?

    init(_ atom: rd_ligand_atom) {
        atomicNumber = Int(atom.element)
        charge = Int(atom.formal_charge)
        bondCount = Int(atom.bonds)
        valence = Int(atom.valence)
        isAromatic = atom.is_aromatic != 0
        position = Point(atom.x, atom.y, atom.z)
        partialCharge = atom.partial_charge.isFinite ? atom.partial_charge : nil
    }
}

public struct ConformerBond: Sendable, Equatable {
    public let first: Int
    public let second: Int
    /// 1, 2 or 3; 0 for aromatic and other bonds.
    public let order: Int
    public let isInRing: Bool
}
