public import QuartetCatalogs

/// How a structure map becomes colour.
public enum PaintStyle: String, Sendable, Codable, CaseIterable {
    /// Quiet variation of one colour.
    case tonal
    /// Levels become bands of colour.
    case bands
    /// Separate figures on a ground.
    case motifs
    /// A tartan's sett: several hues led by the first.
    case sett
    /// Soft levels.
    case blend
}

/// The thread-level surface of a material.
public enum ClothTexture: String, Sendable, Codable, CaseIterable {
    case weave, jersey, denim, satin, linen, wool, knit, fineknit, pile, sheer, crepe, leather, tweed
    case corduroy, fleece, canvas, twill
}

/// The way a pattern runs on the garment: stripes across the body or along it.
public enum PatternRun: String, Sendable, Codable, CaseIterable {
    case across, along
}

/// A class of patterns.
public struct FabricPattern: Sendable, Equatable {
    /// A named variant of the pattern, such as pinstripes.
    public struct Variant: Sendable, Equatable {
        public let id: String
        public let words: [String]
        public let run: PatternRun?
        /// Size relative to the pattern without a variant.
        public let scale: Double
        /// Share of the cloth that the figure covers; nil keeps the model's.
        public let share: Double?
        /// Nil keeps the pattern's.
        public let paint: PaintStyle?
        /// Nil keeps the pattern's.
        public let colourCount: Int?
        /// Cloths of its own that the painter makes.
        public fileprivate(set) var facts: [ClothFacts]
    }

    public let id: String
    public let words: [String]
    /// The kind of cloth that shows it.
    public private(set) var cloth: FabricClass
    /// The pattern to draw where the model cannot make this one.
    public let fallback: String?
    /// Width of the cloth that one swatch shows, in centimetres.
    public let repeatWidth: Double
    /// Fields of 64 pixels of the model along a swatch's side: woven patterns repeat with one, figures need several.
    public let fields: Int
    public private(set) var paint: PaintStyle
    /// Number of colours that the painter uses.
    public private(set) var colourCount: Int
    public let run: PatternRun?
    public private(set) var variants: [Variant]
    /// Cloths that the painter makes without the model's figures; of several, each design has one.
    public private(set) var facts: [ClothFacts]

    init(_ entry: CatalogElement, weaves: [String: [String]]) throws {
        id = try entry.string("id")
        words = entry.list("words")
        cloth = try entry.choice("class")
        fallback = entry.attributes["fallback"]
        repeatWidth = try entry.number("repeat")
        fields = try entry.integer("fields", default: 3)
        paint = try entry.choice("paint")
        colourCount = try entry.integer("colours")
        run = try Self.run(entry)
        facts = try entry.children("cloth").map { try ClothFacts($0, weaves: weaves) }
        variants = try entry.children("variant").map { variant in
            Variant(
                id: try variant.string("id"), words: variant.list("words"), run: try Self.run(variant),
                scale: try variant.number("scale", default: 1),
                share: try variant.attributes["share"].map { _ in try variant.number("share") },
                paint: try variant.attributes["paint"].map { _ in try variant.choice("paint") },
                colourCount: try variant.attributes["colours"].map { _ in try variant.integer("colours") },
                facts: try variant.children("cloth").map { try ClothFacts($0, weaves: weaves) })
        }
    }

    /// The pattern as a variant of it is painted. What the painter makes from facts needs only plain cloth of the model.
    func form(_ variant: String?) -> FabricPattern {
        var form = self
        if let variant = variants.first(where: { $0.id == variant }) {
            if !variant.facts.isEmpty { form.facts = variant.facts }
            form.paint = variant.paint ?? paint
            form.colourCount = variant.colourCount ?? colourCount
        }
        if !form.facts.isEmpty { form.cloth = .plain }
        return form
    }

    /// Without prints from rules, so that a generator makes their figures.
    fileprivate func withoutDrawnPrints() -> FabricPattern {
        var pattern = self
        pattern.facts.removeAll { $0.kind == .print }
        for index in variants.indices { pattern.variants[index].facts.removeAll { $0.kind == .print } }
        return pattern
    }

    private static func run(_ entry: CatalogElement) throws -> PatternRun? {
        entry.attributes["run"] == nil ? nil : try entry.choice("run")
    }
}

