/// The kinds of cloth that the fabric model knows, in the fixed order of its class condition.
///
/// The raw names are stable: they stand in weights' metadata, in designs and on the command line.
/// Append new classes at the end; never reorder.
public enum FabricClass: String, CaseIterable, Sendable, Codable {
    case plain, striped, check, tartan, gingham, houndstooth, dotted, floral, leaf, paisley
    case geometric, zigzag, herringbone, animal, camouflage, knit, lace, denim, tweed, abstract

    /// Position in ``allCases``: the class number that the model is conditioned on.
    public var index: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// Whether the structure is relief of one cloth (thread, stitch, wear) and not a figure in a second colour.
    ///
    /// A painter shades one colour with such a map; with all others it mixes ground (0) and figure (1).
    public var isTexture: Bool {
        switch self {
        case .plain, .knit, .denim, .tweed: true
        default: false
        }
    }

    /// Whether a quarter turn still shows the same kind of cloth: stripes run both ways, but the twill line of
    /// denim, the wales of knitting and the columns of herringbone keep their direction.
    var allowsQuarterTurn: Bool {
        switch self {
        case .knit, .denim, .herringbone: false
        default: true
        }
    }

    /// Share of photographs among the examples of this class while at least 100 photographs exist.
    ///
    /// Garment photographs of figured cloth carry seams, buttons and folds: the rendered part keeps the figure
    /// sharp. Plain cloth is best learnt from photographs.
    public var preferredPhotographShare: Double {
        switch self {
        case .plain: 0.8
        case .denim, .knit: 0.45
        case .abstract: 0.4
        case .striped: 0.3
        case .dotted, .floral: 0.2
        default: 0.25
        }
    }

    /// The class that a label of the photograph, tile or motif tables stands for; nil for labels that name no
    /// kind of cloth (`graphic`, `novelty`, `colourblock`, `mesh`) and are left out.
    static func of(label: String) -> FabricClass? {
        if let same = FabricClass(rawValue: label) { return same }
        switch label {
        case "linen", "felt", "twill": return .plain
        case "plaid": return .check
        case "ethnic", "diamond", "star", "scale", "argyle", "wave", "quilted": return .geometric
        case "dyed": return .abstract
        default: return nil
        }
    }
}
