internal import CRDKit

extension Molecule {
    /// Canonical SMILES of the pieces that are left when all BRICS bonds are cut (Degen et al., ChemMedChem 2008, 3, 1503).
    /// Each cut end is a dummy atom with the number of its environment, such as `[16*]c1ccccc1`. A piece that occurs twice
    /// is listed twice.
    public var fragments: [String] {
        (ownedText(rd_brics_smiles(handle)) ?? "").split(separator: ".").map(String.init)
    }
}
