internal import CRDKit
internal import QuartetFiles

/// A molecule in its place in a receptor, with the bonds of the input.
public struct Pose: Sendable {
    /// In kcal/mol.
    public let affinity: Double
    public let conformer: Conformer

    /// - Parameter molecule: the one that the ligand was made of, without hydrogens.
    public init(_ pose: VinaPose, of ligand: LigandFile, _ molecule: Molecule) throws(DockingError) {
        try self.init(pose, atoms: ligand.atoms, of: molecule)
    }

    /// - Parameter atoms: the atom of the molecule's conformer at each place of the pose.
    init(_ pose: VinaPose, atoms: [Int], of molecule: Molecule) throws(DockingError) {
        var error: UnsafeMutablePointer<CChar>?
        let atoms = atoms.map { Int32(truncatingIfNeeded: $0) }
        guard pose.coordinates.count == 3 * atoms.count,
            let handle = rd_posed(molecule.handle, atoms, pose.coordinates, Int32(atoms.count), &error)
        else { throw DockingError(.failed, ownedText(error) ?? "the pose does not fit the molecule") }
        conformer = try Conformer(handle: handle)
        affinity = pose.affinity
    }

    /// The affinity's size for each heavy atom, in kcal/mol: `-affinity / heavy atoms` (Hopkins et al., Drug Discov. Today
    /// 2004, 9, 430).
    public var ligandEfficiency: Double {
        -affinity / Double(max(1, conformer.atoms.count { $0.atomicNumber > 1 }))
    }
}

extension Pose {
    /// A record of an SDF file, with the bonds of the molecule and data items.
    public func record(name: String, columns: [MoleculeRow.Column]) throws(DockingError) -> String {
        MoleculeForm.sdf.text(structure: try conformer.molBlock(), name: name, columns: columns)
    }
}

extension Conformer {
    /// The root mean square deviation of the heavy atoms in ångström, neither molecule moved, least over all symmetries of
    /// the graph of elements and bonds: a flipped phenyl ring or carboxylate is no error. Orders of bonds and charges do not
    /// matter, so that a crystal's ligand without either will do.
    ///
    /// - Throws: ``DockingError`` when the two are not the same molecule.
    public func deviation(from reference: Conformer) throws(DockingError) -> Double {
        var error: UnsafeMutablePointer<CChar>?
        let value = rd_rmsd(handle, reference.handle, &error)
        if value >= 0 { return value }
        throw DockingError(
            ownedText(error) ?? "the reference is another molecule: its heavy atoms and bonds differ")
    }
}
