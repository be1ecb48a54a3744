public import QuartetImaging

/// The cloths and colours that a garment is drawn with.
public struct DesignCloth: Sendable {
    /// Seamless RGB swatch of the fabric.
    public var swatch: FloatImage
    /// Width of the swatch in centimetres.
    public var swatchWidth: Double
    /// Seamless RGB swatch of the material in neutral grey, which parts are tinted from.
    public var plain: FloatImage
    /// Width of the plain swatch in centimetres.
    public var plainWidth: Double
    /// The garment's own colour, for bands and linings.
    public var ground: Colour
    /// Colours that the prompt gives to parts: collar, belt, buttons and so on.
    public var parts: [String: Colour]
    /// Colour of topstitching.
    public var thread: Colour
    /// 0 matt to 1 mirror-like.
    public var sheen: Double
    /// 0 stiff to 1 flowing.
    public var drape: Double
    /// Cloths of parts, by the part's name.
    public var partCloths: [String: Part] = [:]
    /// How the cloth throws back light.
    var light = ClothLight.matt
    /// What shows through the cloth; nil for dense cloth.
    var veil: ClothVeil?
    /// How much washed denim is faded where it was worn: 0 not at all to 1.
    var fading: Float = 0
    /// Dye over the whole garment.
    var dye: GarmentDye?
    /// A border along the hem, and the height of the hem.
    var border: (hem: Double, height: Double)?
    /// Whether parts without their own colour are cut from the fabric rather than from plain cloth.
    public var cutsPartsFromFabric: Bool

    /// The cloth of a part.
    public struct Part: Sendable {
        /// Seamless RGB swatch.
        public let swatch: FloatImage
        /// Width of the swatch in centimetres.
        public let width: Double
        public let sheen: Double
        public let drape: Double
        var light = ClothLight.matt
        var veil: ClothVeil?
    }

    public init(
        swatch: FloatImage, swatchWidth: Double, plain: FloatImage, plainWidth: Double, ground: Colour,
        parts: [String: Colour], thread: Colour, sheen: Double, drape: Double, cutsPartsFromFabric: Bool
    ) {
        self.swatch = swatch
        self.swatchWidth = swatchWidth
        self.plain = plain
        self.plainWidth = plainWidth
        self.ground = ground
        self.parts = parts
        self.thread = thread
        self.sheen = sheen
        self.drape = drape
        self.cutsPartsFromFabric = cutsPartsFromFabric
    }

    /// The part of the garment that a panel belongs to, by the panel's name.
    private static let parts: [String: String] = [
        "sleeve": "sleeves", "cap sleeve": "sleeves", "skirt": "skirt", "back of the skirt": "skirt",
        "bodice": "bodice", "leg": "legs", "strap": "straps", "back strap": "straps", "ruffle": "ruffles",
        "epaulette": "epaulettes", "storm flap": "storm flap", "placket": "placket", "hem band": "hem",
        "chest pocket": "pockets", "patch pocket": "pockets", "flap": "pockets", "chest flap": "pockets",
        "welt": "pockets", "breast welt": "pockets", "pocket bag": "pockets", "kangaroo pocket": "pockets",
        "cargo pocket": "pockets", "bib": "bib", "bib pocket": "pockets",
    ]

    /// The name of the part with a cloth of its own that a panel belongs to; nil for panels of the garment's cloth.
    func ownCloth(of panel: Panel) -> String? {
        if partCloths.isEmpty { return nil }
        let name: String? =
            switch panel.cloth {
            case .part(let part), .rib(let part): part
            case .inside: "lining"
            case .main: Self.parts[panel.name] ?? (panel.name.hasPrefix("tier ") ? "skirt" : panel.name)
            }
        guard let name else { return nil }
        if partCloths[name] != nil { return name }
        // Lapels go with the collar.
        return name == "lapels" && partCloths["collar"] != nil ? "collar" : nil
    }

    /// The colour of the part that a panel belongs to; nil for panels cut from the fabric.
    func colour(of panel: Panel) -> Colour? {
        switch panel.cloth {
        case .part(let part), .rib(let part): colour(ofPart: part) ?? usualColour(ofPart: part)
        case .inside where parts["lining"] != nil: parts["lining"]
        case .main, .inside:
            (Self.parts[panel.name] ?? (panel.name.hasPrefix("tier ") ? "skirt" : nil)).flatMap { parts[$0] }
        }
    }

    /// The colour of parts that are never cut from the fabric.
    private func usualColour(ofPart part: String) -> Colour? {
        let lightness = ground.lab.lightness
        switch part {
        case "elbow patches":
            let suede = ground.mixed(with: Colour(red: 0.42, green: 0.29, blue: 0.19), by: 0.75)
            guard suede.lab.distance(to: ground.lab) < 18 else { return suede }
            var lab = suede.lab
            lab.lightness += lightness > 40 ? -20 : 20
            return lab.colour
        case "lace trim":
            return lightness > 78
                ? ground.mixed(with: .black, by: 0.14) : ground.mixed(with: .white, by: 0.78)
        case "side stripe":
            return lightness > 62 ? ground.mixed(with: .black, by: 0.7) : ground.mixed(with: .white, by: 0.9)
        case "apron", "collar edge":
            return ground.mixed(with: .white, by: lightness > 86 ? 0.5 : 0.92)
        case "hat band", "obi", "obi cord":
            let isDark = (part == "obi cord") != (lightness > 45)
            return isDark ? ground.mixed(with: .black, by: 0.68) : ground.mixed(with: .white, by: 0.72)
        case "border": return ground.mixed(with: Colour(red: 0.80, green: 0.62, blue: 0.24), by: 0.86)
        default: return nil
        }
    }

    /// Colour of the threads across a rip.
    var fray: Colour { ground.mixed(with: .white, by: 0.78) }

    /// The colour of a part: its own, or that of a related part (lapels go with the collar).
    func colour(ofPart part: String) -> Colour? {
        if let colour = parts[part] { return colour }
        let relatives: [String: [String]] = [
            "lapels": ["collar"], "collar": ["neckband", "trim", "ribbed", "rib"],
            "cuffs": ["trim", "rib", "sleeves"],
            "hem": ["rib", "trim"],
            "hood": ["collar"], "waistband": ["elastic waist"], "placket": ["trim"],
            "trim": ["contrast trim"],
            "buttons": ["zip"], "bow": ["belt"], "obi": ["belt"], "hat band": ["trim", "bow", "belt"],
            "border": ["trim", "contrast trim"],
        ]
        for relative in relatives[part] ?? [] {
            if let colour = parts[relative] { return colour }
        }
        return parts["contrast trim"].flatMap {
            ["collar", "cuffs", "hem", "placket"].contains(part) ? $0 : nil
        }
    }
}
