/// The use of a colour.
public enum ColourRole: String, Sendable, Codable, CaseIterable {
    /// The ground of the cloth.
    case main
    /// Stripes, figures and other second colours.
    case second
    /// A part of the garment, such as the collar or the belt.
    case accent
}

/// A colour of the prompt.
public struct RequestedColour: Sendable, Codable, Equatable {
    /// The words, such as "dark olive green".
    public let name: String
    /// sRGB as `#rrggbb`.
    public let hex: String
    public let role: ColourRole
    /// The part of the garment, for accents.
    public let part: String?

    public init(name: String, hex: String, role: ColourRole, part: String? = nil) {
        self.name = name
        self.hex = hex
        self.role = role
        self.part = part
    }
}

/// The wishes of a prompt as identifiers of the catalogs, absent where the prompt leaves the choice open.
public struct DesignRequest: Sendable, Codable, Equatable {
    /// The prompt as it was written.
    public var prompt: String
    /// The garment's identifier.
    public var garment: String
    /// Colours in the prompt's order.
    public var colours: [RequestedColour] = []
    /// A palette's identifier.
    public var palette: String?
    /// A pattern's identifier.
    public var pattern: String?
    /// A variant's identifier within the pattern.
    public var patternVariant: String?
    /// A material's identifier.
    public var material: String?
    /// Requested values of style attributes.
    public var styles: [StyleAttribute: String] = [:]
    /// Requested details.
    public var details: [DetailKind] = []
    /// Details to leave out.
    public var absentDetails: [DetailKind] = []
    /// Requested number of designs.
    public var count: Int?
    /// Requested number of buttons; absent in older records.
    public var buttons: Int?
    /// Requested lengths in centimetres; absent in older records.
    public var measures: [GarmentMeasure: Double]?

    public init(prompt: String, garment: String) {
        self.prompt = prompt
        self.garment = garment
    }

    public var length: String? { styles[.length] }
    public var neckline: String? { styles[.neckline] }
    public var collar: String? { styles[.collar] }
    public var sleeveLength: String? { styles[.sleeveLength] }
    public var sleeveShape: String? { styles[.sleeveShape] }
    public var fit: String? { styles[.fit] }
}
