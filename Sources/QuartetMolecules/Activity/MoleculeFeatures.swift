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

        /// RDKit's kind, and how far it reaches: bonds from an atom, or between the atoms of a pair.
        fileprivate var code: (kind: Int32, extent: Int32) {
            switch self {
            case .environments: (Int32(rd_environments), 2)
            case .roles: (Int32(rd_feature_environments), 2)
            case .pairs: (Int32(rd_atom_pairs), 30)
            case .torsions: (Int32(rd_torsions), 4)
            }
        }
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

    /// One for each of ``Counts``.
    let counts: [FoldedCounts]
    /// The values of all of ``Numbers``, one after another.
    let numbers: [Float]

    /// - Throws: ``MoleculeError`` where RDKit fails.
    public init(_ molecule: Molecule) throws(MoleculeError) {
        var folded = [UInt8](repeating: 0, count: Self.bins)
        var counts: [FoldedCounts] = []
        for kind in Counts.allCases {
            let (code, extent) = kind.code
            if rd_folded_counts(molecule.handle, code, extent, Int32(Self.bins), &folded) == 0 { break }
            counts.append(FoldedCounts(folded))
        }
        var descriptors = [Float](repeating: 0, count: Numbers.descriptors.width)
        var types = [Float](repeating: 0, count: Numbers.atomTypes.width)
        guard counts.count == Counts.allCases.count,
            rd_feature_values(molecule.handle, &descriptors, &types) != 0
        else {
            throw MoleculeError(reason: "the fingerprints and descriptors cannot be computed")
        }
        self.counts = counts
        numbers = descriptors + types
    }
}

/// The features of many molecules, as matrices.
struct FeatureTable: Sendable {
    let rows: Int
    private let counts: [MoleculeFeatures.Counts: CountRows]
    private let numbers: [MoleculeFeatures.Numbers: [Float]]

    init(_ molecules: [MoleculeFeatures]) {
        rows = molecules.count
        var counts: [MoleculeFeatures.Counts: CountRows] = [:]
        for (index, kind) in MoleculeFeatures.Counts.allCases.enumerated() {
            counts[kind] = CountRows(molecules.map { $0.counts[index] })
        }
        var numbers: [MoleculeFeatures.Numbers: [Float]] = [:]
        var first = 0
        for kind in MoleculeFeatures.Numbers.allCases {
            numbers[kind] = molecules.flatMap { $0.numbers[first..<first + kind.width] }
            first += kind.width
        }
        (self.counts, self.numbers) = (counts, numbers)
    }

    func counts(_ kind: MoleculeFeatures.Counts) -> CountRows { counts[kind] ?? CountRows([]) }

    /// Row by row, `kind.width` each.
    func numbers(_ kind: MoleculeFeatures.Numbers) -> [Float] { numbers[kind] ?? [] }
}
