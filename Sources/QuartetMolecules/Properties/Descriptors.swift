internal import CRDKit

/// Numbers about a molecule that chemists read at a glance, as RDKit computes them.
public struct Descriptors: Sendable, Equatable {
    /// Average molecular weight, in daltons.
    public let weight: Double
    /// Logarithm of the partition between octanol and water (Wildman and Crippen, J. Chem. Inf. Comput. Sci. 1999, 39, 868).
    public let logP: Double
    /// Topological polar surface area of nitrogen and oxygen, in Å² (Ertl et al., J. Med. Chem. 2000, 43, 3714).
    public let polarSurface: Double
    /// Hydrogen-bond donors and acceptors.
    public let donors: Int
    public let acceptors: Int
    /// Bonds that turn freely; amides do not.
    public let rotatableBonds: Int
    public let rings: Int
    public let aromaticRings: Int
    /// Share of the carbon atoms that are sp³ (Lovering et al., J. Med. Chem. 2009, 52, 6752).
    public let fractionSP3: Double
    /// Stereocentres, marked or left open.
    public let stereocentres: Int
    /// Lipinski's counts of donors and acceptors: hydrogens on nitrogen and oxygen, and nitrogen and oxygen.
    public let polarHydrogens: Int
    public let nitrogensAndOxygens: Int
    /// Atoms that are not hydrogen.
    public let heavyAtoms: Int
    /// Atoms with a formal charge, whatever their sum.
    public let chargedAtoms: Int
    /// Atoms of the largest ring; 0 without rings.
    public let largestRing: Int

    /// What ``SyntheticAccessibility`` counts as hard to make.
    let spiroAtoms: Int
    let bridgeheadAtoms: Int
    /// Rings of more than eight atoms.
    let macrocycles: Int
}

extension Molecule {
    /// The descriptors. Throws where RDKit cannot compute them.
    public func descriptors() throws(MoleculeError) -> Descriptors {
        var found = rd_descriptors()
        guard rd_describe(handle, &found) != 0 else {
            throw MoleculeError(reason: "the descriptors cannot be computed")
        }
        return Descriptors(
            weight: found.weight, logP: found.log_p, polarSurface: found.tpsa, donors: Int(found.donors),
            acceptors: Int(found.acceptors), rotatableBonds: Int(found.rotatable_bonds),
            rings: Int(found.rings), aromaticRings: Int(found.aromatic_rings),
            fractionSP3: found.fraction_sp3, stereocentres: Int(found.stereocentres),
            polarHydrogens: Int(found.polar_hydrogens),
            nitrogensAndOxygens: Int(found.nitrogens_and_oxygens), heavyAtoms: Int(found.heavy_atoms),
            chargedAtoms: Int(found.charged_atoms), largestRing: Int(found.largest_ring),
            spiroAtoms: Int(found.spiro_atoms), bridgeheadAtoms: Int(found.bridgehead_atoms),
            macrocycles: Int(found.macrocycles))
    }

    /// The different environments of radius 0 to 2 around its atoms as Morgan codes, with their counts (Rogers and Hahn,
    /// J. Chem. Inf. Model. 2010, 50, 742).
    func fragmentCodes() throws(MoleculeError) -> [(code: UInt32, count: Int)] {
        var codes = [UInt32](repeating: 0, count: 3 * atomCount)
        var counts = [Int32](repeating: 0, count: 3 * atomCount)
        let filled = Int(rd_fragment_codes(handle, &codes, &counts))
        guard filled >= 0 else { throw MoleculeError(reason: "the fragments cannot be computed") }
        return (0..<filled).map { (codes[$0], Int(counts[$0])) }
    }
}
