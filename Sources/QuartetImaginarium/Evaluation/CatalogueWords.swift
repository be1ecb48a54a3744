internal import QuartetImaging

/// Whether what is asked is drawn: for every word of the catalogs, the record of a wish with the word differs from the
/// record of the same wish without it in the field that the word names.
package struct CatalogueWords {
    /// A phrase of the catalogs with what a record must show of it.
    package struct Phrase: Sendable {
        package let words: String
        package let meaning: PhraseMeaning
    }

    package enum PhraseMeaning: Sendable, Equatable {
        case garment(String)
        case style(StyleAttribute, String)
        case detail(DetailKind)
        case pattern(String, variant: String?)
        case material(String)
        /// sRGB as `#rrggbb`.
        case colour(String)
        case palette(String)
    }

    /// A phrase whose word changes its field, with a wish that shows it.
    package struct Shown: Sendable {
        package let phrase: Phrase
        package let request: DesignRequest
    }

    package struct Result: Sendable {
        package let shown: [Shown]
        /// Phrases for which no garment was found whose field changes.
        package let missing: [Phrase]

        package var share: Double {
            Double(shown.count) / Double(max(shown.count + missing.count, 1))
        }
    }

    private let catalogs: DesignCatalogs
    private let reader: PromptReader
    private let source: any FabricSource

    package init(catalogs: DesignCatalogs, source: any FabricSource) throws {
        (self.catalogs, self.source) = (catalogs, source)
        reader = try PromptReader(catalogs)
    }

    /// All phrases of the catalogs that name something which can be drawn.
    package var phrases: [Phrase] {
        let (garments, fabrics, colours) = (catalogs.garments, catalogs.fabrics, catalogs.colours)
        var phrases: [Phrase] = []
        func add(_ words: [String], _ meaning: PhraseMeaning) {
            phrases += words.map { Phrase(words: $0, meaning: meaning) }
        }
        for garment in garments.garments { add(garment.words, .garment(garment.id)) }
        for attribute in StyleAttribute.allCases {
            for value in garments.styles[attribute] ?? [] { add(value.words, .style(attribute, value.id)) }
        }
        for detail in garments.details { add(detail.words, .detail(detail.kind)) }
        for pattern in fabrics.patterns {
            add(pattern.words, .pattern(pattern.id, variant: nil))
            for variant in pattern.variants {
                add(variant.words, .pattern(pattern.id, variant: variant.id))
            }
        }
        for material in fabrics.materials { add(material.words, .material(material.id)) }
        for colour in colours.colours { add([colour.name] + colour.words, .colour(colour.colour.hex)) }
        for palette in colours.palettes { add(palette.words, .palette(palette.id)) }
        return phrases
    }

    /// Tries every `step`-th phrase.
    package func run(step: Int = 1, progress: (Int, Int) -> Void = { _, _ in }) throws -> Result {
        let all = phrases
        let tried = stride(from: 0, to: all.count, by: max(step, 1)).map { all[$0] }
        var shown: [Shown] = []
        var missing: [Phrase] = []
        for (index, phrase) in tried.enumerated() {
            if let request = try request(showing: phrase) {
                shown.append(Shown(phrase: phrase, request: request))
            } else {
                missing.append(phrase)
            }
            progress(index + 1, tried.count)
        }
        return Result(shown: shown, missing: missing)
    }

    /// The share of wishes that hold in each of the first designs of a call: what the word names is the same in all of
    /// them. Only the seed of the small variations is held fast, so that they do not count.
    package func holding(_ shown: [Shown], designs: Int = 8) throws -> (share: Double, broken: [Phrase]) {
        let broken = try shown.filter { wish in
            let asked = field(wish.phrase.meaning, try record(wish.request), isWhole: false)
            return try (1...designs).contains { number in
                let variation = DesignVariation(seed: 11, number: number)
                return try field(
                    wish.phrase.meaning, record(wish.request, variation: variation), isWhole: false) != asked
            }
        }
        return (
            Double(shown.count - broken.count) / Double(max(shown.count, 1)), broken.map(\.phrase)
        )
    }

    /// Garments that can have most things come first.
    private static let usual = [
        "dress", "shirt", "coat", "trousers", "skirt", "t-shirt", "blazer", "sweater", "gown", "jumpsuit",
        "shorts",
        "hoodie", "jacket", "shirt-dress", "trench-coat", "scarf", "hat",
    ]

    private func request(showing phrase: Phrase) throws -> DesignRequest? {
        if case .garment(let id) = phrase.meaning {
            let reading = try? reader.read("a \(phrase.words)")
            guard let request = reading?.request, request.garment == id else { return nil }
            let other = DesignRequest(prompt: "", garment: id == "dress" ? "shirt" : "dress")
            return try differs(phrase.meaning, request, other) ? request : nil
        }
        let all = catalogs.garments.garments
        let first = Self.usual.compactMap { id in all.first { $0.id == id } }
        for garment in first + all.filter({ !Self.usual.contains($0.id) }) {
            let without = DesignRequest(prompt: "", garment: garment.id)
            let wishes = [
                "a \(phrase.words) \(garment.name)", "a \(garment.name) with \(phrase.words)",
                "a \(garment.name) in \(phrase.words)",
            ]
            for wish in wishes {
                guard let reading = try? reader.read(wish), reading.garments.count == 1,
                    reading.request.garment == garment.id, isNamed(phrase.meaning, in: reading.request),
                    try differs(phrase.meaning, reading.request, without)
                else { continue }
                return reading.request
            }
        }
        return nil
    }

    /// Whether a request asks for what a phrase means.
    private func isNamed(_ meaning: PhraseMeaning, in request: DesignRequest) -> Bool {
        switch meaning {
        case .garment(let id): request.garment == id
        case .style(let attribute, let value): request.styles[attribute] == value
        case .detail(let kind):
            // "pockets" are the garment's own kind of pockets.
            request.details.contains(kind) || (kind == .pockets && !request.details.isEmpty)
        case .pattern(let id, let variant): request.pattern == id && request.patternVariant == variant
        case .material(let id): request.material == id
        case .colour(let hex): request.colours.contains { $0.hex == hex }
        case .palette(let id): request.palette == id
        }
    }

    private func differs(_ meaning: PhraseMeaning, _ request: DesignRequest, _ other: DesignRequest) throws
        -> Bool
    {
        try field(meaning, record(request), isWhole: true) != field(meaning, record(other), isWhole: true)
    }

    private func record(_ request: DesignRequest, variation: DesignVariation? = nil) throws -> DesignRecord {
        try DesignRecord(request, seed: 5, variation: variation, catalogs: catalogs, source: source)
    }

    /// What a record says of the field that a phrase names.
    ///
    /// - Parameter isWhole: with all measures that the field may change; otherwise only what the word itself decides.
    private func field(_ meaning: PhraseMeaning, _ record: DesignRecord, isWhole: Bool) -> String {
        let (garment, fabric) = (record.garment, record.fabric)
        return switch meaning {
        case .garment: garment.name
        case .style(let attribute, _):
            isWhole ? Self.measures(attribute, garment) : Self.shape(attribute, garment)
        case .detail(let kind):
            // Pockets of another kind, a belt that a bow stands for: all details, but only this one must stay.
            isWhole ? "\(garment.details)" : "\(kind == .pockets || garment.details.contains(kind))"
        case .pattern:
            isWhole
                ? "\(fabric.pattern) \(fabric.cloth) \(fabric.share ?? 0) \(fabric.width) \(fabric.run?.rawValue ?? "") \(record.colours.motifs)"
                : "\(fabric.pattern) \(fabric.cloth) \(fabric.share ?? 0) \(fabric.width)"
        case .material: "\(fabric.texture) \(fabric.sheen) \(fabric.drape) \(garment.weight)"
        case .colour(let hex):
            isWhole
                ? "\(record.colours)"
                : "\(record.colours.ground == hex || record.colours.motifs.contains(hex) || record.colours.parts.values.contains(hex))"
        case .palette: isWhole ? "\(record.colours)" : record.colours.palette ?? ""
        }
    }

    private static func measures(_ attribute: StyleAttribute, _ garment: GarmentParameters) -> String {
        switch attribute {
        case .length: "\(garment.hemHeight) \(garment.formLength ?? 0) \(garment.jacketHem ?? 0)"
        case .neckline: "\(garment.neckline)"
        case .collar: "\(garment.collar) \(garment.neckline)"
        case .sleeveLength, .sleeveShape: "\(garment.sleeve)"
        case .fit: "\(garment.bodice) \(garment.skirt) \(garment.legs) \(garment.sleeve)"
        case .skirtShape: "\(garment.skirt)"
        case .legShape: "\(garment.legs)"
        case .waistline: "\(garment.waistHeight) \(garment.bodice.waist)"
        case .closure: "\(garment.closure) \(garment.neckline)"
        }
    }

    private static func shape(_ attribute: StyleAttribute, _ garment: GarmentParameters) -> String {
        switch attribute {
        case .length: "\(garment.hemHeight) \(garment.formLength ?? 0)"
        case .neckline: garment.neckline.shape.rawValue
        case .collar: garment.collar.shape.rawValue
        case .sleeveLength: "\(garment.sleeve.length)"
        case .sleeveShape: "\(garment.sleeve.upper) \(garment.sleeve.middle) \(garment.sleeve.isRaglan)"
        case .fit: "\(garment.bodice.chest) \(garment.legs.thigh)"
        case .skirtShape: garment.skirt.kind.rawValue
        case .legShape: "\(garment.legs.knee) \(garment.legs.hem)"
        case .waistline: "\(garment.waistHeight)"
        case .closure: garment.closure.kind.rawValue
        }
    }
}
