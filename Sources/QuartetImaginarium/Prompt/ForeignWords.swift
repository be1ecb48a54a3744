public import QuartetCatalogs

/// Words of another language for the entries of the catalogs: `catalogs/words-de.xml`, `catalogs/words-fr.xml`.
public struct ForeignWords: Sendable {
    /// An entry of a catalog with its words.
    struct Entry: Sendable {
        /// The element's name, such as `garment` or `neckline`.
        let element: String
        /// The entry's identifier; empty for the small words.
        let id: String
        let words: [String]
    }

    /// The languages that are read besides English.
    public static let languages = ["de", "fr"]

    let entries: [Entry]

    /// Reads the validated catalog of a language.
    public init(_ catalog: Catalog) throws {
        entries = try catalog.root.children("entry").map {
            Entry(element: try $0.string("of"), id: $0.attributes["id"] ?? "", words: $0.list("words"))
        }
    }

    /// The words of an element without an identifier: stop words, negations, nouns of parts.
    func words(of element: String) -> [String] { entries.filter { $0.element == element }.flatMap(\.words) }

    /// What each phrase means. Entries that the catalogs do not have are left out.
    func meanings(in catalogs: DesignCatalogs) -> [(words: [String], meaning: PromptMeaning)] {
        entries.compactMap { entry in meaning(entry, catalogs).map { (entry.words, $0) } }
    }

    private func meaning(_ entry: Entry, _ catalogs: DesignCatalogs) -> PromptMeaning? {
        let garments = catalogs.garments
        let attributes: [String: StyleAttribute] = [
            "length": .length, "neckline": .neckline, "collar": .collar, "sleeve-length": .sleeveLength,
            "sleeve-shape": .sleeveShape, "fit": .fit, "skirt-shape": .skirtShape, "leg-shape": .legShape,
            "waist": .waistline, "closure": .closure,
        ]
        if let attribute = attributes[entry.element] {
            return garments.style(attribute, entry.id).map { .style(attribute, $0.id) }
        }
        switch entry.element {
        case "garment": return garments.garment(entry.id).map { .garment($0.id) }
        case "outfit": return garments.outfit(entry.id).map { .outfit($0.id) }
        case "detail": return DetailKind(rawValue: entry.id).map { .detail($0) }
        case "sleeve-lengths": return .sleeves
        case "pattern": return catalogs.fabrics.pattern(entry.id).map { .pattern($0.id, variant: nil) }
        case "variant":
            let names = entry.id.split(separator: "/").map(String.init)
            return names.count == 2 ? .pattern(names[0], variant: names[1]) : nil
        case "material": return catalogs.fabrics.material(entry.id).map { .material($0.id) }
        case "colour": return catalogs.colours.named(entry.id).map { .colour($0.name) }
        case "modifier": return .modifier(entry.id)
        case "palette": return .palette(entry.id)
        case "part": return .part(entry.id)
        case "aside": return .aside(entry.id)
        case "number": return Int(entry.id).map { .number($0) }
        case "negation": return .negation
        default: return nil
        }
    }
}
