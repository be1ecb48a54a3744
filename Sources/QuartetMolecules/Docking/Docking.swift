internal import QuartetFiles

/// A molecule that was docked: its poses, the best one first.
public struct Docking: Sendable, Codable, Equatable {
    /// Canonical SMILES of what was docked, with charges and stereo.
    public let smiles: String
    /// How thoroughly Vina searched.
    public let exhaustiveness: Int
    /// Bonds that turned.
    public let torsions: Int
    /// The molecule's atom at each place of a pose; hydrogens follow the heavy atoms.
    public let atoms: [Int]
    /// Whether the shape to begin with came from random coordinates.
    public let isFromRandomCoordinates: Bool
    public let poses: [VinaPose]

    /// In kcal/mol, of the best pose.
    public var affinity: Double { poses.first?.affinity ?? .nan }

    /// The poses with their bonds.
    ///
    /// - Throws: ``DockingError`` when a pose does not fit the molecule.
    public func placed() throws(DockingError) -> [Pose] {
        let molecule: Molecule
        do throws(MoleculeError) {
            molecule = try Molecule(smiles: smiles)
        } catch {
            throw DockingError(.failed, error.reason)
        }
        var placed: [Pose] = []
        for pose in poses { placed.append(try Pose(pose, atoms: atoms, of: molecule)) }
        return placed
    }
}
