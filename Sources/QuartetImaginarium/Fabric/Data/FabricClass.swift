/// The kinds of cloth that the fabric model can make, in the order of its class numbers.
///
/// The raw names are stable: weights' metadata, recorded designs and the catalog of fabrics contain them.
/// Append new classes at the end; never reorder. A new class needs a row of ``FabricTraits``, a drawing in
/// ``FabricRenderer`` and a pattern in the catalog.
public enum FabricClass: String, CaseIterable, Sendable, Codable {
    case plain, striped, check, tartan, gingham, houndstooth, dotted, floral, leaf, paisley
    case geometric, zigzag, herringbone, animal, camouflage, knit, lace, denim, tweed, abstract
    case tropical, leopard, zebra, ethnic

    /// The classes of structure maps, which the present weights make.
    package static let mapped = Array(allCases.prefix(20))

    /// Position in ``allCases``: the class number that the model is conditioned on.
    public var index: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// The class of a label in the tables of photographs, tiles and motifs; nil for labels that are not a
    /// kind of cloth (`graphic`, `novelty`, `colourblock`, `mesh`), whose rows are skipped.
    static func of(label: String) -> FabricClass? {
        if let same = FabricClass(rawValue: label) { return same }
        switch label {
        case "linen", "felt", "twill": return .plain
        case "plaid": return .check
        case "diamond", "star", "scale", "argyle", "wave", "quilted": return .geometric
        case "dyed": return .abstract
        default: return nil
        }
    }
}
