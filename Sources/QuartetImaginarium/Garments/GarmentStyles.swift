public import QuartetCatalogs

/// A value of a style attribute: an entry of the catalog with its words and its numbers.
public struct GarmentStyleValue: Sendable, Equatable {
    /// Identifier in the catalog, such as `deep-v`.
    public let id: String
    /// Words for it.
    public let words: [String]
    /// The entry itself, for the numbers that belong to its attribute.
    public let entry: CatalogElement

    init(_ entry: CatalogElement) throws {
        self.id = try entry.string("id")
        self.words = entry.list("words")
        self.entry = entry
    }

    /// A number of the entry, or `fallback` where it is absent.
    func number(_ name: String, default fallback: Double? = nil) throws -> Double {
        try entry.number(name, default: fallback)
    }
}

/// Whether a length counts as short or long, so that "mini maxi" is a contradiction and "long maxi" is not.
public enum LengthSide: String, Sendable, CaseIterable {
    case short, middle, long
}

/// A garment of the catalog, with everything inherited from the garment that it is like.
public struct GarmentTemplate: Sendable, Equatable {
    public let id: String
    /// The name in plain text.
    public let name: String
    public let family: GarmentFamily
    public let parts: Set<GarmentPart>
    /// The garment's own drafter, where the blocks of the body do not give its cut.
    public let form: GarmentForm?
    /// The garment that this one is like.
    public let like: String?
    /// The material that turns the garment it is like into this one (trousers of denim are jeans).
    public let forMaterial: String?
    /// Words for it.
    public let words: [String]
    /// Words for garments that name a part of this garment when they follow it.
    public let innerWords: [String]
    /// The value of each style attribute that the prompt leaves open.
    public let defaults: [StyleAttribute: String]
    public let details: [DetailKind]
    /// The kind of pockets that the bare word means.
    public let pockets: DetailKind?
    public let material: String
    public let pattern: String?
    /// Values of a style that this garment cannot have, such as a strapless T-shirt.
    public let excluded: [StyleAttribute: Set<String>]
    /// In what the designs of one call may differ where the prompt leaves it open.
    public let variations: GarmentVariations
    /// The whole entry, for the numbers of the outline.
    let entry: CatalogElement

    /// A number of the outline in the catalog's units.
    func number(_ name: String, default fallback: Double? = nil) throws -> Double {
        try entry.number(name, default: fallback)
    }

    /// - Parameters:
    ///   - merged: the entry with inherited attributes.
    ///   - own: the entry without them.
    init(_ merged: CatalogElement, own: CatalogElement) throws {
        id = try merged.string("id")
        name = try merged.string("name")
        family = try merged.choice("family")
        var parts: Set<GarmentPart> = []
        for part in try merged.string("parts").split(separator: " ") {
            if let part = GarmentPart(rawValue: String(part)) { parts.insert(part) }
        }
        self.parts = parts
        form = try merged.attributes["form"].map { _ in try merged.choice("form") }
        like = own.attributes["like"]
        forMaterial = own.attributes["for-material"]
        words = own.list("words")
        innerWords = merged.list("inner")
        var defaults: [StyleAttribute: String] = [:]
        for attribute in StyleAttribute.allCases {
            defaults[attribute] = merged.attributes[attribute.catalogName]
        }
        self.defaults = defaults
        details = (merged.attributes["kinds"] ?? "").split(separator: " ").compactMap {
            DetailKind(rawValue: String($0))
        }
        pockets = merged.attributes["pockets"].flatMap(DetailKind.init(rawValue:))
        material = try merged.string("material")
        pattern = merged.attributes["pattern"]
        excluded = try Self.excluded(merged)
        variations = try GarmentVariations(merged)
        entry = merged
    }

    /// The attribute `excludes`: `neckline:strapless` and the like.
    private static func excluded(_ entry: CatalogElement) throws -> [StyleAttribute: Set<String>] {
        var excluded: [StyleAttribute: Set<String>] = [:]
        for pair in (entry.attributes["excludes"] ?? "").split(separator: " ") {
            let parts = pair.split(separator: ":").map(String.init)
            guard parts.count == 2,
                let attribute = StyleAttribute.allCases.first(where: { $0.catalogName == parts[0] })
            else {
                throw entry.mistake(
                    "excludes=\"\(pair)\"", expected: "attribute:value, as in neckline:strapless")
            }
            excluded[attribute, default: []].insert(parts[1])
        }
        return excluded
    }

    /// The name in a sentence: "a dress", "an overcoat", "trousers".
    var nameWithArticle: String {
        let isPlural = parts == [.legs] || form?.isPair == true
        let article = "aeiou".contains(name.lowercased().first ?? "x") ? "an" : "a"
        return isPlural ? name : "\(article) \(name)"
    }

    /// Whether the attribute applies to the garment.
    func has(_ attribute: StyleAttribute) -> Bool {
        if parts == [.accessory] { return defaults[attribute] != nil }
        return switch attribute {
        case .neckline, .collar, .sleeveLength, .sleeveShape, .closure: parts.contains(.bodice)
        case .skirtShape: parts.contains(.skirt)
        case .legShape: parts.contains(.legs)
        case .waistline: parts.contains(.skirt) || parts.contains(.legs)
        case .length, .fit: true
        }
    }

    /// What the words for a detail mean on this garment: trousers' cuffs are turned up, a hoodie's drawstring is its cord.
    func own(_ detail: DetailKind) -> DetailKind {
        switch detail {
        case .pockets: pockets ?? detail
        case .cuffs where !parts.contains(.bodice): .turnUps
        case .drawstring where parts.contains(.bodice): .drawcord
        default: detail
        }
    }

    /// Whether a detail can be drawn on the garment.
    func canHave(_ detail: DetailKind) -> Bool {
        if form != nil { return details.contains(detail) }
        let (upper, skirt, legs) = (parts.contains(.bodice), parts.contains(.skirt), parts.contains(.legs))
        switch detail {
        case .crease, .turnUps, .frontPleats, .sideStripe, .fly, .ankleRib, .ripped, .cargoPockets:
            return legs
        case .waistband, .beltLoops, .elasticWaist, .drawstring, .jeansPockets, .bib, .braces, .paperbagWaist:
            return !upper
        case .slit, .apron: return skirt
        case .brief, .separateBrief, .tails: return details.contains(detail)
        case .ruffleHem, .ruched, .laceTrim: return !legs
        case .darts, .epaulettes, .stormFlap, .yoke, .quilting, .neckRib, .placketBand, .chestPocket,
            .chestFlaps,
            .breastWelt, .rib, .curvedHem, .pointedHem, .hemBand, .lining, .cutaway, .contrastTrim, .drawcord,
            .cuffs, .elbowPatches, .cuffStraps, .kangarooPocket, .boning:
            return upper
        case .belt, .pockets, .patchPockets, .flapPockets, .weltPockets, .slantPockets, .bow, .topstitching:
            return true
        }
    }

    /// Whether the garment has a part that can have its own colour.
    func canHave(part: String) -> Bool {
        if let form { return form.parts.contains(part) }
        return switch part {
        case "bodice", "hem": parts.contains(.bodice)
        case "skirt": parts.contains(.skirt)
        case "legs": parts.contains(.legs)
        case "waistband": !parts.contains(.bodice)
        default: true
        }
    }
}
