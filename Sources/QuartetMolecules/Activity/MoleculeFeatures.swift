internal import CRDKit

/// What models of activity see of a molecule: counted fingerprints and descriptors, without stereo. Use the
/// parent in the model's ``ParentForm``.
public struct MoleculeFeatures: Sendable {
    /// A counted fingerprint.
    package enum Counts: Int32, CaseIterable, Codable, Sendable {
        /// Environments of up to two bonds around each atom (Rogers & Hahn, J. Chem. Inf. Model. 2010, 50, 742).
        case environments
        /// The same by what atoms do: donor, acceptor, aromatic, halogen, base, acid.
        case roles
        /// Pairs of atoms with the bonds between them (Carhart, Smith & Venkataraghavan, J. Chem. Inf. Comput. Sci. 1985,
        /// 25, 64).
        case pairs
        /// Chains of four atoms (Nilakantan et al., J. Chem. Inf. Comput. Sci. 1987, 27, 82).
        case torsions
    }

    /// Numbers that describe a whole molecule.
    package enum Numbers: Int, CaseIterable, Codable, Sendable {
        /// Size, shape, rings, and surface by logP, refractivity and charge.
        case descriptors
        /// How many atoms of each of Wildman and Crippen's types there are.
        case atomTypes

        var width: Int { self == .descriptors ? Int(rd_descriptor_values) : Int(rd_atom_types) }
    }

    /// Bins of each fingerprint.
    static let bins = 4096

    /// `bins` counts for each of ``Counts``, one after another.
    let counts: [UInt8]
    /// The values of all of ``Numbers``, one after another.
    let numbers: [Float]

    /// - Throws: ``MoleculeError`` where RDKit fails.
    public init(_ molecule: Molecule) throws(MoleculeError) {
        var counts = [UInt8](repeating: 0, count: Self.bins * Counts.allCases.count)
        var isComplete = true
        counts.withUnsafeMutableBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return }
            for kind in Counts.allCases {
                let place = start + Int(kind.rawValue) * Self.bins
                isComplete =
                    rd_folded_counts(molecule.handle, kind.rawValue, Int32(Self.bins), place) != 0
                    && isComplete
            }
        }
        var descriptors = [Float](repeating: 0, count: Numbers.descriptors.width)
        var types = [Float](repeating: 0, count: Numbers.atomTypes.width)
        guard isComplete, rd_feature_values(molecule.handle, &descriptors, &types) != 0 else {
            throw MoleculeError(reason: "the fingerprints and descriptors cannot be computed")
        }
        self.counts = counts
        numbers = descriptors + types
    }
}

/// The features of many molecules, as matrices.
struct FeatureTable: Sendable {
    let rows: Int
    private let counts: [MoleculeFeatures.Counts: [UInt8]]
    private let numbers: [MoleculeFeatures.Numbers: [Float]]

    init(_ molecules: [MoleculeFeatures]) {
        rows = molecules.count
        var counts: [MoleculeFeatures.Counts: [UInt8]] = [:]
        for kind in MoleculeFeatures.Counts.allCases {
            let first = Int(kind.rawValue) * MoleculeFeatures.bins
            counts[kind] = molecules.flatMap { $0.counts[first..<first + MoleculeFeatures.bins] }
        }
        var numbers: [MoleculeFeatures.Numbers: [Float]] = [:]
        var first = 0
        for kind in MoleculeFeatures.Numbers.allCases {
            numbers[kind] = molecules.flatMap { $0.numbers[first..<first + kind.width] }
            first += kind.width
        }
        (self.counts, self.numbers) = (counts, numbers)
    }

    /// Row by row, ``MoleculeFeatures/bins`` each.
    func counts(_ kind: MoleculeFeatures.Counts) -> [UInt8] { counts[kind] ?? [] }

    /// Row by row, `kind.width` each.
    func numbers(_ kind: MoleculeFeatures.Numbers) -> [Float] { numbers[kind] ?? [] }
}
