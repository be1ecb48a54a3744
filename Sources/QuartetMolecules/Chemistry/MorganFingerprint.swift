internal import CRDKit

/// The circular environments of a molecule, folded to bits: Morgan fingerprints (Rogers & Hahn, J. Chem. Inf. Model. 2010,
/// 50, 742). Radius 2 is ECFP4.
public struct MorganFingerprint: Sendable, Equatable {
    /// Bit `i` is bit `i % 64` of word `i / 64`.
    public let words: [UInt64]
    public let bitCount: Int

    init(words: [UInt64]) {
        self.words = words
        bitCount = words.reduce(0) { $0 + $1.nonzeroBitCount }
    }

    /// Tanimoto similarity: shared bits as a share of the bits that either has. Two empty fingerprints have 0, as in RDKit.
    public func similarity(to other: MorganFingerprint) -> Double {
        var shared = 0
        for (a, b) in zip(words, other.words) { shared += (a & b).nonzeroBitCount }
        let either = bitCount + other.bitCount - shared
        return either == 0 ? 0 : Double(shared) / Double(either)
    }
}

/// How often each unfolded environment occurs in a molecule, by rising number.
public struct EnvironmentCounts: Sendable, Equatable {
    public let environments: [UInt32]
    public let counts: [Int32]
}

extension Molecule {
    /// The Morgan fingerprint without stereo.
    /// - Parameter bits: the size, a multiple of 64, such as 1,024 or 2,048.
    public func fingerprint(radius: Int = 2, bits: Int = 2048) -> MorganFingerprint {
        if bits < 64 || bits % 64 != 0 || bits > 1 << 20 || !(0...16).contains(radius) {
            fatalError(
                "MorganFingerprint: \(bits) bits of radius \(radius); expected a multiple of 64 and 0 to 16.")
        }
        var words = [UInt64](repeating: 0, count: bits / 64)
        // Every molecule has an atom and so a bit; RDKit fails only without memory.
        if rd_morgan_bits(handle, Int32(radius), Int32(bits), &words) == 0 {
            fatalError("MorganFingerprint: RDKit failed.")
        }
        return MorganFingerprint(words: words)
    }

    /// The environments of the Morgan fingerprint before folding, with their counts.
    public func environmentCounts(radius: Int = 2) -> EnvironmentCounts {
        if !(0...16).contains(radius) { fatalError("EnvironmentCounts: radius \(radius); expected 0 to 16.") }
        // An atom has at most one environment for each radius.
        let capacity = atomCount * (radius + 1)
        var environments = [UInt32](repeating: 0, count: capacity)
        var counts = [Int32](repeating: 0, count: capacity)
        let found = rd_morgan_counts(handle, Int32(radius), Int32(capacity), &environments, &counts)
        if found < 1 || found > capacity { fatalError("EnvironmentCounts: RDKit failed.") }
        return EnvironmentCounts(
            environments: Array(environments.prefix(Int(found))), counts: Array(counts.prefix(Int(found))))
    }
}
