internal import CRDKit

/// Unfolded fingerprints that count, as the GuacaMol tasks name and use them (Brown et al., J. Chem. Inf. Model. 2019, 59,
/// 1096).
public enum CountFingerprint: String, Sendable, CaseIterable {
    /// Morgan environments of radius 2.
    case ecfp4 = "ECFP4"
    /// Morgan environments of radius 3.
    case ecfp6 = "ECFP6"
    /// Environments of pharmacophore features of radius 2.
    case fcfp4 = "FCFP4"
    /// Environments of pharmacophore features of radius 3.
    case fcfp6 = "FCFP6"
    /// Pairs of atoms at most 10 bonds apart.
    case atomPairs = "AP"

    private var kind: Int {
        switch self {
        case .ecfp4, .ecfp6: rd_environments
        case .fcfp4, .fcfp6: rd_feature_environments
        case .atomPairs: rd_atom_pairs
        }
    }

    private var extent: Int32 {
        switch self {
        case .ecfp4, .fcfp4: 2
        case .ecfp6, .fcfp6: 3
        case .atomPairs: 10
        }
    }

    func codes(of molecule: Molecule) throws(MoleculeError) -> EnvironmentCounts {
        let atoms = molecule.atomCount
        let capacity = self == .atomPairs ? atoms * (atoms - 1) / 2 : atoms * Int(extent + 1)
        if capacity == 0 { return EnvironmentCounts(environments: [], counts: []) }
        var codes = [UInt32](repeating: 0, count: capacity)
        var counts = [Int32](repeating: 0, count: capacity)
        let found = Int(
            rd_counted_codes(molecule.handle, Int32(kind), extent, Int32(capacity), &codes, &counts))
        guard (0...capacity).contains(found) else {
            throw MoleculeError(reason: "the fingerprint \(rawValue) cannot be computed")
        }
        return EnvironmentCounts(
            environments: Array(codes.prefix(found)), counts: Array(counts.prefix(found)))
    }
}

extension EnvironmentCounts {
    /// Tanimoto similarity of counts, also called min-max: Σ min(a, b) / Σ max(a, b). Two empty ones have 0.
    public func similarity(to other: EnvironmentCounts) -> Double {
        var (i, j) = (0, 0)
        var shared: Int64 = 0
        while i < environments.count, j < other.environments.count {
            if environments[i] == other.environments[j] {
                shared += Int64(min(counts[i], other.counts[j]))
                (i, j) = (i + 1, j + 1)
            } else if environments[i] < other.environments[j] {
                i += 1
            } else {
                j += 1
            }
        }
        let all = sum + other.sum - shared
        return all == 0 ? 0 : Double(shared) / Double(all)
    }

    private var sum: Int64 { counts.reduce(0) { $0 + Int64($1) } }
}
