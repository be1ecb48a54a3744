internal import CRDKit

/// The stereoisomers of a molecule: ring cis and trans, meso and pseudoasymmetric forms each once, forms that no shape in
/// space has left out.
public struct Stereoisomers: Sendable, Equatable {
    /// Canonical SMILES, in the order of the alphabet.
    public let smiles: [String]
    /// Whether these are all of them.
    public let isComplete: Bool

    /// - Parameters:
    ///   - onlyOpen: marks that the molecule has stay; otherwise all centres and double bonds are varied.
    ///   - limit: most isomers.
    /// - Throws: ``MoleculeError`` when RDKit fails.
    public init(of molecule: Molecule, onlyOpen: Bool = false, limit: Int = 64) throws(MoleculeError) {
        var error: UnsafeMutablePointer<CChar>?
        var isComplete: Int32 = 1
        let lines = rd_stereoisomers(
            molecule.handle, onlyOpen ? 1 : 0, Int32(clamping: limit), &isComplete, &error)
        guard let text = ownedText(lines) else {
            throw MoleculeError(reason: "stereoisomers: " + (ownedText(error) ?? "RDKit failed"))
        }
        smiles = text.split(separator: "\n").map(String.init)
        self.isComplete = isComplete != 0
    }
}

extension Molecule {
    /// Tautomers as canonical SMILES, in the order of the alphabet, by the rules of Sitzmann et al. as RDKit has them.
    /// Centres and double bonds that a shift passes through lose their marks. Which of them prevails is not said.
    public func tautomers(limit: Int = 64) -> [String] {
        (ownedText(rd_tautomers(handle, Int32(clamping: limit))) ?? smiles())
            .split(separator: "\n").map(String.init)
    }
}
