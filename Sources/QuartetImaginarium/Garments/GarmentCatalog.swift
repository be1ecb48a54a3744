public import QuartetCatalogs

/// The catalog of garments, `catalogs/garments.xml`, as typed values.
public struct GarmentCatalog: Sendable {
    /// Heights of the body's landmarks below the neck point, in centimetres.
    public let body: BodyLandmarks
    /// The values of each style attribute, in the catalog's order.
    public let styles: [StyleAttribute: [GarmentStyleValue]]
    /// Details and the words for them.
    public let details: [(kind: DetailKind, words: [String], entry: CatalogElement)]
    /// The garments, in the catalog's order.
    public let garments: [GarmentTemplate]
    /// Garments that are worn together under one name.
    public let outfits: [Outfit]
    /// Small words of the prompt reader.
    public let language: PromptLanguage
    /// Nouns for the sleeves.
    public let sleeveNouns: [String]

    private static let groups: [(StyleAttribute, String)] = [
        (.length, "lengths"), (.neckline, "necklines"), (.collar, "collars"),
        (.sleeveLength, "sleeve-lengths"), (.sleeveShape, "sleeve-shapes"), (.fit, "fits"),
        (.skirtShape, "skirt-shapes"), (.legShape, "leg-shapes"), (.waistline, "waists"),
        (.closure, "closures"),
    ]

    /// Reads the validated catalog; throws ``CatalogError/invalid(path:mistakes:)`` where an entry refers to
    /// one that does not exist, or an identifier occurs twice.
    public init(_ catalog: Catalog) throws {
        let root = catalog.root
        body = try BodyLandmarks(root.requiredChild("body"))
        var styles: [StyleAttribute: [GarmentStyleValue]] = [:]
        for (attribute, name) in Self.groups {
            let entries = try root.requiredChild(name).children
            try Self.checkUnique(entries)
            styles[attribute] = try entries.map(GarmentStyleValue.init)
        }
        self.styles = styles
        sleeveNouns = try root.requiredChild("sleeve-lengths").list("part")
        details = try root.requiredChild("detail-words").children.map { entry in
            (try entry.choice("id"), entry.list("words"), entry)
        }
        let entries = try root.requiredChild("catalog").children
        try Self.checkUnique(entries)
        garments = try Self.garments(entries, styles)
        let known = garments
        outfits = try root.requiredChild("outfits").children.map { try Outfit($0, among: known) }
        language = try PromptLanguage(root.requiredChild("language"))
    }

    /// The garment with this identifier.
    public func garment(_ id: String) -> GarmentTemplate? {
        garments.first { $0.id == id }
    }

    /// The outfit with this identifier.
    public func outfit(_ id: String) -> Outfit? { outfits.first { $0.id == id } }

    /// The value of an attribute with this identifier.
    public func style(_ attribute: StyleAttribute, _ id: String) -> GarmentStyleValue? {
        styles[attribute]?.first { $0.id == id }
    }

    /// Centimetres from the natural waist to the hem for a length in a family; nil where the length does not
    /// apply to it.
    func drop(of length: GarmentStyleValue, for family: GarmentFamily) -> Double? {
        let column =
            switch family {
            case .dress, .skirt: "skirt"
            case .jumpsuit: "trousers"
            case .top, .trousers, .shorts, .outerwear, .accessory: family.rawValue
            }
        // Short jumpsuits end where shorts do.
        if family == .jumpsuit, length.entry.attributes["side"] == LengthSide.short.rawValue,
            let shorts = length.entry.attributes["shorts"].flatMap(Double.init)
        {
            return shorts
        }
        return length.entry.attributes[column].flatMap(Double.init)
    }

    private static func garments(
        _ entries: [CatalogElement], _ styles: [StyleAttribute: [GarmentStyleValue]]
    ) throws -> [GarmentTemplate] {
        var merged: [String: CatalogElement] = [:]
        var garments: [GarmentTemplate] = []
        for entry in entries {
            var attributes = entry.attributes
            for child in entry.children { attributes.merge(child.attributes) { own, _ in own } }
            if let like = entry.attributes["like"] {
                guard let parent = merged[like] else {
                    throw entry.mistake("like=\"\(like)\"", expected: "the id of a garment further up")
                }
                attributes = parent.attributes.merging(attributes) { _, own in own }
            }
            let whole = CatalogElement(
                name: entry.name, attributes: attributes, children: [], text: "", file: entry.file,
                line: entry.line)
            let garment = try GarmentTemplate(whole, own: entry)
            for attribute in StyleAttribute.allCases where garment.has(attribute) {
                let known = (styles[attribute] ?? []).map(\.id)
                let value = try whole.string(attribute.catalogName)
                guard known.contains(value) else {
                    throw entry.mistake(
                        "\(attribute.catalogName)=\"\(value)\"",
                        expected: "one of: " + known.joined(separator: ", "))
                }
            }
            try check(garment, entry, styles)
            merged[garment.id] = whole
            garments.append(garment)
        }
        return garments
    }

    /// Checks that the values which a garment excludes or varies exist.
    private static func check(
        _ garment: GarmentTemplate, _ entry: CatalogElement, _ styles: [StyleAttribute: [GarmentStyleValue]]
    ) throws {
        func check(_ attribute: StyleAttribute, _ ids: some Sequence<String>) throws {
            let known = (styles[attribute] ?? []).map(\.id)
            for id in ids where !known.contains(id) {
                throw entry.mistake(
                    "\(attribute.catalogName) \"\(id)\"",
                    expected: "one of: " + known.joined(separator: ", "))
            }
        }
        for (attribute, ids) in garment.excluded { try check(attribute, ids.sorted()) }
        for (attribute, ids) in garment.variations.styles { try check(attribute, ids) }
        try check(.sleeveLength, garment.variations.sleeves.map(\.length))
        try check(.sleeveShape, garment.variations.sleeves.map(\.shape))
    }

    private static func checkUnique(_ entries: [CatalogElement]) throws {
        var lines: [String: Int] = [:]
        for entry in entries {
            let id = try entry.string("id")
            if let line = lines[id] {
                throw entry.mistake(
                    "id=\"\(id)\" a second time", expected: "another id; line \(line) uses this one")
            }
            lines[id] = entry.line
        }
    }
}

/// Heights of an average adult body's landmarks below the neck point, in centimetres.
public struct BodyLandmarks: Sendable, Equatable {
    public let underarm: Double
    public let waist: Double
    public let hip: Double
    public let crotch: Double
    public let knee: Double
    public let ankle: Double

    init(_ entry: CatalogElement) throws {
        underarm = try entry.number("underarm")
        waist = try entry.number("waist")
        hip = try entry.number("hip")
        crotch = try entry.number("crotch")
        knee = try entry.number("knee")
        ankle = try entry.number("ankle")
    }
}
