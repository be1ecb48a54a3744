/// What a phrase of a wish is about.
public enum WishKind: String, Sendable, Codable, CaseIterable {
    case garment, length, sleeves, neckline, collar, fit, shape, waist, closure, detail, part
    case colour, pattern, material
    /// How the cloth was made or worked on: batik, block print, embroidered.
    case technique
    case occasion
    /// A matter of taste: elegant, sporty.
    case style

    /// The kind of a meaning; nil for small words, numbers and what is not drawn.
    init?(_ meaning: PromptMeaning) {
        switch meaning {
        case .garment, .outfit: self = .garment
        case .style(let attribute, _): self.init(attribute)
        case .detail: self = .detail
        case .pattern: self = .pattern
        case .material: self = .material
        case .colour, .modifier, .palette: self = .colour
        case .sleeves: self = .sleeves
        case .part: self = .part
        case .number, .quantity, .aside, .negation, .stop: return nil
        }
    }

    private init(_ attribute: StyleAttribute) {
        switch attribute {
        case .length: self = .length
        case .neckline: self = .neckline
        case .collar: self = .collar
        case .sleeveLength, .sleeveShape: self = .sleeves
        case .fit: self = .fit
        case .skirtShape, .legShape: self = .shape
        case .waistline: self = .waist
        case .closure: self = .closure
        }
    }

    /// Whether a part of a garment can have its own.
    var isCloth: Bool { [.colour, .pattern, .material, .technique].contains(self) }

    /// The kind with its article, in sentences.
    public var withArticle: String {
        switch self {
        case .occasion: "an occasion"
        case .sleeves: "a kind of sleeves"
        case .waist: "a waistline"
        case .style: "a matter of taste"
        case .part: "a part of a garment"
        default: "a \(rawValue)"
        }
    }
}

/// A class of the tagger: a kind, of the garment or of one of its parts.
struct WishLabel: Hashable, Sendable {
    let kind: WishKind
    var isOfPart = false

    /// Every class.
    static let all = WishKind.allCases.flatMap { kind in
        kind.isCloth
            ? [WishLabel(kind: kind), WishLabel(kind: kind, isOfPart: true)] : [WishLabel(kind: kind)]
    }

    var name: String { isOfPart ? "part \(kind.rawValue)" : kind.rawValue }

    init(kind: WishKind, isOfPart: Bool = false) { (self.kind, self.isOfPart) = (kind, isOfPart) }

    init?(name: String) {
        guard let label = Self.all.first(where: { $0.name == name }) else { return nil }
        self = label
    }
}
