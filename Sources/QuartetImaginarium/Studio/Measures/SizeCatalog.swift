public import QuartetCatalogs

/// The sizes of clothes by letters. Designs are drawn in the size M.
public enum LetterSize: String, Sendable, Codable, CaseIterable {
    case xs, s, m, l, xl, xxl

    public var title: String { rawValue.uppercased() }
}

/// The catalog of sizes, `catalogs/sizes.xml`: bodies, and the points of measure that follow them.
public struct SizeCatalog: Sendable {
    /// A measure of the body in each size, in centimetres.
    public struct Body: Sendable, Equatable {
        public let id: String
        public let lengths: [LetterSize: Double]
    }

    /// A point of measure: its name, how it is taken, and how it grows with the body.
    public struct Point: Sendable, Equatable {
        public let id: String
        public let name: String
        public let how: String
        public let body: Body?
        /// Centimetres of the garment for each centimetre of the body.
        public let share: Double
        /// Whether a shorter garment grows by less, in proportion.
        public let shortens: Bool
        /// Centimetres by which a sewn garment may differ.
        public let tolerance: Double

        /// The measure in a size where it is `base` in the size M: `base + share · (body - body in M)`; where it
        /// `shortens`, the step is multiplied by `min(1, base / (share · body in M))`.
        public func graded(_ base: Double, to size: LetterSize) -> Double {
            guard let body, let length = body.lengths[size], let middle = body.lengths[.m], share > 0 else {
                return base
            }
            let part = shortens ? min(1, base / (share * middle)) : 1
            return base + share * part * (length - middle)
        }
    }

    public let points: [Point]

    /// Reads the validated catalog; throws ``CatalogError/invalid(path:mistakes:)`` where a point follows a body that does
    /// not exist, an identifier occurs twice, or a larger size is smaller.
    public init(_ catalog: Catalog) throws {
        var bodies: [String: Body] = [:]
        for entry in try catalog.root.requiredChild("bodies").children {
            let body = try Self.body(entry)
            guard bodies.updateValue(body, forKey: body.id) == nil else {
                throw entry.mistake("id=\"\(body.id)\" a second time", expected: "another id")
            }
        }
        var ids: Set<String> = []
        points = try catalog.root.requiredChild("points").children.map { entry in
            let id = try entry.string("id")
            guard ids.insert(id).inserted else {
                throw entry.mistake("id=\"\(id)\" a second time", expected: "another id")
            }
            let name = entry.attributes["body"]
            if let name, bodies[name] == nil {
                throw entry.mistake(
                    "body=\"\(name)\"", expected: "one of: " + bodies.keys.sorted().joined(separator: ", "))
            }
            return Point(
                id: id, name: try entry.string("name"), how: try entry.string("how"),
                body: name.flatMap { bodies[$0] }, share: try entry.number("share", default: 0),
                shortens: entry.attributes["shortens"] == "true", tolerance: try entry.number("tolerance"))
        }
    }

    /// Loads and validates `sizes.xml` from a folder.
    public init(folder: String) throws { try self.init(Catalog.load(folder + "/sizes.xml")) }

    private static func body(_ entry: CatalogElement) throws -> Body {
        var lengths: [LetterSize: Double] = [:]
        var before = 0.0
        for size in LetterSize.allCases {
            let length = try entry.number(size.rawValue)
            guard length >= before else {
                throw entry.mistake(
                    "\(size.rawValue)=\"\(length)\"", expected: "at least \(before), as in the size below")
            }
            lengths[size] = length
            before = length
        }
        return Body(id: try entry.string("id"), lengths: lengths)
    }
}
