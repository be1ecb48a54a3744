public import QuartetCatalogs
public import QuartetImaging

/// The catalog of colours, `catalogs/colours.xml`, as typed values.
public struct ColourCatalog: Sendable {
    /// A colour with a name.
    public struct Named: Sendable, Equatable {
        public let name: String
        public let words: [String]
        public let family: String
        public let colour: Colour
    }

    /// A word that shifts a colour: lightness (CIE L*) is added, chroma multiplied.
    public struct Modifier: Sendable, Equatable {
        public let id: String
        public let words: [String]
        public let lightness: Double
        public let chroma: Double

        /// The shifted colour.
        public func apply(to colour: Colour) -> Colour {
            var lab = colour.lab
            lab.lightness = min(max(lab.lightness + lightness, 4), 97)
            lab.a *= chroma
            lab.b *= chroma
            return lab.colour
        }
    }

    /// Colours that go together.
    public struct Palette: Sendable, Equatable {
        public let id: String
        public let words: [String]
        /// The pattern or material that it belongs to; nil for palettes of general use.
        public let purpose: String?
        /// The pattern that shows all its colours, for prompts without a pattern.
        public let pattern: String?
        public let colours: [Named]
    }

    public let colours: [Named]
    public let modifiers: [Modifier]
    public let palettes: [Palette]

    /// Whether a colour is one of those that are not wanted: of a base colour's family, or near to another colour.
    func isAvoided(_ colour: Colour, _ names: [String]) -> Bool {
        names.contains { name in
            guard let other = named(name) else { return false }
            if other.name == other.family { return nearest(to: colour)?.family == other.family }
            return other.colour.lab.distance(to: colour.lab) < 18
        }
    }

    /// The colour itself where it is wanted, else the nearest in lightness that is, and that stands out from others.
    func allowed(_ colour: Colour, _ avoided: [String], beside others: [Colour]) -> Colour {
        guard isAvoided(colour, avoided) else { return colour }
        let lab = colour.lab
        let candidates = colours.map(\.colour).filter { candidate in
            !isAvoided(candidate, avoided) && others.allSatisfy { $0.lab.distance(to: candidate.lab) > 24 }
        }
        // A pale blue instead of white, a charcoal instead of black.
        func difference(_ other: Colour) -> Double {
            2 * abs(other.lab.lightness - lab.lightness) + abs(other.lab.chroma - lab.chroma)
        }
        return candidates.min { difference($0) < difference($1) } ?? colour
    }

    /// Reads the validated catalog; throws ``CatalogError/invalid(path:mistakes:)`` where a palette names a
    /// colour that does not exist or a name occurs twice.
    public init(_ catalog: Catalog) throws {
        var colours: [Named] = []
        var lines: [String: Int] = [:]
        for family in catalog.root.children("family") {
            for entry in family.children("colour") {
                let name = try entry.string("name")
                if let line = lines[name] {
                    throw entry.mistake("the colour \(name) a second time", expected: "line \(line) has it")
                }
                lines[name] = entry.line
                guard let colour = Colour(hex: try entry.string("hex")) else {
                    throw entry.mistake("hex=\"\(try entry.string("hex"))\"", expected: "#rrggbb")
                }
                colours.append(
                    Named(
                        name: name, words: entry.list("words"), family: try family.string("id"),
                        colour: colour))
            }
        }
        self.colours = colours
        modifiers = try catalog.root.requiredChild("modifiers").children.map { entry in
            Modifier(
                id: try entry.string("id"), words: entry.list("words"),
                lightness: try entry.number("lightness"), chroma: try entry.number("chroma"))
        }
        palettes = try catalog.root.requiredChild("palettes").children.map { entry in
            let members = try entry.list("colours").map { name in
                guard let colour = colours.first(where: { $0.name == name }) else {
                    throw entry.mistake("the colour \(name) in a palette", expected: "a colour's name")
                }
                return colour
            }
            return Palette(
                id: try entry.string("id"), words: entry.list("words"), purpose: entry.attributes["for"],
                pattern: entry.attributes["pattern"], colours: members)
        }
    }

    /// The colour with this name.
    public func named(_ name: String) -> Named? { colours.first { $0.name == name } }

    /// The named colour with the smallest CIE 1976 difference.
    public func nearest(to colour: Colour) -> Named? {
        let lab = colour.lab
        return colours.min { $0.colour.lab.distance(to: lab) < $1.colour.lab.distance(to: lab) }
    }
}
