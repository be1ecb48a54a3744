internal import Foundation

/// How hard a molecule is to make, from 1 (easy) to 10 (Ertl and Schuffenhauer, J. Cheminf. 2009, 1, 8).
///
/// The mean score of the molecule's fragments, which says how common they are among a million molecules that were made,
/// less penalties for size, stereocentres, spiro and bridgehead atoms and macrocycles, as RDKit's version 1.1 has them.
public struct SyntheticAccessibility: Sendable {
    private let scores: FragmentScores

    /// The table that is installed with the program.
    public init() throws { scores = try FragmentScores(installed: "synthetic-accessibility") }

    public func score(of molecule: Molecule, descriptors: Descriptors) throws(MoleculeError) -> Double {
        score(try molecule.fragmentCodes(), descriptors, atoms: molecule.atomCount)
    }

    /// The score of a molecule whose fragments are known.
    func score(
        _ fragments: [(code: UInt32, count: Int)], _ descriptors: Descriptors, atoms atomCount: Int
    ) -> Double {
        let atoms = Double(atomCount)
        var sum = 0.0
        var count = 0
        for fragment in fragments {
            // A fragment that was never seen counts as the rarest.
            sum += (scores[fragment.code] ?? -4) * Double(fragment.count)
            count += fragment.count
        }
        let commonness = sum / Double(max(count, 1))
        let penalty =
            pow(atoms, 1.005) - atoms
            + log10(Double(descriptors.stereocentres + 1))
            + log10(Double(descriptors.spiroAtoms + 1))
            + log10(Double(descriptors.bridgeheadAtoms + 1))
            + (descriptors.macrocycles > 0 ? log10(2) : 0)
        // Symmetrical molecules have fewer different fragments than atoms.
        let different = Double(max(fragments.count, 1))
        let symmetry = atoms > different ? 0.5 * log(atoms / different) : 0
        return Self.scaled(commonness - penalty + symmetry)
    }

    /// From the raw scale, about -4 to 2.5, to 10 to 1; beyond 8 it is drawn together.
    private static func scaled(_ raw: Double) -> Double {
        let linear = 11 - (raw + 5) / 6.5 * 9
        let smooth = linear > 8 ? 8 + log(linear - 8) : linear
        return min(max(smooth, 1), 10)
    }
}