/// What a garment is made of.
public struct FabricMaterial: Sendable, Equatable {
    public let id: String
    public let words: [String]
    /// 0 matt to 1 mirror-like.
    public let sheen: Double
    /// 0 stiff to 1 flowing.
    public let drape: Double
    /// 0 gossamer to 1 heavy.
    public let weight: Double
    public let texture: ClothTexture
    /// The pattern where the prompt does not name one.
    public let pattern: String?
    /// The colour, by its name, of a part of this material where the prompt does not name one.
    public let natural: String?

    init(_ entry: CatalogElement) throws {
        id = try entry.string("id")
        words = entry.list("words")
        natural = entry.attributes["natural"]
        sheen = try entry.number("sheen")
        drape = try entry.number("drape")
        weight = try entry.number("weight")
        texture = try entry.choice("texture")
        pattern = entry.attributes["pattern"]
    }
}

/// The catalog of fabrics, `catalogs/fabrics.xml`, as typed values.
public struct FabricCatalog: Sendable {
    public private(set) var patterns: [FabricPattern]
    public let materials: [FabricMaterial]
    public let defaultPattern: FabricPattern
    public let defaultMaterial: FabricMaterial

    /// Reads the validated catalog; throws ``CatalogError/invalid(path:mistakes:)`` where an entry refers to
    /// a pattern that does not exist.
    public init(_ catalog: Catalog) throws {
        let patternsEntry = try catalog.root.requiredChild("patterns")
        let materialsEntry = try catalog.root.requiredChild("materials")
        let weaves = Dictionary(
            try catalog.root.requiredChild("weaves").children("weave").map { weave in
                (try weave.string("id"), try weave.string("rows").split(separator: " ").map(String.init))
            }, uniquingKeysWith: { first, _ in first })
        let patterns = try patternsEntry.children("pattern").map { try FabricPattern($0, weaves: weaves) }
        let materials = try materialsEntry.children("material").map(FabricMaterial.init)
        let ids = patterns.map(\.id)
        func pattern(_ attribute: String, in entry: CatalogElement) throws -> FabricPattern {
            let id = try entry.string(attribute)
            guard let found = patterns.first(where: { $0.id == id }) else {
                throw entry.mistake(
                    "\(attribute)=\"\(id)\"", expected: "one of: " + ids.joined(separator: ", "))
            }
            return found
        }
        for entry in patternsEntry.children("pattern") where entry.attributes["fallback"] != nil {
            _ = try pattern("fallback", in: entry)
        }
        for entry in materialsEntry.children("material") where entry.attributes["pattern"] != nil {
            _ = try pattern("pattern", in: entry)
        }
        let material = try materialsEntry.string("default")
        guard let defaultMaterial = materials.first(where: { $0.id == material }) else {
            throw materialsEntry.mistake(
                "default=\"\(material)\"",
                expected: "one of: " + materials.map(\.id).joined(separator: ", "))
        }
        self.patterns = patterns
        self.materials = materials
        self.defaultPattern = try pattern("default", in: patternsEntry)
        self.defaultMaterial = defaultMaterial
    }

    /// The same catalog with prints that a generator makes.
    func generatingPrints() -> FabricCatalog {
        var catalog = self
        catalog.patterns = patterns.map { $0.withoutDrawnPrints() }
        return catalog
    }

    /// The pattern with this identifier.
    public func pattern(_ id: String) -> FabricPattern? { patterns.first { $0.id == id } }

    /// The material with this identifier.
    public func material(_ id: String) -> FabricMaterial? { materials.first { $0.id == id } }

    /// The material of a request's garment: the requested one, the usual one, or one that is not unwanted.
    func material(for request: DesignRequest, _ garment: GarmentTemplate) -> FabricMaterial {
        let avoided = request.avoided?.materials ?? []
        if let wanted = request.material.flatMap(material) { return wanted }
        let usual = [garment.material, defaultMaterial.id, "cotton", "wool", "linen", "crepe"]
        return usual.first { !avoided.contains($0) }.flatMap(material) ?? defaultMaterial
    }

    /// Whether a pattern is a special case of another, its fallback: gingham is a check.
    func isForm(_ id: String, of general: String) -> Bool {
        general != defaultPattern.id && pattern(id)?.fallback == general
    }

    /// The pattern that a model of `classes` can make for `id`: itself, or the first of its fallbacks that it can.
    public func drawable(
        _ id: String, variant: String? = nil, classes: Set<FabricClass>
    ) -> FabricPattern? {
        var current = pattern(id)
        var seen: Set<String> = []
        while let candidate = current, seen.insert(candidate.id).inserted {
            let form = candidate.form(variant)
            if classes.contains(form.cloth) { return form }
            current = candidate.fallback.flatMap(pattern)
        }
        return nil
    }
}
