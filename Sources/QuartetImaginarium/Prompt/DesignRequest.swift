/// What the cloth's colours are for.
public enum ColourRole: String, Sendable, Codable, CaseIterable {
    /// The ground of the cloth.
    case main
    /// Stripes, figures and other second colours, in the prompt's order.
    case second
    /// A part of the garment, such as the collar or the belt.
    case accent
}

/// A colour that the prompt asks for.
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

/// What a prompt asks for: catalog identifiers, each absent where the prompt leaves the choice open.
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
    /// A form of the pattern.
    public var patternVariant: String?
    /// A material's identifier.
    public var material: String?
    /// Style attributes that were asked for.
    public var styles: [StyleAttribute: String] = [:]
    /// Details that were asked for.
    public var details: [DetailKind] = []
    /// Details that shall not be there.
    public var absentDetails: [DetailKind] = []
    /// How many designs were asked for.
    public var count: Int?

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
