internal import CRDKit

/// The ring systems of a molecule and the linkers between them (Bemis & Murcko, J. Med. Chem. 1996, 39, 2887), with the
/// atoms that are bound to them by double bonds.
public struct Scaffold: Sendable, Hashable {
    /// Canonical SMILES; empty for an acyclic molecule.
    public let smiles: String
    public let ringCount: Int

    public var isEmpty: Bool { smiles.isEmpty }
}

extension Molecule {
    public func scaffold(withStereo: Bool = true) -> Scaffold {
        var rings: Int32 = 0
        let smiles = ownedText(rd_murcko_smiles(handle, withStereo ? 1 : 0, &rings)) ?? ""
        return Scaffold(smiles: smiles, ringCount: Int(rings))
    }
}
