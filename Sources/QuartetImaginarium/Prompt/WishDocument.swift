/// A reading as JSON: what is wanted of each garment, what is not wanted, and what was not understood.
public struct WishDocument: Sendable, Encodable {
    /// A value of the catalogs, and how sure it is: the probability that the tagger gives its kind.
    public struct Value: Sendable, Encodable {
        public let value: String
        public let confidence: Double
    }

    public struct Colour: Sendable, Encodable {
        public let name: String
        public let hex: String
        public let role: ColourRole
        public let confidence: Double
    }

    /// A part with a colour or a cloth of its own.
    public struct Part: Sendable, Encodable {
        public let part: String
        public var colour: String?
        public var hex: String?
        public var material: String?
        public var pattern: String?
        public let confidence: Double
    }

    public struct Avoid: Sendable, Encodable {
        /// colour, pattern, material, detail, or the name of an attribute.
        public let kind: String
        public let value: String
        public let confidence: Double
    }

    public struct Garment: Sendable, Encodable {
        public let garment: Value
        public let colours: [Colour]
        public let pattern: Value?
        public let patternVariant: Value?
        public let material: Value?
        /// Values of style attributes, by the attribute's name.
        public let attributes: [String: Value]
        public let details: [Value]
        public let parts: [Part]
        /// In centimetres; `buttons` is a number.
        public let measures: [String: Double]
        /// Grams a square metre.
        public let clothWeight: Double?
        public let composition: [FibreShare]?
        public let palette: Value?
        public let avoid: [Avoid]
    }

    public let prompt: String
    public let language: String
    public let garments: [Garment]
    public let notUsed: [PromptReading.Unused]
    public let notUnderstood: [String]
    /// What each phrase is about, whether the catalogs know it or not.
    public let tags: [WishTag]
    public let corrections: [PromptReading.Correction]
    /// Requested number of designs.
    public let designs: Int?

    public init(_ reading: WishReading) {
        prompt = reading.request.prompt
        language = reading.language
        garments = reading.garments.map(Garment.init)
        notUsed = reading.unused
        notUnderstood = reading.unknown
        tags = reading.tags
        corrections = reading.corrections
        designs = reading.count
    }
}

extension WishDocument.Garment {
    init(_ reading: PromptReading) {
        let request = reading.request
        /// The confidence of the phrase that was understood as this.
        func confidence(_ meaning: String) -> Double {
            reading.understood.last { $0.meaning.hasPrefix(meaning) }?.confidence ?? 1
        }
        func value(_ kind: String, _ id: String?) -> WishDocument.Value? {
            id.map { WishDocument.Value(value: $0, confidence: confidence("\(kind): \($0)")) }
        }
        garment = WishDocument.Value(value: request.garment, confidence: confidence("garment"))
        colours = request.colours.filter { $0.part == nil }.map { colour in
            let own = reading.understood.last {
                $0.meaning.hasPrefix("colour") && colour.name.contains($0.words.lowercased())
            }
            return WishDocument.Colour(
                name: colour.name, hex: colour.hex, role: colour.role, confidence: own?.confidence ?? 1)
        }
        pattern = value("pattern", request.pattern)
        patternVariant = request.patternVariant.map {
            WishDocument.Value(value: $0, confidence: confidence("pattern"))
        }
        material = value("material", request.material)
        palette = value("palette", request.palette)
        attributes = Dictionary(
            uniqueKeysWithValues: request.styles.map { attribute, id in
                (
                    attribute.rawValue,
                    WishDocument.Value(value: id, confidence: confidence("\(attribute.title): \(id)"))
                )
            })
        details = request.details.map {
            WishDocument.Value(value: $0.rawValue, confidence: confidence("detail: \($0.title)"))
        }
        parts = Self.parts(request)
        var measures = Dictionary(
            uniqueKeysWithValues: (request.measures ?? [:]).map { ($0.key.rawValue, $0.value) })
        if let buttons = request.buttons { measures["buttons"] = Double(buttons) }
        self.measures = measures
        clothWeight = request.clothWeight
        composition = request.composition
        avoid = Self.avoid(request)
    }

    private static func parts(_ request: DesignRequest) -> [WishDocument.Part] {
        let coloured = request.colours.filter { $0.part != nil }
        let names = Set(coloured.compactMap(\.part)).union(request.partCloths?.keys.map { $0 } ?? [])
        return names.sorted().map { name in
            let colour = coloured.first { $0.part == name }
            let cloth = request.partCloths?[name]
            return WishDocument.Part(
                part: name.replacing(" ", with: "-"), colour: colour?.name, hex: colour?.hex,
                material: cloth?.material,
                pattern: cloth?.pattern, confidence: 1)
        }
    }

    private static func avoid(_ request: DesignRequest) -> [WishDocument.Avoid] {
        let avoided = request.avoided ?? Avoided()
        func all(_ kind: String, _ values: [String]) -> [WishDocument.Avoid] {
            values.map { WishDocument.Avoid(kind: kind, value: $0, confidence: 1) }
        }
        let none = StyleAttribute.allCases.filter { request.styles[$0] == "none" }
        return all("colour", avoided.colours) + all("pattern", avoided.patterns)
            + all("material", avoided.materials) + all("detail", request.absentDetails.map(\.rawValue))
            + none.flatMap { all($0.rawValue, ["any"]) }
            + StyleAttribute.allCases.flatMap { all($0.rawValue, avoided.styles[$0] ?? []) }
    }
}
