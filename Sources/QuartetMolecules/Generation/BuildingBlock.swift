internal import CRDKit

/// A piece of a molecule with open ends, as BRICS cuts it (Degen et al., ChemMedChem 2008, 3, 1503).
public struct BuildingBlock: Sendable {
    /// An open end.
    public struct End: Sendable, Equatable {
        /// The atom that stands for it.
        public let atom: Int
        /// The kind of BRICS environment, 1 to 16, that the piece has there; 0 for an end of any kind.
        public let environment: Int

        /// Whether a bond between two ends is one that BRICS would cut: a chemist can make it.
        public func fits(_ other: End) -> Bool {
            environment == 0 || other.environment == 0
                || Self.partners[environment]?.contains(other.environment) == true
        }

        /// The 16 environments and those that they are bound to.
        static let partners: [Int: Set<Int>] = {
            let pairs: [Int: [Int]] = [
                1: [3, 5, 10], 3: [4, 13, 14, 15, 16], 4: [5, 11], 5: [12, 13, 14, 15, 16],
                6: [13, 14, 15, 16],
                7: [7], 8: [9, 10, 13, 14, 15, 16], 9: [13, 14, 15, 16], 10: [13, 14, 15, 16],
                11: [13, 14, 15, 16], 13: [14, 15, 16], 14: [14, 15, 16], 15: [16], 16: [16],
            ]
            var partners: [Int: Set<Int>] = [:]
            for (one, others) in pairs {
                for other in others {
                    partners[one, default: []].insert(other)
                    partners[other, default: []].insert(one)
                }
            }
            return partners
        }()
    }

    public let molecule: Molecule
    /// In the order of the atoms.
    public let ends: [End]
    /// Atoms but for hydrogen and the ends.
    public let heavyAtoms: Int

    /// - Parameter molecule: its dummy atoms are the ends, and their isotopes the environments.
    public init(_ molecule: Molecule) {
        self.molecule = molecule
        let atoms = molecule.atoms
        ends = atoms.indices.filter { atoms[$0].element == 0 }.map {
            End(atom: $0, environment: atoms[$0].isotope)
        }
        heavyAtoms = atoms.count { $0.isHeavy }
    }

    /// A SMILES with `*`, or with the number of an environment, as in `[16*]c1ccccc1`, for each end.
    public init(smiles: String) throws(MoleculeError) { self.init(try Molecule(smiles: smiles)) }

    /// Both pieces as one, bound where the two ends were. Other ends stay open.
    /// - Throws: ``MoleculeError`` if the valences do not allow it.
    public func joined(
        _ end: End, to other: BuildingBlock, _ otherEnd: End
    ) throws(MoleculeError) -> BuildingBlock {
        var error: UnsafeMutablePointer<CChar>?
        let whole = rd_joined(
            molecule.handle, Int32(clamping: end.atom), other.molecule.handle, Int32(clamping: otherEnd.atom),
            &error)
        guard let whole else {
            throw MoleculeError(
                reason: "the pieces cannot be joined: \(ownedText(error) ?? "unknown reason")")
        }
        return BuildingBlock(Molecule(handle: whole))
    }

    /// The piece with hydrogen at every end.
    public func capped() throws(MoleculeError) -> Molecule {
        guard let capped = rd_capped(molecule.handle) else {
            throw MoleculeError(reason: "hydrogen does not fit at an end")
        }
        return Molecule(handle: capped)
    }
}
